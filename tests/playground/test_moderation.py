"""Bans, kicks, timeouts and bulk deletion over REST, and the audit log that names who did it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.actors import ClientError, People, Person
from bot.playground.audit_log import Action
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Guild, Role, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, grant


@pytest.fixture
def person(playground: Playground, guild: Guild, maya: User) -> Person:
    return People(playground).member(maya, guild)


@pytest.fixture
def above(playground: Playground, guild: Guild, bot: Application) -> User:
    """Somebody whose role is higher than the bot's."""
    boss = playground.world.add_user("Boss")
    playground.world.join(guild, boss, [playground.world.add_role(guild, "boss", position=50)])
    return boss


@pytest.fixture
def banning(playground: Playground, guild: Guild, bot: Application) -> None:
    grant(playground, guild, bot, Bit.BAN_MEMBERS)


def names(events: list[Event]) -> list[str]:
    return [e.name for e in events]


# --- bans -------------------------------------------------------------------------------------


async def test_a_ban_removes_the_member_and_what_they_wrote_lately_with_the_reason(
    rest: Rest,
    guild: Guild,
    channel: Channel,
    person: Person,
    bot: Application,
    playground: Playground,
    events: list[Event],
):
    path = f"/guilds/{guild.id}/bans/{person.id}"
    assert (await rest.put(path, {})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.BAN_MEMBERS)
    old = await person.say("kept", channel)
    playground.clock.advance(timedelta(hours=2))
    await person.say("gone", channel)
    events.clear()

    banned = await rest.call("PUT", path, {"delete_message_seconds": 3600}, reason="spam ✂")

    assert banned.status == 204
    assert names(events) == ["GUILD_BAN_ADD", "GUILD_MEMBER_REMOVE", "MESSAGE_DELETE_BULK"]
    assert list(channel.messages) == [old.id]
    assert (await rest.get(path)).json["reason"] == "spam ✂"
    entry = guild.audit_log[-1]
    assert (entry.action, entry.user_id, entry.target_id, entry.reason) == (
        Action.MEMBER_BAN_ADD,
        bot.bot_id,
        person.id,
        "spam ✂",
    )
    assert (await rest.put(path, {})).status == 204
    assert len(guild.audit_log) == 1


@pytest.mark.usefixtures("banning")
async def test_who_is_banned_can_not_come_back_until_the_ban_is_lifted(
    rest: Rest, guild: Guild, person: Person, playground: Playground, events: list[Event]
):
    path = f"/guilds/{guild.id}/bans/{person.id}"
    await rest.put(path, {})
    with pytest.raises(ClientError) as refused:
        await person.rejoin()
    assert refused.value.code == 40007

    assert (await rest.delete(path)).status == 204

    assert (await rest.delete(path)).refusal == (404, 10026)
    assert (await rest.get(path)).refusal == (404, 10026)
    await person.rejoin()
    assert names(events)[-2:] == ["GUILD_BAN_REMOVE", "GUILD_MEMBER_ADD"]
    assert [e.action for e in guild.audit_log][-1] is Action.MEMBER_BAN_REMOVE


@pytest.mark.usefixtures("banning")
async def test_nobody_above_is_banned_and_strangers_can_be(
    rest: Rest, guild: Guild, above: User, owner: User, bot: Application, playground: Playground
):
    stranger = playground.world.add_user("Stranger")
    bans = f"/guilds/{guild.id}/bans"

    for user_id in (above.id, owner.id, bot.bot_id):
        assert (await rest.put(f"{bans}/{user_id}", {})).refusal == (403, 50013)
    assert (await rest.put(f"{bans}/1", {})).refusal == (404, 10013)
    assert (await rest.put(f"{bans}/{stranger.id}", {})).status == 204
    week = await rest.put(f"{bans}/{stranger.id}", {"delete_message_seconds": 604_801})
    assert week.reason("delete_message_seconds") == "NUMBER_TYPE_MAX"


