"""Rate limits over REST: buckets, the global one, and what a 429 says."""

import asyncio
from datetime import timedelta

from bot.playground.limits import Limits
from bot.playground.records import Channel, Guild, User
from bot.playground.routing import Call, Route
from bot.playground.server import Playground
from tests.playground.client import Rest

MESSAGES = "/channels/{channel_id}/messages"
WINDOW = timedelta(seconds=0.3)


async def test_one_too_many_is_told_how_long_to_wait(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.limits.set("POST", MESSAGES, 2, WINDOW)

    replies = [await rest.send(channel, content=str(n)) for n in range(3)]

    assert [r.status for r in replies] == [200, 200, 429]
    assert [r.headers["X-Ratelimit-Remaining"] for r in replies] == ["1", "0", "0"]
    limited = replies[2]
    assert limited.json.keys() == {"message", "retry_after", "global"}
    assert limited.json["message"] == "You are being rate limited."
    assert limited.json["global"] is False
    assert 0 < limited.json["retry_after"] <= WINDOW.total_seconds() + 0.001
    assert limited.headers["X-Ratelimit-Scope"] == "user"
    assert limited.headers["Retry-After"] == "1"
    assert limited.headers["Via"] == "1.1 playground"
    assert len(channel.messages) == 2


async def test_who_waits_as_long_as_told_gets_through(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.limits.set("POST", MESSAGES, 1, WINDOW)
    await rest.send(channel, content="1")
    limited = await rest.send(channel, content="2")

    await asyncio.sleep(limited.json["retry_after"])

    assert (await rest.send(channel, content="2")).status == 200


async def test_moving_the_clock_opens_no_bucket(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.limits.set("POST", MESSAGES, 1, timedelta(minutes=1))
    await rest.send(channel, content="1")
    playground.clock.advance(timedelta(hours=1))

    assert (await rest.send(channel, content="2")).status == 429


async def test_each_channel_has_a_bucket_of_its_own(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    other = playground.world.add_channel(guild, "other")
    playground.limits.set("POST", MESSAGES, 1, WINDOW)

    statuses = [(await rest.send(c, content="x")).status for c in (channel, other, channel)]

    assert statuses == [200, 200, 429]


async def test_each_bot_has_a_bucket_of_its_own(
    rest: Rest, channel: Channel, guild: Guild, owner: User, playground: Playground
):
    second = playground.world.add_application("Second", owner)
    playground.world.install(second, guild)
    other = Rest(rest._session, playground, second.token)  # pyright: ignore[reportPrivateUsage]
    playground.limits.set("POST", MESSAGES, 1, WINDOW)

    assert (await rest.send(channel, content="x")).status == 200
    assert (await other.send(channel, content="x")).status == 200


async def test_routes_of_one_channel_have_buckets_of_their_own(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.limits.set("POST", MESSAGES, 1, WINDOW)
    first = await rest.send(channel, content="x")

    read = await rest.get(f"/channels/{channel.id}/messages")

    assert read.status == 200
    assert read.headers["X-Ratelimit-Bucket"] != first.headers["X-Ratelimit-Bucket"]


async def test_all_calls_of_a_bot_together_are_limited(rest: Rest, playground: Playground):
    playground.limits.set_global(3, WINDOW)

    replies = [await rest.get("/users/@me") for _ in range(4)]

    assert [r.status for r in replies] == [200, 200, 200, 429]
    assert replies[3].json["global"] is True
    assert replies[3].headers["X-Ratelimit-Global"] == "true"
    assert replies[3].headers["X-Ratelimit-Scope"] == "global"


async def _nothing(_: Call) -> None: ...


def test_what_a_token_in_the_path_authorises_is_not_limited_globally():
    limits = Limits.discord()
    bot = Route("GET", "/users/@me", _nothing)
    callback = Route(
        "POST", "/interactions/{interaction_id}/{interaction_token}/callback", _nothing, False
    )
    assert sum(limits.take(bot, {}, 1).retry_after is not None for _ in range(60)) == 10

    tokens = [{"interaction_id": n, "interaction_token": str(n)} for n in range(60)]

    assert all(limits.take(callback, params, None).retry_after is None for params in tokens)


def test_each_webhook_takes_5_in_2_seconds():
    limits = Limits.discord()
    path = "/webhooks/{webhook_id}/{webhook_token}"
    webhook = Route("POST", path, _nothing, False)

    def passed(token: str) -> int:
        params = {"webhook_id": 1, "webhook_token": token}
        return sum(limits.take(webhook, params, None).retry_after is None for _ in range(7))

    assert passed("a") == 5
    assert passed("b") == 5


async def test_discords_limits_hold_unless_said_otherwise(channel: Channel, rest: Rest):
    assert (await rest.send(channel, content="x")).headers["X-Ratelimit-Limit"] == "1000000"

    limits = Playground().limits
    send = Route("POST", MESSAGES, _nothing)

    passed = [limits.take(send, {"channel_id": 1}, 1).retry_after is None for _ in range(6)]
    assert passed == [True] * 5 + [False]
