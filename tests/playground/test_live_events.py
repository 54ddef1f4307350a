"""What a window of the page shows of scheduled events."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.playground.actors import People
from bot.playground.live import news
from bot.playground.sample import Sample, build_sample
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.test_live import Window, window

HOUR = timedelta(hours=1)


@pytest.fixture
def sample(playground: Playground) -> Sample:
    return build_sample(playground)


@pytest.fixture
async def maya(playground: Playground, sample: Sample) -> AsyncIterator[Window]:
    async with window(playground, **{"as": "maya"}) as opened:
        yield opened


async def test_an_event_is_listed_while_it_is_to_come_or_takes_place(
    playground: Playground, sample: Sample, maya: Window
):
    hello = await maya.next("hello")
    assert hello["server"]["events"] == []
    judith = People(playground).member("Judith", sample.guild)
    now = playground.clock.now()

    await judith.create_event("Walk", now + HOUR, now + 2 * HOUR, location="Park")

    shown = (await maya.next("places"))["server"]["events"]
    assert [(e["name"], e["location"], e["active"]) for e in shown] == [("Walk", "Park", False)]
    playground.clock.advance(HOUR)
    shown = (await maya.next("places"))["server"]["events"]
    assert [e["active"] for e in shown] == [True]
    playground.clock.advance(HOUR)
    assert (await maya.next("places"))["server"]["events"] == []


async def test_somebody_presses_interested_and_takes_it_back(
    playground: Playground, sample: Sample, maya: Window
):
    judith = People(playground).member("Judith", sample.guild)
    now = playground.clock.now()
    event = await judith.create_event("Walk", now + HOUR, now + 2 * HOUR, location="Park")
    await maya.next("places")

    async def pressed(act: str) -> tuple[bool, int]:
        assert "ok" in await maya.ask(act, event=str(event.id))
        shown = (await maya.next("places"))["server"]["events"][0]
        return shown["interested"], shown["count"]

    assert await pressed("interested") == (True, 2)
    assert await pressed("not_interested") == (False, 1)
    assert "sees no event" in (await maya.ask("interested", event="1"))["error"]


def test_the_audit_log_changes_nothing_that_the_page_shows():
    assert news.changes_places(Event("GUILD_SCHEDULED_EVENT_CREATE", {}, guild_id=1))
    assert not news.changes_places(Event("GUILD_AUDIT_LOG_ENTRY_CREATE", {}, guild_id=1))
