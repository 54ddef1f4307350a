"""One playground and one Attune with the resource of the day a module; a server for each test."""

from collections.abc import AsyncGenerator

import pytest

from bot.app import Attune
from bot.playground.records import Application
from bot.playground.server import Playground
from tests.jobs.house import Place, attune
from tests.journeys.daily.planning import COGS, settle_in


@pytest.fixture
def other(playground: Playground) -> Application:
    """A bot of its own, for an Attune that comes and goes beside the other."""
    return playground.world.add_application("Attune", playground.world.add_user("Owner"))


@pytest.fixture(scope="module")
async def app(
    playground: Playground, application: Application, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Attune]:
    database = tmp_path_factory.mktemp("attune") / "attune.db"
    async with attune(playground, application, database, cogs=COGS) as running:
        yield running


@pytest.fixture
async def here(
    playground: Playground, application: Application, app: Attune, request: pytest.FixtureRequest
) -> Place:
    return await settle_in(playground, application, app, request.node.name)
