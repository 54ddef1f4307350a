"""Who hears of what."""

from bot.playground import posting
from bot.playground.actors import People
from bot.playground.gateway import Intent
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Json, Message
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from bot.playground.world import Event
from tests.playground.wire import DEFAULT_INTENTS, connect


def write(playground: Playground, hub: SmallGuild, text: str, who: str = "Maya") -> Message:
    body: Json = {"content": text}
    return posting.post(playground, hub.general, hub.people[who].id, body, via_bot=False)


async def test_each_shard_hears_of_its_own_servers(
    playground: Playground, application: Application
):
    first = small_guild(playground, application, "One")
    other = small_guild(playground, application, "Two")
    # Ids made in one millisecond share a shard, so the second is moved to the other one.
    moved = first.guild.id + (1 << 22)
    world = playground.world
    world.guilds[moved] = world.guilds.pop(other.guild.id)
    other.guild.roles[moved] = other.guild.roles.pop(other.guild.id)
    other.guild.id = other.general.guild_id = other.staff.guild_id = moved
    by_shard = {(first.guild.id >> 22) % 2: first, (moved >> 22) % 2: other}

    async with connect(playground) as zero, connect(playground) as one:
        for number, wire in enumerate((zero, one)):
            await wire.identify(application, DEFAULT_INTENTS, [number, 2])
            mine = by_shard[number].guild
            assert (await wire.event("READY"))["guilds"] == [
                {"id": str(mine.id), "unavailable": True}
            ]
            assert (await wire.event("GUILD_CREATE"))["id"] == str(mine.id)
        for small in (first, other):
            world.rename_channel(small.general, f"of {small.guild.name}")

        assert (await zero.event("CHANNEL_UPDATE"))["name"] == f"of {by_shard[0].guild.name}"
        assert (await one.event("CHANNEL_UPDATE"))["name"] == f"of {by_shard[1].guild.name}"


async def test_direct_messages_reach_shard_0_alone(
    playground: Playground, application: Application, hub: SmallGuild
):
    maya = People(playground).member("Maya", hub.guild)
    intents = int(Intent.DIRECT_MESSAGES)
    async with connect(playground) as zero, connect(playground) as one:
        for number, wire in enumerate((zero, one)):
            await wire.identify(application, intents, [number, 2])
            await wire.event("READY")
        await maya.say("hello", maya.dm(application))
        assert (await zero.event("MESSAGE_CREATE"))["content"] == "hello"
        await one.send(1)
        assert (await one.frame())["op"] == 11


