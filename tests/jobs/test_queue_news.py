"""Another process hears at once of what was planned."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.storage import Storage
from bot.storage.news import News
from tests.databases import PostgresServer, needed
from tests.jobs.rows import (
    KIND,
    nothing,
    plan,
    plan_and_fail,
)


@dataclass(frozen=True)
class Listening:
    """A queue on PostgreSQL, and what another process hears of it."""

    storage: Storage
    queue: Jobs
    heard: asyncio.Queue[str | None]


@pytest.fixture
async def listening(
    postgres_server: PostgresServer | None, clock: MovableClock
) -> AsyncGenerator[Listening]:
    url = await needed(postgres_server).up_to_date()
    storage = await Storage.open(url)
    queue = Jobs(storage, clock)
    queue.add_kind(JobKind(KIND, nothing, timedelta(hours=1), lambda job: f"Job {job.key}"))
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    news = News(url)
    news.follow("jobs", heard.put)
    news.start()
    assert await asyncio.wait_for(heard.get(), 10) is None
    yield Listening(storage, queue, heard)
    await news.stop()
    await storage.close()


async def test_another_process_hears_of_a_plan(listening: Listening):
    await listening.queue.schedule(plan("job"))

    assert await asyncio.wait_for(listening.heard.get(), 10) == ""


async def test_a_plan_that_is_rolled_back_is_no_news(listening: Listening):
    with pytest.raises(ZeroDivisionError):
        await plan_and_fail(listening.storage, listening.queue)
    await listening.queue.schedule(plan("another"))

    await asyncio.wait_for(listening.heard.get(), 10)
    assert listening.heard.empty()
