"""What is asked and answered fits Discord's published description; the check finds what doesn't."""

import copy
import os
from typing import Any

import aiohttp
import pytest

from bot.playground.exchanges import Exchange
from bot.playground.limits import Limits
from bot.playground.permissions import Bit
from bot.playground.routing import ROUTES
from bot.playground.server import Playground
from tests.conformance.openapi import ConformanceCheck, specification
from tests.playground.client import Rest

HOW = "Discord's API description is not there: set ATTUNE_DISCORD_SPEC to its openapi.json"
MESSAGES = "/channels/{channel_id}/messages"
# What clients ask beside the description: the addresses that attachments and the page use.
NOT_DESCRIBED: frozenset[tuple[str, str]] = frozenset()


@pytest.fixture
def check() -> ConformanceCheck:
    if specification() is None:
        if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
            pytest.fail(HOW)
        pytest.skip(HOW)
    return ConformanceCheck()


@pytest.fixture
async def sent() -> Exchange:
    """A message with a v2 component, as it was asked for and answered."""
    playground = Playground(limits=Limits.none())
    await playground.start()
    world = playground.world
    owner = world.add_user("Owner")
    guild = world.add_guild("House", owner)
    bot = world.add_application("Bot", owner)
    world.install(bot, guild, Bit.ADMINISTRATOR)
    channel = world.add_channel(guild, "general")
    button = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
    components = [{"type": 17, "components": [{"type": 1, "components": [button]}]}]
    async with aiohttp.ClientSession() as session:
        reply = await Rest(session, playground, bot.token).send(
            channel, flags=1 << 15, components=components
        )
    await playground.close()
    assert reply.status == 200
    return playground.exchanges.all()[0]


def test_a_right_exchange_passes(check: ConformanceCheck, sent: Exchange):
    assert check.check(sent) == []


def test_the_same_shape_is_checked_once(check: ConformanceCheck, sent: Exchange):
    again = copy.deepcopy(sent)
    again.answer["id"] = "1"
    for exchange in (sent, again, sent):
        check.check(exchange)

    assert (check.asked, check.checked) == (3, 1)


def _without(key: str, **more: Any) -> Any:
    def change(exchange: Exchange) -> None:
        del exchange.answer[key]
        exchange.answer |= more

    return change


def _set(path: str, value: Any, *, where: str = "answer") -> Any:
    def change(exchange: Exchange) -> None:
        node: Any = getattr(exchange, where)
        *way, last = path.split(".")
        for key in way:
            node = node[int(key) if key.isdigit() else key]
        node[last] = value

    return change


BUTTON = "components.0.components.0.components.0"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_without("timestamp"), "'timestamp' is a required property"),
        (_set("id", 5), "5 is not of type 'string'"),
        (_set("edited_timestamp", 5), "edited_timestamp"),
        (_set("author.username", None), "author.username"),
        (_set("type", 99), "type"),
        (_set(f"{BUTTON}.style", 9), "components"),
        (_set(f"{BUTTON}.style", 9, where="body"), "request"),
        (_set("flags", "v2", where="body"), "request: flags"),
        (_set("nonce", "x" * 26, where="body"), "request: nonce"),
    ],
)
def test_a_planted_mistake_is_found(
    check: ConformanceCheck, sent: Exchange, change: Any, told: str
):
    change(sent)

    problems = check.check(sent)

    assert problems
    assert told in "\n".join(problems)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"status": 201}, "the status is not described"),
        ({"template": "/channels/{channel_id}/nothing"}, "no such route"),
        ({"query": {"with_magic": "1"}}, "with_magic is not described"),
        ({"status": 403, "answer": {"message": "no"}}, "'code' is a required property"),
        ({"status": 429, "answer": {"message": "slow", "code": 0}}, "retry_after"),
    ],
)
def test_a_wrong_status_route_or_query_is_found(
    check: ConformanceCheck, sent: Exchange, settings: dict[str, Any], told: str
):
    for name, value in settings.items():
        setattr(sent, name, value)

    assert told in "\n".join(check.check(sent))


def test_every_route_is_one_of_discords(check: ConformanceCheck):
    served = {(r.method, r.path) for r in ROUTES}

    assert served - check.routes == NOT_DESCRIBED
