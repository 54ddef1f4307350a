"""Which commands a chat client offers, and what it sends for them."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.actors import ClientError, People, Person, Upload
from bot.playground.permissions import Bit
from bot.playground.records import Application, ChannelType, Json, Overwrite
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.actors.acting import command, option, sent
from tests.playground.wire import Bot

# --- which commands there are -----------------------------------------------------------------


async def test_subcommands_are_named_in_full(attune: Bot, maya: Person):
    find = {"type": 1, "name": "find", "description": "Find", "options": [option(3, "query")]}
    admin = {"type": 2, "name": "admin", "description": "Admin", "options": [find]}
    await attune.register(command("prompt", find, admin))

    assert (await sent(attune, maya.slash("prompt find", query="x")))["options"] == [
        {"name": "find", "type": 1, "options": [{"name": "query", "type": 3, "value": "x"}]}
    ]
    assert (await sent(attune, maya.slash("/prompt admin find")))["options"] == [
        {"name": "admin", "type": 2, "options": [{"name": "find", "type": 1, "options": []}]}
    ]
    for wrong in ("prompt", "prompt lose", "prompt find more", "nothing"):
        with pytest.raises(ClientError):
            await maya.slash(wrong)


async def test_a_command_of_the_server_hides_a_global_one(
    attune: Bot, hub: SmallGuild, maya: Person
):
    await attune.register(command("ping"))
    path = f"/applications/{attune.application.id}/guilds/{hub.guild.id}/commands"
    _, own = await attune.call("PUT", path, [command("ping")])

    data = await sent(attune, maya.slash("ping"))

    assert data["id"] == own[0]["id"]
    assert data["guild_id"] == str(hub.guild.id)
    assert [c.json["id"] for c in maya.commands()] == [own[0]["id"]]


async def test_a_command_for_moderators_is_not_offered_to_members(
    attune: Bot, hub: SmallGuild, people: People, maya: Person
):
    needed = str(int(Bit.MODERATE_MEMBERS))
    await attune.register(
        command("warn", default_member_permissions=needed),
        command("owner", default_member_permissions="0"),
    )

    with pytest.raises(ClientError, match="MODERATE_MEMBERS"):
        await maya.slash("warn")
    assert await sent(attune, people.member("Mei", hub.guild).slash("warn"))
    with pytest.raises(ClientError, match="administrators"):
        await people.member("Mei", hub.guild).slash("owner")
    assert await sent(attune, people.member("Wanda", hub.guild).slash("owner"))
    assert maya.commands() == []


async def test_contexts_decide_between_server_and_direct_messages(
    attune: Bot, maya: Person, application: Application
):
    await attune.register(command("here", contexts=[0]), command("there", contexts=[1]))
    dm = maya.dm(application)

    assert await sent(attune, maya.slash("here"))
    assert await sent(attune, maya.slash("there", dm))
    with pytest.raises(ClientError, match="no command"):
        await maya.slash("here", dm)
    with pytest.raises(ClientError, match="no command"):
        await maya.slash("there")


async def test_who_may_not_use_commands_here_is_told_why(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    await attune.register(command("ping"))
    for bits, reason in (
        (Bit.USE_APPLICATION_COMMANDS, "application commands"),
        (Bit.SEND_MESSAGES, "can't write"),
    ):
        hub.general.overwrites[maya.id] = Overwrite(maya.id, is_member=True, deny=int(bits))
        with pytest.raises(ClientError, match=reason):
            await maya.slash("ping", hub.general)
    hub.general.overwrites.clear()
    member = hub.guild.members[maya.id]
    member.timed_out_until = playground.clock.now() + timedelta(hours=1)
    with pytest.raises(ClientError, match="timeout"):
        await maya.slash("ping", hub.general)
    playground.clock.advance(timedelta(hours=2))
    assert await sent(attune, maya.slash("ping"))
    with pytest.raises(ClientError, match="sees no such channel"):
        await maya.slash("ping", hub.staff)


# --- options ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "good", "value", "bad"),
    [
        (option(3, min_length=2, max_length=4), "abc", "abc", "a"),
        (option(3, max_length=4), "abcd", "abcd", "abcde"),
        (option(3), "x", "x", ""),
        (option(3), "x", "x", 5),
        (option(3, choices=[{"name": "Red", "value": "r"}]), "Red", "r", "blue"),
        (option(4, min_value=1, max_value=3), 3, 3, 4),
        (option(4), 3, 3, 1.5),
        (option(4), 3, 3, "3"),
        (option(4), 3, 3, 2**54),
        (option(10, max_value=1.5), 1.5, 1.5, 1.6),
        (option(5), False, False, "no"),
        (option(6), "Ravi", "users", "Nobody"),
        (option(8), "Reviewer", "roles", "Nothing"),
        (option(9), "@Reviewer", "roles", "Nothing"),
        (option(7), "#general", "channels", "staff"),
        (option(11), Upload("a.txt", b"x"), "attachments", "a.txt"),
    ],
)
async def test_an_option_takes_what_its_kind_allows(
    attune: Bot, maya: Person, limits: Json, good: Any, value: Any, bad: Any
):
    await attune.register(command("try", limits))

    data = await sent(attune, maya.slash("try", it=good))

    got = data["options"][0]["value"]
    if "resolved" in data:
        assert list(data["resolved"])[-1] == value
        assert got in data["resolved"][value]
    else:
        assert got == value
    with pytest.raises(ClientError):
        await maya.slash("try", it=bad)


async def test_required_options_and_their_names_are_checked(attune: Bot, maya: Person):
    await attune.register(
        command("try", option(3, "first-word", required=True), option(3, "other"))
    )

    assert await sent(attune, maya.slash("try", first_word="x", other=None))
    with pytest.raises(ClientError, match="required"):
        await maya.slash("try", other="x")
    with pytest.raises(ClientError, match="no option"):
        await maya.slash("try", first_word="x", third="y")


async def test_a_channel_option_and_the_channel_where_it_is_used_are_kept_apart(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    side = playground.world.add_channel(hub.guild, "side")
    await attune.register(command("post", option(7, "channel", channel_types=[0])), command("ping"))

    task = asyncio.create_task(maya.slash("post", hub.general, channel=side))
    interaction, _ = await attune.answers(task, 4, {"content": "ok"})
    assert interaction["channel_id"] == str(hub.general.id)
    assert interaction["data"]["options"][0]["value"] == str(side.id)
    assert interaction["data"]["resolved"]["channels"][str(side.id)]["permissions"]

    task = asyncio.create_task(maya.slash("ping", channel=side))
    interaction, _ = await attune.answers(task, 4, {"content": "ok"})
    assert interaction["channel_id"] == str(side.id)


async def test_a_channel_of_the_wrong_kind_is_not_offered(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    voice = playground.world.add_channel(hub.guild, "call", type=ChannelType.VOICE)
    await attune.register(command("post", option(7, "channel", channel_types=[0])))

    with pytest.raises(ClientError, match="does not take"):
        await maya.slash("post", hub.general, channel=voice)


async def test_an_uploaded_file_can_be_fetched(attune: Bot, maya: Person):
    await attune.register(command("try", option(11)))
    data = await sent(attune, maya.slash("try", it=Upload("notes.txt", b"hello")))
    file = next(iter(data["resolved"]["attachments"].values()))

    async with aiohttp.ClientSession() as session, session.get(file["url"]) as response:
        content = await response.read()

    assert (file["filename"], file["content_type"], file["size"]) == ("notes.txt", "text/plain", 5)
    assert content == b"hello"


# --- menus of messages and people -------------------------------------------------------------


async def test_menus_name_their_target(attune: Bot, people: People, hub: SmallGuild, maya: Person):
    await attune.register(
        {"name": "Save prompt", "type": 3}, {"name": "Ask for a review", "type": 2}
    )
    message = await maya.say("a prompt")
    saved = await sent(attune, maya.menu("Save prompt", on=message))
    ravi = people.member("Ravi", hub.guild)
    asked = await sent(attune, maya.menu("Ask for a review", on=ravi))

    assert saved["target_id"] == str(message.id)
    assert saved["resolved"]["messages"][str(message.id)]["content"] == "a prompt"
    assert asked["target_id"] == str(ravi.id)
    assert asked["resolved"]["users"][str(ravi.id)]["global_name"] == "Ravi"
    assert "user" not in asked["resolved"]["members"][str(ravi.id)]
    with pytest.raises(ClientError, match="no command"):
        await maya.menu("Burn", on=message)
