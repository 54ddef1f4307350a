"""One playground and one Attune that moderates a module; each test gets a server of its own."""

from collections.abc import AsyncGenerator

import pytest

from bot.app import Attune
from tests.moderation.grounds import Grounds, House, founded


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    house = await House.build(tmp_path_factory.mktemp("attune") / "attune.db")
    yield house
    await house.playground.close()


@pytest.fixture(scope="module")
async def app(house: House) -> AsyncGenerator[Attune]:
    async with house.attune() as app:
        yield app


@pytest.fixture
def here(house: House, app: Attune, request: pytest.FixtureRequest) -> Grounds:
    return founded(house.playground, house.application, app, request.node.name)
