"""Messages that are there, over REST: read, changed, deleted, pinned."""

from datetime import timedelta
from typing import Any

from bot.playground import posting
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Guild, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid, grant
from tests.playground.messages import names, url

# --- history ----------------------------------------------------------------------------------


async def test_history_is_empty_without_read_message_history(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    sent = await rest.send(channel, content="x")
    forbid(playground, guild, Bit.READ_MESSAGE_HISTORY)

    history = await rest.get(url(channel))

    assert (history.status, history.json) == (200, [])
    assert (await rest.get(url(channel, sent.json["id"]))).refusal == (403, 50001)


async def test_history_leaves_the_nonce_out(rest: Rest, channel: Channel):
    sent = await rest.send(channel, content="x", nonce="n1")

    assert "nonce" not in (await rest.get(url(channel))).json[0]
    assert "nonce" not in (await rest.get(url(channel, sent.json["id"]))).json


async def test_history_comes_in_pages_newest_first(rest: Rest, channel: Channel):
    ids = [(await rest.send(channel, content=str(n))).json["id"] for n in range(6)]

    async def page(**query: str | int) -> list[str]:
        return [m["content"] for m in (await rest.get(url(channel), **query)).json]

    assert await page(limit=2) == ["5", "4"]
    assert await page(limit=2, before=ids[2]) == ["1", "0"]
    assert await page(limit=2, after=ids[2]) == ["4", "3"]
    assert await page(limit=3, around=ids[2]) == ["3", "2", "1"]
    assert (await rest.get(url(channel), limit=101)).refusal == (400, 50035)
    assert (await rest.get(url(channel), limit=0)).refusal == (400, 50035)


async def test_others_messages_are_empty_without_the_intent(
    rest: Rest, channel: Channel, bot: Application, maya: User, playground: Playground
):
    bot.message_content = False
    posting.post(playground, channel, maya.id, {"content": "secret"}, via_bot=False)
    addressed = {"content": f"hello <@{bot.bot_id}>"}
    posting.post(playground, channel, maya.id, addressed, via_bot=False)
    await rest.send(channel, content="own")

    contents = [m["content"] for m in (await rest.get(url(channel))).json]

    assert contents == ["own", addressed["content"], ""]


async def test_a_reply_shows_no_content_that_may_not_be_read(
    rest: Rest, channel: Channel, bot: Application, maya: User, playground: Playground
):
    bot.message_content = False
    secret = posting.post(playground, channel, maya.id, {"content": "secret"}, via_bot=False)

    quiet: dict[str, Any] = {"parse": [], "replied_user": False}
    reply = await rest.send(
        channel,
        content="re",
        message_reference={"message_id": str(secret.id)},
        allowed_mentions=quiet,
    )

    assert reply.json["type"] == 19
    assert reply.json["mentions"] == []
    assert reply.json["referenced_message"]["content"] == ""


# --- changing and deleting --------------------------------------------------------------------


async def test_an_edit_changes_what_it_names_and_keeps_the_rest(
    rest: Rest, channel: Channel, events: list[Event]
):
    sent = await rest.send(channel, content="old", embeds=[{"title": "kept"}])

    edited = await rest.patch(url(channel, sent.json["id"]), {"content": "new"})
    emptied = await rest.patch(url(channel, sent.json["id"]), {"content": None})

    assert (edited.json["content"], edited.json["embeds"][0]["title"]) == ("new", "kept")
    assert edited.json["edited_timestamp"] is not None
    assert emptied.json["content"] == ""
    assert names(events) == ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_UPDATE"]


async def test_an_edit_of_flags_alone_mentions_nobody_anew(rest: Rest, channel: Channel):
    sent = await rest.send(channel, content="@everyone", allowed_mentions={"parse": []})

    edited = await rest.patch(url(channel, sent.json["id"]), {"flags": 4})

    assert edited.json["mention_everyone"] is False


async def test_an_edit_that_leaves_nothing_is_refused_and_changes_nothing(
    rest: Rest, channel: Channel
):
    sent = await rest.send(channel, content="old")

    assert (await rest.patch(url(channel, sent.json["id"]), {"content": ""})).refusal == (
        400,
        50006,
    )
    assert (await rest.get(url(channel, sent.json["id"]))).json["content"] == "old"


async def test_others_messages_are_not_edited(
    rest: Rest, channel: Channel, maya: User, bot: Application, guild: Guild, playground: Playground
):
    theirs = posting.post(playground, channel, maya.id, {"content": "mine"}, via_bot=False)

    assert (await rest.patch(url(channel, theirs.id), {"content": "x"})).refusal == (403, 50005)
    assert (await rest.patch(url(channel, theirs.id), {"flags": 4})).refusal == (403, 50013)

    grant(playground, guild, bot, Bit.MANAGE_MESSAGES)

    suppressed = await rest.patch(url(channel, theirs.id), {"flags": 4})
    assert suppressed.json["flags"] == 4
    assert suppressed.json["edited_timestamp"] is None


async def test_edits_of_messages_over_an_hour_old_are_limited(
    rest: Rest, channel: Channel, playground: Playground
):
    sent = await rest.send(channel, content="x")
    playground.old_edits.count = 2
    for n in range(5):
        assert (await rest.patch(url(channel, sent.json["id"]), {"content": str(n)})).status == 200
    playground.clock.advance(timedelta(minutes=61))

    replies = [await rest.patch(url(channel, sent.json["id"]), {"content": "x"}) for _ in range(3)]

    assert [r.status for r in replies] == [200, 200, 429]
    assert replies[2].json["code"] == 30046
    assert 0 < replies[2].json["retry_after"] <= 3600
    assert "Via" in replies[2].headers


async def test_deleting_others_messages_needs_manage_messages(
    rest: Rest, channel: Channel, maya: User, bot: Application, guild: Guild, playground: Playground
):
    theirs = posting.post(playground, channel, maya.id, {"content": "mine"}, via_bot=False)
    own = await rest.send(channel, content="own")

    assert (await rest.delete(url(channel, theirs.id))).refusal == (403, 50013)
    assert (await rest.delete(url(channel, own.json["id"]))).status == 204

    grant(playground, guild, bot, Bit.MANAGE_MESSAGES)

    assert (await rest.delete(url(channel, theirs.id))).status == 204
    assert channel.messages == {}


# --- pins -----------------------------------------------------------------------------------------


async def test_pins_need_their_permission_and_are_listed_last_first(
    rest: Rest,
    channel: Channel,
    bot: Application,
    guild: Guild,
    playground: Playground,
    events: list[Event],
):
    ids = [(await rest.send(channel, content=str(n))).json["id"] for n in range(3)]
    assert (await rest.put(f"/channels/{channel.id}/messages/pins/{ids[0]}")).refusal == (
        403,
        50013,
    )
    grant(playground, guild, bot, Bit.PIN_MESSAGES)
    events.clear()

    for message_id in ids:
        assert (await rest.put(f"/channels/{channel.id}/messages/pins/{message_id}")).status == 204
    await rest.delete(f"/channels/{channel.id}/pins/{ids[1]}")

    page = await rest.get(f"/channels/{channel.id}/messages/pins", limit=1)
    assert [i["message"]["id"] for i in page.json["items"]] == [ids[2]]
    assert page.json["has_more"] is True
    old = await rest.get(f"/channels/{channel.id}/pins")
    assert [m["id"] for m in old.json] == [ids[2], ids[0]]
    assert names(events) == ["MESSAGE_UPDATE", "CHANNEL_PINS_UPDATE"] * 4
    assert (await rest.put(f"/channels/{channel.id}/pins/{ids[1]}")).status == 204
    assert (await rest.delete(f"/channels/{channel.id}/messages/pins/{ids[1]}")).status == 204
