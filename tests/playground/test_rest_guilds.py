"""Servers, roles, members, users and the application over REST."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Guild, Role, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, grant


@pytest.fixture
def below(playground: Playground, guild: Guild, bot: Application) -> Role:
    """A role that is lower than the bot's."""
    return playground.world.add_role(guild, "below")


@pytest.fixture
def above(playground: Playground, guild: Guild, below: Role) -> Role:
    return playground.world.add_role(guild, "above", position=50)


# --- servers ----------------------------------------------------------------------------------


async def test_a_server_is_read_with_counts_by_its_members_only(
    rest: Rest, guild: Guild, maya: User, playground: Playground, owner: User
):
    elsewhere = playground.world.add_guild("Elsewhere", owner)

    assert "approximate_member_count" not in (await rest.get(f"/guilds/{guild.id}")).json
    counted = await rest.get(f"/guilds/{guild.id}", with_counts="true")

    assert counted.json["approximate_member_count"] == 3
    assert (await rest.get(f"/guilds/{elsewhere.id}")).refusal == (403, 50001)
    assert (await rest.get("/guilds/1")).refusal == (404, 10004)


async def test_a_server_is_changed_by_who_manages_it(
    rest: Rest, guild: Guild, channel: Channel, bot: Application, playground: Playground
):
    path = f"/guilds/{guild.id}"
    assert (await rest.patch(path, {"name": "New"})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_GUILD)

    changed = await rest.patch(path, {"name": "New", "system_channel_id": str(channel.id)})

    assert (changed.json["name"], changed.json["system_channel_id"]) == ("New", str(channel.id))
    assert (await rest.patch(path, {"name": "x"})).reason("name") == "BASE_TYPE_BAD_LENGTH"
    unknown = await rest.patch(path, {"system_channel_id": "1"})
    assert unknown.reason("system_channel_id") == "CHANNEL_NOT_FOUND"


async def test_a_bot_lists_and_leaves_its_servers(
    rest: Rest, guild: Guild, bot: Application, playground: Playground, owner: User
):
    second = playground.world.add_guild("Second", owner)
    playground.world.install(bot, second)

    listed = (await rest.get("/users/@me/guilds")).json
    after = (await rest.get("/users/@me/guilds", after=guild.id, with_counts="true")).json

    assert [g["id"] for g in listed] == [str(guild.id), str(second.id)]
    assert [g["approximate_member_count"] for g in after] == [2]
    assert (await rest.delete(f"/users/@me/guilds/{guild.id}")).status == 204
    assert (await rest.delete(f"/users/@me/guilds/{guild.id}")).refusal == (404, 10004)
    assert not [r for r in guild.roles.values() if r.bot_id == bot.bot_id]


# --- roles ------------------------------------------------------------------------------------


async def test_roles_are_made_lowest_changed_and_deleted(
    rest: Rest, guild: Guild, bot: Application, playground: Playground, events: list[Event]
):
    path = f"/guilds/{guild.id}/roles"
    assert (await rest.post(path, {"name": "x"})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_ROLES)
    events.clear()

    made = await rest.post(path, {"name": "Reviewer", "color": 5, "permissions": "0"})
    changed = await rest.patch(f"{path}/{made.json['id']}", {"mentionable": True})
    shown = await rest.get(f"{path}/{made.json['id']}")
    deleted = await rest.delete(f"{path}/{made.json['id']}")

    assert (made.json["position"], made.json["colors"]["primary_color"]) == (1, 5)
    assert (changed.json["mentionable"], changed.json["name"]) == (True, "Reviewer")
    assert shown.json == changed.json
    assert deleted.status == 204
    assert [e.name for e in events if e.data.get("role", made.json)["name"] != "Attune"] == [
        "GUILD_ROLE_CREATE",
        "GUILD_ROLE_UPDATE",
        "GUILD_ROLE_DELETE",
    ]
    assert (await rest.get(f"{path}/{made.json['id']}")).refusal == (404, 10011)


async def test_nobody_grants_what_they_do_not_have(
    rest: Rest, guild: Guild, bot: Application, below: Role, playground: Playground
):
    grant(playground, guild, bot, Bit.MANAGE_ROLES)
    ban = {"permissions": str(int(Bit.BAN_MEMBERS))}

    assert (await rest.post(f"/guilds/{guild.id}/roles", ban)).refusal == (403, 50013)
    assert (await rest.patch(f"/guilds/{guild.id}/roles/{below.id}", ban)).refusal == (403, 50013)

    grant(playground, guild, bot, Bit.MANAGE_ROLES | Bit.BAN_MEMBERS)

    assert (await rest.patch(f"/guilds/{guild.id}/roles/{below.id}", ban)).status == 200


