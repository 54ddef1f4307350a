import pytest
from sqlalchemy import insert

from bot.storage import Storage
from tests.storage.scratch import counters, scratch


@pytest.fixture
async def store(storage: Storage) -> Storage:
    async with storage.write() as connection:
        await connection.run_sync(scratch.create_all)
        await connection.execute(insert(counters).values(name="a", n=0))
        await connection.execute(insert(counters).values(name="b", n=0))
    return storage
