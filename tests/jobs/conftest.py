"""One playground and one running Attune with the probe of jobs a module."""

from collections.abc import AsyncGenerator

import pytest

from bot.app import Attune
from bot.playground.limits import Limits
from bot.playground.records import Application
from bot.playground.server import Playground
from tests.jobs.house import Place, attune


@pytest.fixture(scope="module")
async def playground() -> AsyncGenerator[Playground]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield playground
    await playground.close()


@pytest.fixture(scope="module")
def application(playground: Playground) -> Application:
    return playground.world.add_application("Attune", playground.world.add_user("Owner"))


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