@pytest.mark.usefixtures("banning")
async def test_bans_are_listed_page_by_page(rest: Rest, guild: Guild, playground: Playground):
    users = [playground.world.add_user(f"u{n}").id for n in range(4)]
    guild.bans = dict.fromkeys(users)
    path = f"/guilds/{guild.id}/bans"

    async def page(**query: int) -> list[int]:
        return [users.index(int(b["user"]["id"])) for b in (await rest.get(path, **query)).json]

    assert await page() == [0, 1, 2, 3]
    assert await page(limit=2) == [0, 1]
    assert await page(after=users[1], limit=1) == [2]
    assert await page(before=users[3], limit=2) == [1, 2]


async def test_a_bulk_ban_says_who_could_not_be_banned(
    rest: Rest,
    guild: Guild,
    above: User,
    maya: User,
    bot: Application,
    playground: Playground,
):
    path = f"/guilds/{guild.id}/bulk-ban"
    stranger = playground.world.add_user("Stranger").id
    body: dict[str, Any] = {"user_ids": [str(u) for u in (maya.id, above.id, stranger, 1)]}
    grant(playground, guild, bot, Bit.BAN_MEMBERS)
    assert (await rest.post(path, body)).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.BAN_MEMBERS | Bit.MANAGE_GUILD)

    done = await rest.call("POST", path, body, reason="raid")

    assert done.json == {
        "banned_users": [str(maya.id), str(stranger)],
        "failed_users": [str(above.id), "1"],
    }
    assert [e.reason for e in guild.audit_log] == ["raid", "raid"]
    assert (await rest.post(path, body)).refusal == (400, 500000)
    many = {"user_ids": [str(n) for n in range(201)]}
    assert (await rest.post(path, many)).reason("user_ids") == "BASE_TYPE_BAD_LENGTH"


# --- kicks and timeouts -----------------------------------------------------------------------


async def test_a_kick_is_in_the_audit_log_and_the_kicked_come_back_without_roles(
    rest: Rest, guild: Guild, person: Person, bot: Application, playground: Playground
):
    role = playground.world.add_role(guild, "Professional")
    playground.world.give_role(guild, person.id, role)
    grant(playground, guild, bot, Bit.KICK_MEMBERS)

    await rest.call("DELETE", f"/guilds/{guild.id}/members/{person.id}", reason="break")

    assert person.id not in guild.members
    entry = guild.audit_log[-1]
    assert (entry.action, entry.target_id, entry.reason) == (
        Action.MEMBER_KICK, person.id, "break"
    )  # fmt: skip
    await person.rejoin()
    assert guild.members[person.id].roles == set()


async def test_who_is_in_timeout_reads_only_also_after_leaving_and_coming_back(
    rest: Rest,
    guild: Guild,
    channel: Channel,
    person: Person,
    bot: Application,
    playground: Playground,
):
    message = await person.say("hello", channel)
    await rest.put(f"/channels/{channel.id}/messages/{message.id}/reactions/👍/@me")
    grant(playground, guild, bot, Bit.MODERATE_MEMBERS)
    until = (playground.clock.now() + timedelta(hours=1)).isoformat()
    body = {"communication_disabled_until": until}
    await rest.call("PATCH", f"/guilds/{guild.id}/members/{person.id}", body, reason="calm")

    entry = guild.audit_log[-1]
    assert (entry.action, entry.reason) == (Action.MEMBER_UPDATE, "calm")
    assert [c["key"] for c in entry.changes] == ["communication_disabled_until"]
    await person.leave()
    await person.rejoin()
    with pytest.raises(ClientError) as refused:
        await person.say("again", channel)
    assert refused.value.code == 50013
    with pytest.raises(ClientError):
        await person.react(message, "👍")
    assert person.commands(channel) == []
    assert len(await person.messages(channel)) == 1
    playground.clock.advance(timedelta(hours=1))
    await person.say("again", channel)


async def test_a_change_of_a_member_sets_no_role_above_the_bots_own(
    rest: Rest, guild: Guild, maya: User, above: User, bot: Application, playground: Playground
):
    path = f"/guilds/{guild.id}/members/{maya.id}"
    (boss,) = guild.members[above.id].roles
    low = playground.world.add_role(guild, "low")
    assert (await rest.patch(path, {"roles": [str(low.id)]})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_ROLES)

    assert (await rest.patch(path, {"roles": [str(boss)]})).refusal == (403, 50013)
    assert (await rest.patch(path, {"roles": [str(guild.id)]})).refusal == (400, 50028)
    assert (await rest.patch(path, {"roles": [str(low.id)]})).status == 200
    assert [e.action for e in guild.audit_log] == [Action.MEMBER_ROLE_UPDATE]


