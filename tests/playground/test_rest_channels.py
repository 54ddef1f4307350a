"""Channels over REST: reading, making, changing, deleting, overwrites."""

from typing import Any

import pytest

from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, Overwrite, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid, grant


@pytest.fixture
def manager(playground: Playground, guild: Guild, bot: Application) -> Application:
    """The bot, allowed to manage channels and roles."""
    grant(playground, guild, bot, Bit.MANAGE_CHANNELS | Bit.MANAGE_ROLES | Bit.MANAGE_THREADS)
    return bot


async def create(rest: Rest, guild: Guild, **body: Any) -> Any:
    return await rest.post(f"/guilds/{guild.id}/channels", body)


async def test_a_channel_is_made_with_a_plain_name_and_told(
    rest: Rest, guild: Guild, manager: Application, events: list[Event]
):
    made = await create(rest, guild, name="Peer  Support & Care!", topic="Be kind")

    assert made.status == 201
    assert (made.json["name"], made.json["topic"]) == ("peer-support-care", "Be kind")
    assert [e.name for e in events] == ["CHANNEL_CREATE"]
    listed = (await rest.get(f"/guilds/{guild.id}/channels")).json
    assert made.json["id"] in [c["id"] for c in listed]


async def test_voice_and_categories_keep_their_names(
    rest: Rest, guild: Guild, manager: Application
):
    for kind in (ChannelType.VOICE, ChannelType.CATEGORY):
        made = await create(rest, guild, name="Peer Support", type=int(kind))
        assert made.json["name"] == "Peer Support"


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"name": ""}, "name", "BASE_TYPE_BAD_LENGTH"),
        ({"name": "x" * 101}, "name", "BASE_TYPE_BAD_LENGTH"),
        ({}, "name", "BASE_TYPE_REQUIRED"),
        ({"name": "x", "topic": "t" * 1025}, "topic", "BASE_TYPE_MAX_LENGTH"),
        ({"name": "x", "type": 15, "topic": "t" * 4097}, "topic", "BASE_TYPE_MAX_LENGTH"),
        ({"name": "x", "rate_limit_per_user": 21601}, "rate_limit_per_user", "NUMBER_TYPE_MAX"),
        ({"name": "x", "type": 1}, "type", "BASE_TYPE_CHOICES"),
        ({"name": "x", "parent_id": "1"}, "parent_id", "CHANNEL_PARENT_INVALID"),
        (
            {"name": "x", "type": 15, "available_tags": [{"name": "t" * 21}]},
            "available_tags.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
    ],
)
async def test_channels_have_limits(
    rest: Rest, guild: Guild, manager: Application, body: dict[str, Any], path: str, code: str
):
    refused = await create(rest, guild, **body)

    assert refused.refusal == (400, 50035)
    assert refused.reason(path) == code


async def test_making_changing_and_deleting_need_manage_channels(
    rest: Rest, guild: Guild, channel: Channel
):
    assert (await create(rest, guild, name="x")).refusal == (403, 50013)
    assert (await rest.patch(f"/channels/{channel.id}", {"name": "x"})).refusal == (403, 50013)
    assert (await rest.delete(f"/channels/{channel.id}")).refusal == (403, 50013)


async def test_a_hidden_channel_is_listed_but_not_opened(
    rest: Rest, guild: Guild, channel: Channel
):
    channel.overwrites[guild.id] = Overwrite(guild.id, False, deny=int(Bit.VIEW_CHANNEL))

    assert (await rest.get(f"/channels/{channel.id}")).refusal == (403, 50001)
    listed = await rest.get(f"/guilds/{guild.id}/channels")
    assert str(channel.id) in [c["id"] for c in listed.json]


async def test_a_channel_is_changed_in_part(
    rest: Rest, guild: Guild, channel: Channel, manager: Application, events: list[Event]
):
    channel.topic = "old"

    changed = await rest.patch(f"/channels/{channel.id}", {"rate_limit_per_user": 30})
    cleared = await rest.patch(f"/channels/{channel.id}", {"topic": None, "type": 5})

    assert (changed.json["topic"], changed.json["rate_limit_per_user"]) == ("old", 30)
    assert (cleared.json["topic"], cleared.json["type"]) == (None, 5)
    assert [e.name for e in events] == ["CHANNEL_UPDATE"] * 2
    other_type = await rest.patch(f"/channels/{channel.id}", {"type": 2})
    assert other_type.reason("type") == "BASE_TYPE_CHOICES"


async def test_a_deleted_category_leaves_its_channels_behind(
    rest: Rest, guild: Guild, manager: Application, playground: Playground, events: list[Event]
):
    category = playground.world.add_channel(guild, "Care", type=ChannelType.CATEGORY)
    inside = playground.world.add_channel(guild, "inside", parent=category)
    events.clear()

    assert (await rest.delete(f"/channels/{category.id}")).json["id"] == str(category.id)

    assert inside.parent_id is None
    assert [e.name for e in events] == ["CHANNEL_UPDATE", "CHANNEL_DELETE"]


async def test_the_rules_channel_of_a_community_stays(
    rest: Rest, guild: Guild, channel: Channel, manager: Application
):
    guild.rules_channel_id = channel.id

    assert (await rest.delete(f"/channels/{channel.id}")).refusal == (400, 50074)


async def test_a_category_takes_50_channels(
    rest: Rest, guild: Guild, manager: Application, playground: Playground
):
    category = playground.world.add_channel(guild, "Care", type=ChannelType.CATEGORY)
    for n in range(50):
        playground.world.add_channel(guild, f"c{n}", parent=category)

    refused = await create(rest, guild, name="x", parent_id=str(category.id))

    assert refused.reason("parent_id") == "CHANNEL_PARENT_MAX_CHANNELS"


