"""What holds for every route: paths, tokens, headers, bodies, trouble."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest

from bot.playground.errors import not_found
from bot.playground.limits import Limits
from bot.playground.matching import Table
from bot.playground.records import Application, Channel, Guild
from bot.playground.routing import Call, Route
from bot.playground.server import Playground
from tests.playground.client import Rest


async def test_the_gateway_is_named_with_and_without_a_token(
    rest: Rest, playground: Playground, session: aiohttp.ClientSession
):
    playground.shards = 3

    anonymous = await session.get(f"{playground.api_url}/gateway")
    recommended = await rest.get("/gateway/bot")

    assert (await anonymous.json())["url"] == playground.gateway_url
    assert recommended.json["shards"] == 3
    assert recommended.json["session_start_limit"]["max_concurrency"] == 1


async def test_answers_have_discords_headers(rest: Rest, playground: Playground):
    playground.clock.advance(timedelta(days=400))

    reply = await rest.get("/users/@me")

    assert reply.headers["Content-Type"] == "application/json"
    assert abs(parsedate_to_datetime(reply.headers["Date"]) - playground.clock.now()) < timedelta(
        seconds=2
    )
    for name in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket"):
        assert f"X-Ratelimit-{name}" in reply.headers
    reset = datetime.fromtimestamp(float(reply.headers["X-Ratelimit-Reset"]), UTC)
    assert reset > playground.clock.now() - timedelta(seconds=1)


async def test_no_content_has_no_body(rest: Rest, channel: Channel):
    reply = await rest.post(f"/channels/{channel.id}/typing")

    assert (reply.status, reply.text) == (204, "")
    assert "X-Ratelimit-Bucket" in reply.headers


@pytest.mark.parametrize("token", ["", "Bot wrong", "Bearer {token}", "{token}"])
async def test_a_wrong_token_is_refused(
    session: aiohttp.ClientSession, playground: Playground, bot: Application, token: str
):
    headers = {"Authorization": token.format(token=bot.token)}
    async with session.get(f"{playground.api_url}/users/@me", headers=headers) as response:
        assert response.status == 401
        assert await response.json() == {"message": "401: Unauthorized", "code": 0}


async def test_unknown_routes_are_refused_and_counted(
    rest: Rest, playground: Playground, guild: Guild
):
    for _ in range(2):
        reply = await rest.get(f"/guilds/{guild.id}/nothing-of-discords")
        assert reply.refusal == (404, 0)

    key = ("GET", "/guilds/{id}/nothing-of-discords")
    assert playground.exchanges.unknown == {key: 2}
    assert not playground.exchanges.violations()


@pytest.mark.parametrize("prefix", ["/api", "/api/v9", "/api/v11", "/api/v10/v10"])
async def test_only_version_10_is_served(
    session: aiohttp.ClientSession, playground: Playground, bot: Application, prefix: str
):
    headers = {"Authorization": f"Bot {bot.token}"}
    url = f"{playground.address}{prefix}/users/@me"
    async with session.get(url, headers=headers) as response:
        assert response.status == 404
        assert await response.json() == not_found().payload()


async def test_a_wrong_method_and_a_wrong_id(rest: Rest):
    assert (await rest.delete("/users/@me")).refusal == (405, 0)
    reply = await rest.get("/channels/not-a-number")
    assert reply.refusal == (400, 50035)
    assert reply.reason("channel_id") == "NUMBER_TYPE_COERCE"
    assert (await rest.get(f"/channels/{1 << 64}")).refusal == (400, 50035)


async def _nothing(_: Call) -> None: ...


def test_literal_segments_win_over_parameters():
    paths = ["/a/{x}/c", "/a/@me", "/a/{y}", "/a/b/d", "/a/{x}/{z}"]
    table = Table(Route("GET", p, _nothing) for p in paths)

    assert table.find("GET", ["a", "@me"])[0].path == "/a/@me"
    assert table.find("GET", ["a", "1"]) == (Route("GET", "/a/{y}", _nothing), {"y": "1"})
    # The literal branch has no such end, so the parameter's is taken.
    assert table.find("GET", ["a", "b", "c"])[1] == {"x": "b"}
    assert table.find("GET", ["a", "b", "e"])[1] == {"x": "b", "z": "e"}
    with pytest.raises(ValueError, match="two routes"):
        Table([Route("GET", "/a", _nothing)] * 2)


async def test_every_exchange_is_kept(rest: Rest, channel: Channel, playground: Playground):
    await rest.send(channel, content="x")
    await rest.send(channel)

    fine, wrong = playground.exchanges.of("POST", "/channels/{channel_id}/messages")

    assert (fine.status, fine.body, fine.is_violation) == (200, {"content": "x"}, False)
    assert fine.params == {"channel_id": channel.id}
    assert fine.answer["content"] == "x"
    assert (wrong.status, wrong.is_violation) == (400, True)
    assert playground.exchanges.violations() == [wrong]


async def test_a_crash_is_an_answer_and_is_counted(
    rest: Rest, channel: Channel, playground: Playground, caplog: pytest.LogCaptureFixture
):
    del playground.world.users[playground.world.guild(channel.guild_id or 0).owner_id]
    playground.world.guild(channel.guild_id or 0).name = object()  # pyright: ignore[reportAttributeAccessIssue]

    reply = await rest.get("/users/@me/guilds")

    assert reply.refusal == (500, 0)
    assert playground.exchanges.crashes == 1
    assert "TypeError" in caplog.text


# --- reason -----------------------------------------------------------------------------------


async def test_a_reason_is_decoded_and_not_too_long(rest: Rest, channel: Channel):
    path = f"/channels/{channel.id}/typing"

    assert (await rest.call("POST", path, reason="wegen Ärger " * 40)).status == 204
    refused = await rest.call("POST", path, reason="x" * 513)

    assert refused.reason("reason") == "BASE_TYPE_MAX_LENGTH"


# --- trouble ----------------------------------------------------------------------------------

MESSAGES = "/channels/{channel_id}/messages"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_call_can_fail_without_being_done(
    rest: Rest, channel: Channel, playground: Playground, status: int
):
    playground.faults.fail("POST", MESSAGES, status=status, times=2)

    statuses = [(await rest.send(channel, content="x")).status for _ in range(3)]

    assert statuses == [status, status, 200]
    assert len(channel.messages) == 1
    assert [e.fault for e in playground.exchanges.all()] == ["fail", "fail", None]


async def test_a_response_can_be_lost_after_the_work_is_done(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.faults.lose_response("POST", MESSAGES)

    with pytest.raises(aiohttp.ClientConnectionError):
        await rest.send(channel, content="x", nonce="n", enforce_nonce=True)
    again = await rest.send(channel, content="x", nonce="n", enforce_nonce=True)

    assert again.status == 200
    assert len(channel.messages) == 1
    assert playground.exchanges.all()[0].fault == "lose response"


async def test_a_call_can_be_delayed_and_then_fail(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.faults.delay("*", "*", seconds=0.05)
    playground.faults.fail("POST", MESSAGES)
    loop = asyncio.get_running_loop()
    started = loop.time()

    reply = await rest.send(channel, content="x")

    assert reply.status == 502
    assert loop.time() - started >= 0.05


async def test_a_rate_limit_can_be_met_on_demand(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.faults.rate_limit("POST", MESSAGES, retry_after=0.2)

    reply = await rest.send(channel, content="x")

    assert reply.status == 429
    assert reply.json["retry_after"] == pytest.approx(0.2, abs=0.01)
    assert reply.headers["Via"] == "1.1 playground"
    assert reply.headers["X-Ratelimit-Scope"] == "shared"
    assert channel.messages == {}


async def test_trouble_that_was_asked_for_can_be_called_off(
    rest: Rest, channel: Channel, playground: Playground
):
    playground.faults.fail("*", "*", times=5)
    playground.faults.clear()

    assert (await rest.send(channel, content="x")).status == 200


# --- starting ---------------------------------------------------------------------------------


async def test_a_port_in_use_is_an_error(playground: Playground):
    port = int(playground.address.rsplit(":", 1)[1])

    with pytest.raises(OSError, match=r"address already in use|error while attempting to bind"):
        await Playground().start(port=port)


async def test_it_listens_on_loopback_only():
    with pytest.raises(ValueError, match="loopback"):
        await Playground(limits=Limits.none()).start(host="0.0.0.0")  # noqa: S104
