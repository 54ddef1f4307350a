"""Reactions over REST."""

from bot.playground import posting
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Guild, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid, grant

THUMB = "%F0%9F%91%8D"


async def sent(rest: Rest, channel: Channel) -> str:
    reply = await rest.send(channel, content="x")
    return f"/channels/{channel.id}/messages/{reply.json['id']}"


async def test_a_reaction_is_counted_told_and_taken_back(
    rest: Rest, channel: Channel, bot: Application, events: list[Event]
):
    message = await sent(rest, channel)
    events.clear()

    assert (await rest.put(f"{message}/reactions/{THUMB}/@me")).status == 204
    assert (await rest.put(f"{message}/reactions/{THUMB}/@me")).status == 204

    (reaction,) = (await rest.get(message)).json["reactions"]
    assert (reaction["emoji"], reaction["count"], reaction["me"]) == (
        {"id": None, "name": "👍"},
        1,
        True,
    )
    who = await rest.get(f"{message}/reactions/{THUMB}")
    assert [u["id"] for u in who.json] == [str(bot.bot_id)]

    assert (await rest.delete(f"{message}/reactions/{THUMB}/@me")).status == 204

    assert "reactions" not in (await rest.get(message)).json
    assert [e.name for e in events] == ["MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"]
    assert events[0].data["member"]["user"]["id"] == str(bot.bot_id)


async def test_only_the_first_of_an_emoji_needs_add_reactions(
    rest: Rest, channel: Channel, guild: Guild, maya: User, playground: Playground
):
    forbid(playground, guild, Bit.ADD_REACTIONS)
    message = posting.post(playground, channel, maya.id, {"content": "x"}, via_bot=False)
    path = f"/channels/{channel.id}/messages/{message.id}/reactions/{THUMB}/@me"
    assert (await rest.put(path)).refusal == (403, 50013)

    message.reactions["👍"] = [maya.id]

    assert (await rest.put(path)).status == 204


async def test_reactions_of_others_are_removed_by_who_manages_messages(
    rest: Rest,
    channel: Channel,
    guild: Guild,
    bot: Application,
    maya: User,
    playground: Playground,
    events: list[Event],
):
    message = posting.post(playground, channel, maya.id, {"content": "x"}, via_bot=False)
    message.reactions = {"👍": [maya.id], "🎉": [maya.id], "👀": [maya.id]}
    path = f"/channels/{channel.id}/messages/{message.id}/reactions"
    assert (await rest.delete(f"{path}/{THUMB}/{maya.id}")).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_MESSAGES)
    events.clear()

    for end in (f"/{THUMB}/{maya.id}", "/%F0%9F%8E%89", ""):
        assert (await rest.delete(path + end)).status == 204

    assert message.reactions == {}
    assert [e.name for e in events] == [
        "MESSAGE_REACTION_REMOVE",
        "MESSAGE_REACTION_REMOVE_EMOJI",
        "MESSAGE_REACTION_REMOVE_ALL",
    ]


async def test_what_is_no_emoji_is_unknown(rest: Rest, channel: Channel):
    message = await sent(rest, channel)

    for emoji in ("x", "smile:123", ":)"):
        assert (await rest.put(f"{message}/reactions/{emoji}/@me")).refusal == (400, 10014)


async def test_a_message_takes_20_kinds_of_reactions(rest: Rest, channel: Channel):
    message = await sent(rest, channel)
    replies = [await rest.put(f"{message}/reactions/{chr(0x1F600 + n)}/@me") for n in range(21)]

    assert [r.status for r in replies] == [204] * 20 + [400]
    assert replies[20].json["code"] == 30010
