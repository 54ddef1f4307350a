"""Sending messages over REST: what passes, once, and from whom."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground import posting
from bot.playground.errors import DiscordError
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, User
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid
from tests.playground.messages import names, url


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


async def test_typing_is_told(rest: Rest, channel: Channel, events: list[Event]):
    assert (await rest.post(f"/channels/{channel.id}/typing")).status == 204
    assert names(events) == ["TYPING_START"]
