"""A running Attune with the features that take part in announcements; for test modules."""

from collections.abc import AsyncGenerator

import pytest

from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.journeys.conftest import Hub
from tests.running import running

COGS = (
    "cogs.setup",
    "cogs.community",
    "cogs.prompts",
    "cogs.resources",
    "cogs.reviews",
    "cogs.announcements",
    "cogs.later",
)


@pytest.fixture(scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Hub]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    owner = playground.world.add_user("Owner")
    application = playground.world.add_application("Attune", owner)
    database = tmp_path_factory.mktemp("attune") / "attune.db"
    try:
        async with running(playground, application, database, cogs=COGS) as app:
            yield Hub(playground, application, app, database)
    finally:
        await playground.close()