async def test_roles_above_ones_own_stay_as_they_are(
    rest: Rest, guild: Guild, bot: Application, above: Role, below: Role, playground: Playground
):
    grant(playground, guild, bot, Bit.MANAGE_ROLES)
    path = f"/guilds/{guild.id}/roles"

    assert (await rest.patch(f"{path}/{above.id}", {"name": "x"})).refusal == (403, 50013)
    assert (await rest.delete(f"{path}/{above.id}")).refusal == (403, 50013)
    to_the_top = [{"id": str(below.id), "position": 60}]
    assert (await rest.patch(path, to_the_top)).refusal == (403, 50013)
    stay = [{"id": str(below.id), "position": 1}]
    assert (await rest.patch(path, stay)).status == 200


async def test_everyone_and_managed_roles_are_not_deleted(
    rest: Rest, guild: Guild, bot: Application, playground: Playground
):
    grant(playground, guild, bot, Bit.ADMINISTRATOR)
    own = next(r for r in guild.roles.values() if r.bot_id == bot.bot_id)

    for role_id in (guild.id, own.id):
        assert (await rest.delete(f"/guilds/{guild.id}/roles/{role_id}")).refusal == (400, 50028)


async def test_members_of_roles_are_counted(
    rest: Rest, guild: Guild, maya: User, below: Role, playground: Playground
):
    playground.world.give_role(guild, maya.id, below)

    counts = (await rest.get(f"/guilds/{guild.id}/roles/member-counts")).json

    assert counts[str(below.id)] == 1
    assert str(guild.id) not in counts


# --- members ----------------------------------------------------------------------------------


async def test_members_are_listed_with_the_intent_page_by_page(
    rest: Rest, guild: Guild, maya: User, owner: User, bot: Application
):
    path = f"/guilds/{guild.id}/members"
    ids = sorted([maya.id, owner.id, bot.bot_id])

    first = (await rest.get(path, limit=2)).json
    rest_of_them = (await rest.get(path, limit=2, after=ids[1])).json

    assert [int(m["user"]["id"]) for m in first + rest_of_them] == ids
    assert len((await rest.get(path)).json) == 1
    assert (await rest.get(path, limit=1001)).refusal == (400, 50035)
    bot.members_intent = False
    assert (await rest.get(path)).refusal == (403, 50001)
    assert (await rest.get(f"{path}/{maya.id}")).status == 200


async def test_members_are_found_by_the_start_of_their_name(rest: Rest, guild: Guild, maya: User):
    guild.members[maya.id].nick = "Doctor M"
    path = f"/guilds/{guild.id}/members/search"

    for query, found in (("may", 1), ("doc", 1), ("aya", 0)):
        assert len((await rest.get(path, query=query, limit=10)).json) == found
    assert (await rest.get(path)).reason("query") == "BASE_TYPE_REQUIRED"


async def test_roles_are_given_and_taken_below_ones_own(
    rest: Rest,
    guild: Guild,
    maya: User,
    bot: Application,
    below: Role,
    above: Role,
    playground: Playground,
    events: list[Event],
):
    path = f"/guilds/{guild.id}/members/{maya.id}/roles"
    assert (await rest.put(f"{path}/{below.id}")).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_ROLES)
    events.clear()

    assert (await rest.put(f"{path}/{below.id}")).status == 204
    assert (await rest.put(f"{path}/{below.id}")).status == 204
    assert guild.members[maya.id].roles == {below.id}
    assert (await rest.put(f"{path}/{above.id}")).refusal == (403, 50013)
    assert (await rest.put(f"{path}/1")).refusal == (404, 10011)
    assert (await rest.delete(f"{path}/{below.id}")).status == 204
    assert [e.name for e in events] == ["GUILD_MEMBER_UPDATE"] * 2


async def test_a_member_is_changed_by_who_stands_above(
    rest: Rest,
    guild: Guild,
    maya: User,
    bot: Application,
    below: Role,
    above: Role,
    playground: Playground,
):
    path = f"/guilds/{guild.id}/members/{maya.id}"
    assert (await rest.patch(path, {"nick": "M"})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_NICKNAMES | Bit.MANAGE_ROLES)

    changed = await rest.patch(path, {"nick": "M", "roles": [str(below.id)]})

    assert (changed.json["nick"], changed.json["roles"]) == ("M", [str(below.id)])
    assert (await rest.patch(path, {"nick": "x" * 33})).reason("nick") == "BASE_TYPE_MAX_LENGTH"
    playground.world.give_role(guild, maya.id, above)
    assert (await rest.patch(path, {"nick": "N"})).refusal == (403, 50013)
    assert (await rest.get(f"/guilds/{guild.id}/members/1")).refusal == (404, 10007)