# --- deleting many messages -------------------------------------------------------------------


async def test_messages_of_the_last_14_days_are_deleted_together(
    rest: Rest,
    guild: Guild,
    channel: Channel,
    person: Person,
    bot: Application,
    playground: Playground,
    events: list[Event],
):
    path = f"/channels/{channel.id}/messages/bulk-delete"
    old = await person.say("old", channel)
    playground.clock.advance(timedelta(days=14, minutes=1))
    ids = [str((await person.say(str(n), channel)).id) for n in range(3)]
    assert (await rest.post(path, {"messages": ids})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_MESSAGES)

    assert (await rest.post(path, {"messages": [*ids, str(old.id)]})).refusal == (400, 50034)
    assert (await rest.post(path, {"messages": ids[:1]})).refusal == (400, 50016)
    assert (await rest.post(path, {"messages": [ids[0]] * 2})).refusal == (400, 50016)
    assert (await rest.post(path, {"messages": [old.id] * 101})).refusal == (400, 50016)
    assert (await rest.post(path, {})).reason("messages") == "BASE_TYPE_REQUIRED"
    assert len(channel.messages) == 4
    events.clear()
    done = await rest.call("POST", path, {"messages": ids}, reason="spam")

    assert done.status == 204
    assert list(channel.messages) == [old.id]
    assert [(e.name, e.data["ids"]) for e in events] == [("MESSAGE_DELETE_BULK", ids)]
    entry = guild.audit_log[-1]
    assert (entry.action, entry.target_id, entry.options, entry.reason) == (
        Action.MESSAGE_BULK_DELETE,
        channel.id,
        {"count": "3"},
        "spam",
    )


# --- channels ---------------------------------------------------------------------------------


async def test_a_channel_in_slow_mode_with_another_topic_is_logged(
    rest: Rest, guild: Guild, channel: Channel, bot: Application, playground: Playground
):
    path = f"/channels/{channel.id}"
    grant(playground, guild, bot, Bit.MANAGE_CHANNELS)

    assert (await rest.patch(path, {"rate_limit_per_user": 21_601})).reason(
        "rate_limit_per_user"
    ) == "NUMBER_TYPE_MAX"
    body = {"rate_limit_per_user": 30, "topic": "Calm"}
    await rest.call("PATCH", path, body, reason="busy")

    entry = guild.audit_log[-1]
    assert (entry.action, entry.target_id, entry.reason) == (
        Action.CHANNEL_UPDATE, channel.id, "busy"
    )  # fmt: skip
    assert entry.changes == [
        {"key": "topic", "new_value": "Calm"},
        {"key": "rate_limit_per_user", "old_value": 0, "new_value": 30},
    ]


async def test_overwrites_and_roles_are_logged_with_what_changed(
    rest: Rest, guild: Guild, channel: Channel, bot: Application, maya: User, playground: Playground
):
    everyone = f"/channels/{channel.id}/permissions/{guild.id}"
    role = playground.world.add_role(guild, "Muted")
    grant(playground, guild, bot, Bit.MANAGE_ROLES | Bit.MANAGE_CHANNELS)

    await rest.put(everyone, {"type": 0, "deny": str(int(Bit.SEND_MESSAGES))})
    await rest.put(everyone, {"type": 0, "deny": "0"})
    await rest.patch(f"/channels/{channel.id}", {"permission_overwrites": []})
    await rest.put(f"/guilds/{guild.id}/members/{maya.id}/roles/{role.id}")

    assert [e.action for e in guild.audit_log] == [
        Action.OVERWRITE_CREATE,
        Action.OVERWRITE_UPDATE,
        Action.OVERWRITE_DELETE,
        Action.MEMBER_ROLE_UPDATE,
    ]
    created, updated = guild.audit_log[:2]
    assert created.options == {"id": str(guild.id), "type": "0", "role_name": "@everyone"}
    assert updated.changes == [{"key": "deny", "old_value": "2048", "new_value": "0"}]
    added = [{"id": str(role.id), "name": "Muted"}]
    assert guild.audit_log[3].changes == [{"key": "$add", "new_value": added}]


