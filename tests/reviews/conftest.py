"""Reviews on each of the two databases."""

import pytest

from bot.reviews.service import Reviews
from bot.storage import Storage
from tests.reviews.kept import made


@pytest.fixture
async def service(storage: Storage) -> Reviews:
    return await made(storage)
