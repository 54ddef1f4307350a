import traceback
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Insert, delete, insert, select
from sqlalchemy.exc import StatementError

from bot.storage import Storage
from tests.storage.scratch import counters, scratch, values

SECRET = "what-the-member-wrote"


@pytest.mark.parametrize(
    "statement",
    [
        insert(values).values(id=1, words=None, json=SECRET),
        insert(values).values(id=SECRET, words=""),
        insert(counters).values(name=SECRET, n=1),
        insert(values).values(id=1, at=SECRET, words=""),
    ],
    ids=["missing value", "wrong type", "double", "not a moment"],
)
async def test_the_trace_of_a_failed_statement_quotes_no_value(store: Storage, statement: Insert):
    async with store.write() as connection:
        await connection.execute(insert(counters).values(name=SECRET, n=1))

    async def fail() -> None:
        async with store.write() as connection:
            await connection.execute(statement)

    with pytest.raises(StatementError) as caught:
        await fail()

    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_moments_come_back_in_utc_whatever_zone_they_went_in_with(store: Storage):
    moment = datetime(
        2026, 3, 29, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30))
    )
    async with store.write() as connection:
        await connection.execute(insert(values).values(id=1, at=moment, words=""))

    async with store.read() as connection:
        wanted = select(values.c.at).where(values.c.at <= moment)
        read = (await connection.execute(wanted)).scalar_one()

    assert read == moment
    assert read.tzinfo == UTC


async def test_a_moment_without_a_zone_is_refused(store: Storage):
    naive = insert(values).values(id=1, at=datetime(2026, 3, 29), words="")  # noqa: DTZ001

    async with store.write() as connection:
        with pytest.raises(StatementError, match="needs a time zone"):
            await connection.execute(naive)


async def test_json_comes_back_as_it_went_in(store: Storage):
    thing: dict[str, object] = {"b": [1, None, "ü"], "a": {"x": 1.5}}
    async with store.write() as connection:
        await connection.execute(insert(values).values(id=1, json=thing, words=""))
        await connection.execute(insert(values).values(id=2, json=None, words=""))

    async with store.read() as connection:
        read = await connection.execute(select(values.c.json).order_by(values.c.id))
        assert read.scalars().all() == [thing, None]


async def test_deleted_words_are_gone_from_the_file(sqlite_storage: Storage, tmp_path: Path):
    async with sqlite_storage.write() as connection:
        await connection.run_sync(scratch.create_all)
        await connection.execute(insert(values).values(id=1, words="only here, then nowhere"))
    async with sqlite_storage.write() as connection:
        await connection.execute(delete(values))
    await sqlite_storage.close()

    left = (tmp_path / "attune.db").read_bytes()
    assert b"guild_settings" in left
    assert b"only here" not in left
