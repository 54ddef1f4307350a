"""A server with a plan for the resource of the day."""

import pytest

from bot.storage import Storage
from tests.resources.daily_house import Server
from tests.resources.daily_planned import planned


@pytest.fixture
async def server(sqlite_storage: Storage) -> Server:
    """A plan for each day at 09:00 in London."""
    return await planned(sqlite_storage)


@pytest.fixture
async def both(storage: Storage) -> Server:
    """The same on each of the two databases."""
    return await planned(storage)
