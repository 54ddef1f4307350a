"""Sending, reading, changing and deleting messages over REST."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground import posting
from bot.playground.errors import DiscordError
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid, grant


def names(events: list[Event]) -> list[str]:
    return [e.name for e in events]


def url(channel: Channel, message_id: object = "") -> str:
    return f"/channels/{channel.id}/messages/{message_id}".rstrip("/")


async def test_a_message_is_answered_told_and_kept(
    rest: Rest, channel: Channel, events: list[Event], bot: Application
):
    reply = await rest.send(channel, content="Hello")

    assert reply.status == 200
    assert reply.json["content"] == "Hello"
    assert reply.json["author"]["id"] == str(bot.bot_id)
    assert names(events) == ["MESSAGE_CREATE"]
    assert events[0].data["guild_id"] == str(channel.guild_id)
    assert events[0].data["member"]["roles"]
    assert channel.last_message_id == int(reply.json["id"])
    assert (await rest.get(url(channel))).json[0]["id"] == reply.json["id"]


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
            "embeds.0.fields",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"embeds": [{"fields": [{"name": "n"}]}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"embeds": [{"fields": [{"name": "n" * 257, "value": "v"}]}]},
            "embeds.0.fields.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"footer": {"text": "x" * 2049}}]},
            "embeds.0.footer.text",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"author": {"name": "x" * 257}}]},
            "embeds.0.author.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        ({"embeds": [{"url": "no address", "title": "x"}]}, "embeds.0.url", "URL_TYPE_INVALID_URL"),
        (
            {"embeds": [{"image": {"url": "ftp://x"}}]},
            "embeds.0.image.url",
            "URL_TYPE_INVALID_SCHEME",
        ),
        (
            {"embeds": [{"image": {"url": "attachment://a.png"}}]},
            "embeds.0.image.url",
            "UNKNOWN_ATTACHMENT",
        ),
        ({"embeds": [{"title": "x", "color": 1 << 24}]}, "embeds.0.color", "NUMBER_TYPE_MAX"),
        (
            {"embeds": [{"title": "x", "timestamp": "soon"}]},
            "embeds.0.timestamp",
            "DATE_TIME_TYPE_PARSE",
        ),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "flags": 1 << 6}, "flags", "MESSAGE_FLAGS_INVALID"),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            "message_reference",
            "REPLIES_UNKNOWN_MESSAGE",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            "allowed_mentions.users",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        (
            {"content": "x", "allowed_mentions": {"users": [str(n) for n in range(101)]}},
            "allowed_mentions.users",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"content": "x", "attachments": [{"id": 0}]}, "attachments.0.id", "ATTACHMENT_NOT_FOUND"),
    ],
)
async def test_what_is_too_long_too_many_or_malformed_is_named(
    rest: Rest, channel: Channel, body: dict[str, Any], path: str, code: str
):
    reply = await rest.send(channel, **body)

    assert reply.refusal == (400, 50035)
    assert reply.reason(path) == code
    assert channel.messages == {}


async def test_the_longest_that_is_allowed_passes(rest: Rest, channel: Channel):
    embed = {
        "title": "t" * 256,
        "description": "d" * 3696,
        "footer": {"text": "f" * 1000},
        "fields": [{"name": "n" * 24, "value": "v" * 1024}],
    }

    reply = await rest.send(channel, content="x" * 2000, embeds=[embed], nonce="n" * 25)

    assert reply.status == 200
    assert reply.json["embeds"][0]["type"] == "rich"


EMPTY: list[dict[str, Any]] = [{}, {"content": ""}, {"content": " \n "}, {"embeds": [{}]}]


@pytest.mark.parametrize("body", EMPTY)
async def test_an_empty_message_is_refused(rest: Rest, channel: Channel, body: dict[str, Any]):
    assert (await rest.send(channel, **body)).refusal == (400, 50006)


async def test_a_body_that_is_not_json_is_refused(rest: Rest, channel: Channel):
    assert (await rest.call("POST", url(channel), data=b"{")).refusal == (400, 50109)
    assert (await rest.post(url(channel), [1])).refusal == (400, 50035)


# --- nonce ------------------------------------------------------------------------------------


async def test_the_same_nonce_returns_the_earlier_message(
    rest: Rest, channel: Channel, events: list[Event]
):
    first = await rest.send(channel, content="once", nonce="n1", enforce_nonce=True)
    second = await rest.send(channel, content="twice", nonce="n1", enforce_nonce=True)

    assert first.json["nonce"] == "n1"
    assert second.json == first.json
    assert len(channel.messages) == 1
    assert names(events) == ["MESSAGE_CREATE"]


async def test_a_nonce_that_is_not_enforced_makes_a_second_message(rest: Rest, channel: Channel):
    first = await rest.send(channel, content="once", nonce=7)
    second = await rest.send(channel, content="twice", nonce=7)

    assert second.json["id"] != first.json["id"]
    assert second.json["nonce"] == 7


async def test_an_expired_nonce_makes_a_new_message(
    rest: Rest, channel: Channel, playground: Playground
):
    first = await rest.send(channel, content="once", nonce="n1", enforce_nonce=True)
    playground.nonces.window = timedelta(0)

    second = await rest.send(channel, content="again", nonce="n1", enforce_nonce=True)

    assert second.json["id"] != first.json["id"]


async def test_moving_the_clock_expires_no_nonce(
    rest: Rest, channel: Channel, playground: Playground
):
    first = await rest.send(channel, content="once", nonce="n1", enforce_nonce=True)
    playground.clock.advance(timedelta(days=1))

    second = await rest.send(channel, content="again", nonce="n1", enforce_nonce=True)

    assert second.json["id"] == first.json["id"]


async def test_the_nonce_of_a_deleted_message_is_not_found(rest: Rest, channel: Channel):
    first = await rest.send(channel, content="once", nonce="n1", enforce_nonce=True)
    await rest.delete(url(channel, first.json["id"]))

    again = await rest.send(channel, content="again", nonce="n1", enforce_nonce=True)

    assert again.refusal == (404, 10008)


async def test_a_nonce_counts_in_its_channel_only(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    other = playground.world.add_channel(guild, "other")
    first = await rest.send(channel, content="once", nonce="n1", enforce_nonce=True)

    second = await rest.send(other, content="there", nonce="n1", enforce_nonce=True)

    assert second.status == 200
    assert second.json["id"] != first.json["id"]


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "body", "refusal"),
    [
        (Bit.VIEW_CHANNEL, {"content": "x"}, (403, 50001)),
        (Bit.SEND_MESSAGES, {"content": "x"}, (403, 50013)),
        (Bit.EMBED_LINKS, {"embeds": [{"title": "x"}]}, (403, 50013)),
    ],
)
async def test_a_missing_permission_refuses(
    rest: Rest,
    channel: Channel,
    guild: Guild,
    playground: Playground,
    missing: Bit,
    body: dict[str, Any],
    refusal: tuple[int, int],
):
    forbid(playground, guild, missing)

    assert (await rest.send(channel, **body)).refusal == refusal


async def test_a_bot_in_timeout_may_not_send(
    rest: Rest, channel: Channel, guild: Guild, bot: Application, playground: Playground
):
    until = playground.clock.now() + timedelta(minutes=5)
    guild.members[bot.bot_id].timed_out_until = until
    assert (await rest.send(channel, content="x")).refusal == (403, 50013)

    playground.clock.advance(timedelta(minutes=6))

    assert (await rest.send(channel, content="x")).status == 200


@pytest.mark.parametrize("kind", [ChannelType.CATEGORY, ChannelType.FORUM])
async def test_nothing_is_sent_to_a_category_or_forum(
    rest: Rest, guild: Guild, playground: Playground, kind: ChannelType
):
    place = playground.world.add_channel(guild, "place", type=kind)

    assert (await rest.send(place, content="x")).refusal == (400, 50008)


async def test_unknown_channels_and_messages(rest: Rest, channel: Channel):
    assert (await rest.get("/channels/1/messages")).refusal == (404, 10003)
    assert (await rest.get(url(channel, 1))).refusal == (404, 10008)
    assert (await rest.patch(url(channel, 1), {"content": "x"})).refusal == (404, 10008)
    assert (await rest.delete(url(channel, 1))).refusal == (404, 10008)


# --- direct messages --------------------------------------------------------------------------


async def test_a_direct_message_reaches_a_member(rest: Rest, maya: User, playground: Playground):
    opened = await rest.post("/users/@me/channels", {"recipient_id": maya.id})
    again = await rest.post("/users/@me/channels", {"recipient_id": str(maya.id)})

    sent = await rest.post(f"/channels/{opened.json['id']}/messages", {"content": "psst"})

    assert again.json["id"] == opened.json["id"]
    assert [r["id"] for r in opened.json["recipients"]] == [str(maya.id)]
    assert sent.status == 200
    assert (await rest.get(f"/channels/{opened.json['id']}")).json["type"] == 1


async def test_closed_direct_messages_refuse(rest: Rest, maya: User):
    opened = await rest.post("/users/@me/channels", {"recipient_id": maya.id})
    maya.dms_open = False

    sent = await rest.post(f"/channels/{opened.json['id']}/messages", {"content": "psst"})

    assert opened.status == 200
    assert sent.refusal == (403, 50007)


async def test_nobody_without_a_shared_server_gets_a_direct_message(
    rest: Rest, playground: Playground
):
    stranger = playground.world.add_user("Stranger")
    opened = await rest.post("/users/@me/channels", {"recipient_id": stranger.id})

    sent = await rest.post(f"/channels/{opened.json['id']}/messages", {"content": "psst"})

    assert opened.status == 200
    assert sent.refusal == (403, 50007)


async def test_the_direct_messages_of_others_are_closed_to_a_bot(
    rest: Rest, maya: User, owner: User, playground: Playground
):
    between = playground.world.direct_messages(maya.id, owner.id)

    assert (await rest.get(url(between))).refusal == (403, 50001)


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


# --- replies and mentions ---------------------------------------------------------------------


async def test_a_reply_pings_its_author_unless_told_otherwise(
    rest: Rest, channel: Channel, maya: User, playground: Playground
):
    asked = posting.post(playground, channel, maya.id, {"content": "?"}, via_bot=False)
    reference = {"message_id": str(asked.id)}

    loud = await rest.send(channel, content="!", message_reference=reference)
    quiet = await rest.send(
        channel, content="!", message_reference=reference, allowed_mentions={"parse": []}
    )

    assert [u["id"] for u in loud.json["mentions"]] == [str(maya.id)]
    assert loud.json["referenced_message"]["id"] == str(asked.id)
    assert quiet.json["mentions"] == []


async def test_a_reply_to_what_is_gone_can_be_let_pass(rest: Rest, channel: Channel):
    reference = {"message_id": "1", "fail_if_not_exists": False}

    reply = await rest.send(channel, content="!", message_reference=reference)

    assert reply.json["type"] == 0


async def test_a_reply_needs_read_message_history(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    sent = await rest.send(channel, content="x")
    forbid(playground, guild, Bit.READ_MESSAGE_HISTORY)

    reply = await rest.send(channel, content="!", message_reference={"message_id": sent.json["id"]})

    assert reply.refusal == (403, 160002)


async def test_everyone_is_mentioned_by_who_may_and_where_it_is_allowed(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    assert (await rest.send(channel, content="@everyone")).json["mention_everyone"] is True
    quiet = await rest.send(channel, content="@here", allowed_mentions={"parse": ["users"]})
    assert quiet.json["mention_everyone"] is False

    forbid(playground, guild, Bit.MENTION_EVERYONE)

    assert (await rest.send(channel, content="@everyone")).json["mention_everyone"] is False


async def test_roles_are_mentioned_where_they_are_mentionable(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    forbid(playground, guild, Bit.MENTION_EVERYONE)
    shy = playground.world.add_role(guild, "shy")
    open_to_all = playground.world.add_role(guild, "open", mentionable=True)
    text = f"<@&{shy.id}> <@&{open_to_all.id}>"

    told = await rest.send(channel, content=text)
    named = await rest.send(channel, content=text, allowed_mentions={"roles": [str(shy.id)]})

    assert told.json["mention_roles"] == [str(open_to_all.id)]
    assert named.json["mention_roles"] == []


async def test_only_users_that_are_named_are_mentioned(
    rest: Rest, channel: Channel, maya: User, owner: User
):
    text = f"<@{maya.id}> <@!{owner.id}> <@1>"

    all_of_them = await rest.send(channel, content=text)
    one = await rest.send(channel, content=text, allowed_mentions={"users": [str(owner.id)]})

    assert [u["id"] for u in all_of_them.json["mentions"]] == [str(maya.id), str(owner.id)]
    assert [u["id"] for u in one.json["mentions"]] == [str(owner.id)]


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


# --- people -----------------------------------------------------------------------------------


def test_slowmode_holds_people_back_but_not_who_may_bypass_it(
    channel: Channel, maya: User, guild: Guild, playground: Playground
):
    channel.slowmode_seconds = 30
    say = {"content": "x"}
    posting.post(playground, channel, maya.id, say, via_bot=False)
    with pytest.raises(DiscordError, match="slowmode") as refused:
        posting.post(playground, channel, maya.id, say, via_bot=False)
    assert refused.value.code == 20016

    guild.roles[guild.id].permissions |= Bit.BYPASS_SLOWMODE

    posting.post(playground, channel, maya.id, say, via_bot=False)


def test_people_send_no_embeds(channel: Channel, maya: User, playground: Playground):
    with pytest.raises(DiscordError) as refused:
        posting.post(playground, channel, maya.id, {"embeds": [{"title": "x"}]}, via_bot=False)
    assert refused.value.code == 50013


def test_people_may_not_write_in_a_locked_thread(
    channel: Channel, maya: User, playground: Playground
):
    now = playground.clock.now()
    thread = Channel(
        playground.world.new_id(),
        ChannelType.PUBLIC_THREAD,
        "locked",
        channel.guild_id,
        channel.id,
        locked=True,
        archive_changed_at=now,
    )
    playground.world.add_thread(channel, thread)

    with pytest.raises(DiscordError) as refused:
        posting.post(playground, thread, maya.id, {"content": "x"}, via_bot=False)
    assert refused.value.code == 160005


async def test_speech_needs_a_permission(rest: Rest, channel: Channel):
    assert (await rest.send(channel, content="x", tts=True)).refusal == (403, 50013)


# --- pins and typing --------------------------------------------------------------------------


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


async def test_typing_is_told(rest: Rest, channel: Channel, events: list[Event]):
    assert (await rest.post(f"/channels/{channel.id}/typing")).status == 204
    assert names(events) == ["TYPING_START"]