async def test_a_timeout_lasts_at_most_28_days_and_spares_administrators(
    rest: Rest,
    guild: Guild,
    channel: Channel,
    maya: User,
    owner: User,
    bot: Application,
    below: Role,
    playground: Playground,
):
    path = f"/guilds/{guild.id}/members/{maya.id}"
    key = "communication_disabled_until"
    now = playground.clock.now()
    assert (await rest.patch(path, {key: now.isoformat()})).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MODERATE_MEMBERS)

    too_long = await rest.patch(path, {key: (now + timedelta(days=29)).isoformat()})
    fine = await rest.patch(path, {key: (now + timedelta(days=28)).isoformat()})

    assert too_long.reason(key) == "GUILD_MEMBER_TIMEOUT_TOO_LONG"
    assert fine.json[key] is not None
    assert playground.world.permissions_in(channel, maya.id) == (
        Bit.VIEW_CHANNEL | Bit.READ_MESSAGE_HISTORY
    )
    assert (await rest.patch(path, {key: None})).json[key] is None
    below.permissions = int(Bit.ADMINISTRATOR)
    playground.world.give_role(guild, maya.id, below)
    assert (await rest.patch(path, {key: now.isoformat()})).refusal == (403, 50013)
    owners = f"/guilds/{guild.id}/members/{owner.id}"
    assert (await rest.patch(owners, {key: now.isoformat()})).refusal == (403, 50013)


async def test_a_kick_needs_its_permission_and_a_higher_place(
    rest: Rest,
    guild: Guild,
    maya: User,
    owner: User,
    bot: Application,
    playground: Playground,
    events: list[Event],
):
    path = f"/guilds/{guild.id}/members"
    assert (await rest.delete(f"{path}/{maya.id}")).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.KICK_MEMBERS)
    events.clear()

    assert (await rest.delete(f"{path}/{owner.id}")).refusal == (403, 50013)
    assert (await rest.delete(f"{path}/{maya.id}")).status == 204

    assert maya.id not in guild.members
    assert [e.name for e in events] == ["GUILD_MEMBER_REMOVE"]


# --- the bot itself ---------------------------------------------------------------------------


async def test_a_bot_reads_itself(rest: Rest, guild: Guild, bot: Application, owner: User):
    me = (await rest.get("/users/@me")).json
    application = (await rest.get("/applications/@me")).json
    older = (await rest.get("/oauth2/applications/@me")).json
    member = (await rest.get(f"/users/@me/guilds/{guild.id}/member")).json

    assert (me["id"], me["bot"], me["username"]) == (str(bot.bot_id), True, "Attune")
    assert application == older
    assert (application["owner"]["id"], application["team"]) == (str(owner.id), None)
    assert member["user"]["id"] == me["id"]


async def test_changes_of_the_application_are_taken(rest: Rest, bot: Application):
    changed = await rest.patch("/applications/@me", {"tags": ["care"]})

    assert changed.json["id"] == str(bot.id)


async def test_the_application_shows_its_privileged_intents(rest: Rest, bot: Application):
    bot.message_content = True
    bot.members_intent = bot.presences_intent = False

    assert (await rest.get("/applications/@me")).json["flags"] == 1 << 19


async def test_a_bot_renames_itself(rest: Rest, guild: Guild, events: list[Event]):
    assert (await rest.patch("/users/@me", {"username": "Attuned"})).json["username"] == "Attuned"
    assert (await rest.patch("/users/@me", {"username": "x"})).refusal == (400, 50035)
    nick = await rest.patch(f"/guilds/{guild.id}/members/@me", {"nick": "Att"})
    assert nick.json["nick"] == "Att"
    assert [e.name for e in events] == ["USER_UPDATE", "GUILD_MEMBER_UPDATE"]


async def test_users_are_found_by_id(rest: Rest, maya: User):
    assert (await rest.get(f"/users/{maya.id}")).json["global_name"] == "Maya"
    assert (await rest.get("/users/1")).refusal == (404, 10013)


# --- the world --------------------------------------------------------------------------------


def test_a_bot_that_is_removed_hears_it_and_its_role_goes(
    guild: Guild, bot: Application, playground: Playground, events: list[Event]
):
    playground.world.leave(guild, bot.bot_id)

    assert [e.name for e in events] == ["GUILD_MEMBER_REMOVE", "GUILD_ROLE_DELETE", "GUILD_DELETE"]
    assert events[2].to_users == {bot.bot_id}


def test_a_bot_that_is_installed_gets_the_whole_server(
    guild: Guild, channel: Channel, playground: Playground, owner: User
):
    events: list[Event] = []
    playground.world.listen(events.append)
    application = playground.world.add_application("Second", owner)

    playground.world.install(application, guild, Bit.MANAGE_ROLES)

    created: dict[str, Any] = events[-1].data
    assert events[-1].name == "GUILD_CREATE"
    assert [c["id"] for c in created["channels"]] == [str(channel.id)]
    assert [m["user"]["id"] for m in created["members"]] == [str(application.bot_id)]
    role = next(r for r in created["roles"] if r.get("tags"))
    assert (role["managed"], role["permissions"]) == (True, str(int(Bit.MANAGE_ROLES)))


def test_a_deleted_role_leaves_members_and_overwrites(
    guild: Guild, maya: User, below: Role, playground: Playground
):
    playground.world.give_role(guild, maya.id, below)

    playground.world.delete_role(below)

    assert guild.members[maya.id].roles == set()
