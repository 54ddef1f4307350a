"""No table may be forgotten when a member or a server is."""

import inspect
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, insert, select

from bot.storage import Storage
from bot.storage.inventory import import_stores
from bot.storage.tables import JsonText, UtcDateTime, metadata

MODULES = import_stores()
FORGOTTEN, KEPT = 41, 42


def stores_with(method: str) -> list[type[Any]]:
    classes = (
        thing
        for module in MODULES
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if thing.__module__ == module.__name__
    )
    return [each for each in classes if hasattr(each, method)]


def tables_with(column: str) -> list[Table]:
    return [table for table in metadata.sorted_tables if column in table.columns]


def sample_value(column: Column[Any]) -> object:
    """Something that fits the column; numbers are all 1, so that rows fit each other."""
    match column.type:
        case UtcDateTime():
            return datetime(2026, 11, 25, tzinfo=UTC)
        case JsonText():
            return {}
        case Boolean():
            return False
        case Integer():
            return 1
        case LargeBinary():
            return b"x"
        case _:
            return "x"


async def fill(storage: Storage, tables: Iterable[Table], owner: str) -> None:
    async with storage.write() as connection:
        for table in tables:
            for owner_id in (FORGOTTEN, KEPT):
                row = {column.name: sample_value(column) for column in table.columns}
                await connection.execute(insert(table).values({**row, owner: owner_id}))


async def owners(storage: Storage, table: Table, owner: str) -> set[int]:
    async with storage.read() as connection:
        return set((await connection.execute(select(table.c[owner]))).scalars())


@pytest.mark.parametrize("who", ["member", "guild"])
async def test_whoever_is_forgotten_is_in_no_table_and_the_others_still_are(
    storage: Storage, who: str
):
    owner = f"{who}_id"
    tables = tables_with(owner)
    await fill(storage, tables, owner)

    for store in stores_with(f"forget_{who}"):
        await getattr(store(storage), f"forget_{who}")(FORGOTTEN)

    assert tables
    left = {table.name: await owners(storage, table, owner) for table in tables}
    assert left == {table.name: {KEPT} for table in tables}


async def test_what_a_store_forgets_of_a_member_it_can_export(storage: Storage):
    tables = tables_with("member_id")
    await fill(storage, tables, "member_id")
    stores = stores_with("forget_member")

    exports = [await store(storage).export_member(FORGOTTEN) for store in stores]
    nothing = [await store(storage).export_member(99) for store in stores]

    assert all(exports)
    assert nothing == [None] * len(stores)