async def test_without_its_intent_an_event_does_not_come(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire:
        await wire.ready(application, int(Intent.GUILDS))
        await wire.event("GUILD_CREATE")
        write(playground, hub, "unheard")
        playground.world.rename_channel(hub.general, "heard")

        assert await wire.events_until("CHANNEL_UPDATE") == ["CHANNEL_UPDATE"]


async def test_without_the_guilds_intent_no_server_comes(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire:
        await wire.ready(application, int(Intent.GUILD_MESSAGES))
        write(playground, hub, "hello")

        assert await wire.events_until("MESSAGE_CREATE") == ["MESSAGE_CREATE"]


async def test_without_message_content_others_words_are_empty(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire, connect(playground) as reader:
        await wire.ready(application)
        await reader.ready(application, DEFAULT_INTENTS | int(Intent.MESSAGE_CONTENT))
        write(playground, hub, "secret")
        write(playground, hub, f"<@{application.bot_id}> for you")
        body: Json = {"content": "mine"}
        posting.post(playground, hub.general, application.bot_id, body)

        seen = [(await wire.event("MESSAGE_CREATE"))["content"] for _ in range(3)]
        read = [(await reader.event("MESSAGE_CREATE"))["content"] for _ in range(3)]

    assert seen == ["", f"<@{application.bot_id}> for you", "mine"]
    assert read[0] == "secret"


async def test_direct_messages_keep_their_words_without_the_intent(
    playground: Playground, application: Application, hub: SmallGuild
):
    maya = People(playground).member("Maya", hub.guild)
    async with connect(playground) as wire:
        await wire.ready(application)
        await maya.say("just us", maya.dm(application))

        assert (await wire.event("MESSAGE_CREATE"))["content"] == "just us"


async def test_messages_in_a_hidden_channel_are_not_told(
    playground: Playground, application: Application, hub: SmallGuild
):
    olu = People(playground).member("Olu", hub.guild)
    del hub.staff.overwrites[application.bot_id]
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.event("GUILD_CREATE")
        await olu.say("staff only", hub.staff)
        write(playground, hub, "everybody")

        assert (await wire.event("MESSAGE_CREATE"))["channel_id"] == str(hub.general.id)


async def test_a_bot_hears_that_it_was_added_and_removed(
    playground: Playground, application: Application
):
    world = playground.world
    async with connect(playground) as wire:
        await wire.ready(application, DEFAULT_INTENTS | int(Intent.GUILD_MEMBERS))
        hub = small_guild(playground, application, "New")
        created = await wire.frame()
        world.leave(hub.guild, application.bot_id)
        gone = await wire.event("GUILD_DELETE")

    # That it is not said to be available again is how clients know it as new.
    assert (created["t"], created["d"]["id"]) == ("GUILD_CREATE", str(hub.guild.id))
    assert "unavailable" not in created["d"]
    assert gone == {"id": str(hub.guild.id)}


async def test_its_own_membership_needs_no_intent_others_do(
    playground: Playground, application: Application, hub: SmallGuild
):
    world = playground.world
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.event("GUILD_CREATE")
        world.give_role(hub.guild, hub.people["Maya"].id, hub.roles["Reviewer"])
        world.give_role(hub.guild, application.bot_id, hub.roles["Reviewer"])
        changed = await wire.event("GUILD_MEMBER_UPDATE")

    assert changed["user"]["id"] == str(application.bot_id)


async def test_audit_log_entries_need_the_permission_too(
    playground: Playground, application: Application, hub: SmallGuild
):
    world = playground.world
    entry = Event("GUILD_AUDIT_LOG_ENTRY_CREATE", {"id": "1"}, guild_id=hub.guild.id)
    own = next(r for r in hub.guild.roles.values() if r.bot_id == application.bot_id)
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.event("GUILD_CREATE")
        world.emit(entry)
        own.permissions = int(Bit.VIEW_AUDIT_LOG)
        world.role_changed(own)
        world.emit(entry)

        assert await wire.events_until("GUILD_AUDIT_LOG_ENTRY_CREATE") == [
            "GUILD_ROLE_UPDATE",
            "GUILD_AUDIT_LOG_ENTRY_CREATE",
        ]


async def test_what_a_rule_matched_needs_the_message_content_intent(
    playground: Playground, application: Application, hub: SmallGuild
):
    own = next(r for r in hub.guild.roles.values() if r.bot_id == application.bot_id)
    own.permissions = int(Bit.MANAGE_GUILD)
    execution = int(Intent.AUTO_MODERATION_EXECUTION)
    data = {"content": "words", "matched_content": "words", "matched_keyword": "word"}
    news = Event("AUTO_MODERATION_ACTION_EXECUTION", data, guild_id=hub.guild.id)
    async with connect(playground) as wire, connect(playground) as reader:
        await wire.ready(application, execution)
        await reader.ready(application, execution | int(Intent.MESSAGE_CONTENT))
        playground.world.emit(news)

        assert (await wire.event(news.name))["content"] == ""
        assert await reader.event(news.name) == data


async def test_a_private_thread_is_told_to_its_members_alone(
    playground: Playground, application: Application, hub: SmallGuild
):
    world = playground.world
    maya, bot_id = hub.people["Maya"].id, application.bot_id
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.event("GUILD_CREATE")
        thread = Channel(
            world.new_id(),
            ChannelType.PRIVATE_THREAD,
            "quiet",
            hub.guild.id,
            hub.general.id,
            owner_id=maya,
        )
        world.add_thread(hub.general, thread)
        world.add_to_thread(thread, maya)
        world.add_to_thread(thread, bot_id)

        assert await wire.events_until("THREAD_MEMBERS_UPDATE") == ["THREAD_MEMBERS_UPDATE"]


# --- chunks -------------------------------------------------------------------------------------


async def test_members_come_in_chunks_of_a_thousand(
    playground: Playground, application: Application, hub: SmallGuild
):
    world = playground.world
    for n in range(1500):
        world.join(hub.guild, world.add_user(f"Guest {n}"))
    count = len(hub.guild.members)
    asked = {"guild_id": str(hub.guild.id), "query": "", "limit": 0, "nonce": "n1"}
    async with connect(playground) as wire:
        await wire.ready(application, DEFAULT_INTENTS | int(Intent.GUILD_MEMBERS))
        await wire.send(8, asked)
        chunks = [await wire.event("GUILD_MEMBERS_CHUNK") for _ in range(2)]

    assert [len(c["members"]) for c in chunks] == [1000, count - 1000]
    assert [(c["chunk_index"], c["chunk_count"], c["nonce"]) for c in chunks] == [
        (0, 2, "n1"),
        (1, 2, "n1"),
    ]


async def test_the_whole_list_needs_the_members_intent(
    playground: Playground, application: Application, hub: SmallGuild
):
    everybody = {"guild_id": str(hub.guild.id), "query": "", "limit": 0}
    some = {"guild_id": str(hub.guild.id), "query": "ma", "limit": 5}
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.send(8, everybody)
        await wire.send(8, some)
        chunk = await wire.event("GUILD_MEMBERS_CHUNK")

    assert [m["user"]["global_name"] for m in chunk["members"]] == ["Maya"]


async def test_members_by_id_name_who_was_not_found(
    playground: Playground, application: Application, hub: SmallGuild
):
    ravi = str(hub.people["Ravi"].id)
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.send(8, {"guild_id": str(hub.guild.id), "user_ids": [ravi, "5"]})
        chunk = await wire.event("GUILD_MEMBERS_CHUNK")

    assert [m["user"]["id"] for m in chunk["members"]] == [ravi]
    assert chunk["not_found"] == ["5"]


async def test_presences_come_only_with_their_intent(
    playground: Playground, application: Application, hub: SmallGuild
):
    application.presences_intent = True
    asked = {"guild_id": [str(hub.guild.id)], "user_ids": "5", "presences": True}
    async with connect(playground) as wire, connect(playground) as watcher:
        await wire.ready(application)
        await watcher.ready(application, DEFAULT_INTENTS | int(Intent.GUILD_PRESENCES))
        created = await watcher.event("GUILD_CREATE")
        await wire.send(8, asked)
        await watcher.send(8, asked)
        chunk = await watcher.event("GUILD_MEMBERS_CHUNK")
        await wire.event("GUILD_CREATE")
        await wire.send(1)
        after = (await wire.frame())["op"]

    assert len(created["members"]) == len(hub.guild.members)
    assert chunk["presences"] == []
    assert after == 11