async def test_channels_are_moved(
    rest: Rest, guild: Guild, channel: Channel, manager: Application, playground: Playground
):
    category = playground.world.add_channel(guild, "Care", type=ChannelType.CATEGORY)
    moved = [{"id": str(channel.id), "position": 7, "parent_id": str(category.id)}]

    assert (await rest.patch(f"/guilds/{guild.id}/channels", moved)).status == 204

    assert (channel.position, channel.parent_id) == (7, category.id)


# --- overwrites -------------------------------------------------------------------------------


async def test_an_overwrite_is_set_and_removed(
    rest: Rest, guild: Guild, channel: Channel, manager: Application, maya: User
):
    path = f"/channels/{channel.id}/permissions/{maya.id}"
    deny = str(int(Bit.SEND_MESSAGES))

    assert (await rest.put(path, {"type": 1, "allow": "0", "deny": deny})).status == 204
    shown = (await rest.get(f"/channels/{channel.id}")).json["permission_overwrites"]
    assert shown == [{"id": str(maya.id), "type": 1, "allow": "0", "deny": deny}]
    assert (await rest.delete(path)).status == 204
    assert (await rest.delete(path)).refusal == (404, 10009)


async def test_overwrites_need_manage_roles_and_what_they_set(
    rest: Rest, guild: Guild, channel: Channel, bot: Application, playground: Playground
):
    path = f"/channels/{channel.id}/permissions/{guild.id}"
    mute = {"type": 0, "deny": str(int(Bit.SEND_MESSAGES))}
    assert (await rest.put(path, mute)).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_ROLES)

    for bit in (Bit.BAN_MEMBERS, Bit.MANAGE_ROLES):
        refused = await rest.put(path, {"type": 0, "allow": str(int(bit))})
        assert refused.refusal == (403, 50013)

    assert (await rest.put(path, mute)).status == 204
    assert (await rest.put(f"/channels/{channel.id}/permissions/1", mute)).refusal == (404, 10009)


async def test_a_channel_is_made_with_overwrites_of_what_the_bot_holds(
    rest: Rest, guild: Guild, manager: Application
):
    def overwrites(bit: Bit) -> list[dict[str, Any]]:
        return [{"id": str(guild.id), "type": 0, "deny": str(int(bit))}]

    made = await create(
        rest, guild, name="hidden", permission_overwrites=overwrites(Bit.VIEW_CHANNEL)
    )
    refused = await create(
        rest, guild, name="other", permission_overwrites=overwrites(Bit.BAN_MEMBERS)
    )

    assert made.status == 201
    assert refused.refusal == (403, 50013)


async def test_who_loses_sight_hears_of_the_change(
    rest: Rest, guild: Guild, channel: Channel, events: list[Event], playground: Playground
):
    forbid(playground, guild, Bit.VIEW_CHANNEL)
    playground.world.channel_changed(channel)

    assert events[-1].name == "CHANNEL_UPDATE"
    assert events[-1].channel_id is None


async def test_all_overwrites_are_replaced_at_once(
    rest: Rest, guild: Guild, channel: Channel, manager: Application, maya: User
):
    channel.overwrites[maya.id] = Overwrite(maya.id, True, deny=int(Bit.ADD_REACTIONS))
    hide = {"id": str(guild.id), "type": 0, "deny": str(int(Bit.SEND_MESSAGES))}

    changed = await rest.patch(f"/channels/{channel.id}", {"permission_overwrites": [hide]})
    refused = await rest.patch(
        f"/channels/{channel.id}",
        {"permission_overwrites": [hide | {"allow": str(int(Bit.BAN_MEMBERS))}]},
    )

    assert [o["id"] for o in changed.json["permission_overwrites"]] == [str(guild.id)]
    assert refused.refusal == (403, 50013)


def test_the_most_particular_overwrite_wins(
    guild: Guild, channel: Channel, maya: User, playground: Playground
):
    world, send = playground.world, int(Bit.SEND_MESSAGES)
    quiet, loud = world.add_role(guild, "quiet"), world.add_role(guild, "loud")
    world.give_role(guild, maya.id, quiet)

    def may_send() -> bool:
        return Bit.SEND_MESSAGES in world.permissions_in(channel, maya.id)

    channel.overwrites[guild.id] = Overwrite(guild.id, False, deny=send)
    assert not may_send()
    channel.overwrites[loud.id] = Overwrite(loud.id, False, allow=send)
    channel.overwrites[quiet.id] = Overwrite(quiet.id, False, deny=send)
    assert not may_send()
    world.give_role(guild, maya.id, loud)
    assert may_send()
    channel.overwrites[maya.id] = Overwrite(maya.id, True, deny=send)
    assert not may_send()
    quiet.permissions = int(Bit.ADMINISTRATOR)
    assert may_send()


def test_a_channel_without_sight_allows_nothing(
    guild: Guild, channel: Channel, maya: User, owner: User, playground: Playground
):
    channel.overwrites[guild.id] = Overwrite(guild.id, False, deny=int(Bit.VIEW_CHANNEL))

    assert playground.world.permissions_in(channel, maya.id) == Bit(0)
    assert playground.world.sees(channel, owner.id)


async def test_a_server_takes_500_channels(
    rest: Rest, guild: Guild, manager: Application, playground: Playground
):
    for n in range(500):
        playground.world.add_channel(guild, f"c{n}")

    assert (await create(rest, guild, name="x")).refusal == (400, 30013)
