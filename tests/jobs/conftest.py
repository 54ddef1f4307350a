"""One playground and one running Attune with the probe of jobs a module; or the queue alone."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from bot.app import Attune
from bot.clock import MovableClock
from bot.jobs.claims import Claims
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.playground.records import Application
from bot.playground.server import Playground
from bot.storage import Storage
from tests.jobs.house import Place, attune
from tests.jobs.rows import KIND, NOON, nothing


@pytest.fixture(scope="module")
async def app(
    playground: Playground, application: Application, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Attune]:
    database = tmp_path_factory.mktemp("attune") / "attune.db"
    async with attune(playground, application, database) as running:
        yield running


@pytest.fixture
def here(
    playground: Playground, application: Application, app: Attune, request: pytest.FixtureRequest
) -> Place:
    playground.faults.clear()
    return Place.of(playground, application, app, request.node.name)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def queue(storage: Storage, clock: MovableClock) -> Jobs:
    queue = Jobs(storage, clock)
    queue.add_kind(JobKind(KIND, nothing, timedelta(hours=1), lambda job: f"Job {job.key}"))
    queue.add_kind(JobKind("never late", nothing, timedelta(0), lambda _: "x", post_now=False))
    return queue


@pytest.fixture
def claims(storage: Storage) -> Claims:
    return Claims(storage, lease=timedelta(seconds=60))