async def test_pins_roles_channels_and_the_server_are_logged_with_the_reason(
    rest: Rest, guild: Guild, channel: Channel, bot: Application, playground: Playground
):
    grant(playground, guild, bot, Bit.ADMINISTRATOR)
    message = (await rest.send(channel, content="x")).json["id"]
    roles, channels = f"/guilds/{guild.id}/roles", f"/guilds/{guild.id}/channels"

    async def logged(method: str, path: str, body: Any = None) -> Any:
        done = await rest.call(method, path, body, reason="tidy")
        assert guild.audit_log[-1].reason == "tidy"
        return done.json if done.text else None

    pin = f"/channels/{channel.id}/messages/pins/{message}"
    await logged("PUT", pin)
    await logged("DELETE", pin)
    role = await logged("POST", roles, {"name": "a"})
    await logged("PATCH", f"{roles}/{role['id']}", {"name": "b"})
    await logged("DELETE", f"{roles}/{role['id']}")
    made = await logged("POST", channels, {"name": "new"})
    await logged("DELETE", f"/channels/{made['id']}")
    await logged("PATCH", f"/guilds/{guild.id}", {"name": "Home"})
    thread = await logged("POST", f"/channels/{channel.id}/threads", {"name": "t", "type": 11})
    await logged("PATCH", f"/channels/{thread['id']}", {"locked": True})
    await logged("DELETE", f"/channels/{thread['id']}")

    assert [e.action for e in guild.audit_log] == [
        Action.MESSAGE_PIN,
        Action.MESSAGE_UNPIN,
        Action.ROLE_CREATE,
        Action.ROLE_UPDATE,
        Action.ROLE_DELETE,
        Action.CHANNEL_CREATE,
        Action.CHANNEL_DELETE,
        Action.GUILD_UPDATE,
        Action.THREAD_CREATE,
        Action.THREAD_UPDATE,
        Action.THREAD_DELETE,
    ]
    assert guild.audit_log[3].changes == [{"key": "name", "old_value": "a", "new_value": "b"}]
    assert guild.audit_log[0].options == {"channel_id": str(channel.id), "message_id": message}


# --- the log ----------------------------------------------------------------------------------


@pytest.fixture
def logged(guild: Guild, playground: Playground, bot: Application, below: Role) -> Guild:
    grant(playground, guild, bot, Bit.VIEW_AUDIT_LOG | Bit.MANAGE_ROLES | Bit.MANAGE_NICKNAMES)
    return guild


@pytest.fixture
def below(playground: Playground, guild: Guild, bot: Application) -> Role:
    return playground.world.add_role(guild, "below")


async def test_the_log_is_read_by_who_did_what_page_by_page(
    rest: Rest, logged: Guild, maya: User, owner: User, below: Role, playground: Playground
):
    path = f"/guilds/{logged.id}/audit-logs"
    member = f"/guilds/{logged.id}/members/{maya.id}"
    await rest.patch(member, {"nick": "M"})
    await rest.patch(member, {"nick": "Maya"})
    await rest.put(f"{member}/roles/{below.id}")
    olive = People(playground).member(owner, logged)
    await olive.take_role(maya, below)
    ids = [e.id for e in logged.audit_log]

    async def read(**query: int) -> list[int]:
        entries = (await rest.get(path, **query)).json["audit_log_entries"]
        return [ids.index(int(e["id"])) for e in entries]

    assert await read() == [3, 2, 1, 0]
    assert await read(limit=1) == [3]
    assert await read(before=ids[2]) == [1, 0]
    assert await read(after=ids[1]) == [2, 3]
    assert await read(user_id=owner.id) == [3]
    assert await read(action_type=24) == [1, 0]
    assert await read(target_id=1) == []
    users = (await rest.get(path, user_id=owner.id)).json["users"]
    assert [u["id"] for u in users] == [str(owner.id), str(maya.id)]
    playground.clock.advance(timedelta(days=46))
    assert await read() == []
    await rest.patch(member, {"nick": "M"})
    assert len(logged.audit_log) == 1


async def test_the_log_is_for_who_may_view_it(rest: Rest, guild: Guild):
    assert (await rest.get(f"/guilds/{guild.id}/audit-logs")).refusal == (403, 50013)
