"""No table may be forgotten when a member or a server is."""

import inspect
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table, insert, select

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


# By which names a column says whose row it is.
OWNERS = {
    "member": (
        *("member_id", "planned_by"),
        # Where a name alone does not say that it is a member.
        *("moderation_cases.target_id", "moderation_cases.moderator_id"),
        *("moderation_cases.lifted_by", "moderation_cases.voided_by", "moderation_edits.by"),
        *("moderation_reports.target_id", "moderation_reports.claimed_by"),
        *("moderation_reports.decided_by", "moderation_locks.opened_by"),
        *("moderation_appeals.decided_by",),
    ),
    "guild": ("guild_id",),
}


def owned_by(who: str) -> list[tuple[Table, str]]:
    """The tables whose rows belong to a member or a server, with the column that says so."""
    return [
        (table, column)
        for table in metadata.sorted_tables
        for where, _, column in (name.rpartition(".") for name in OWNERS[who])
        if where in ("", table.name) and column in table.columns
    ]


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
        case Float():
            return 1.0
        case LargeBinary():
            return b"x"
        case _:
            return "x"


async def fill(storage: Storage, owned: Iterable[tuple[Table, str]]) -> None:
    filled = Counter[str]()
    async with storage.write() as connection:
        for table, owner in owned:
            for owner_id in (FORGOTTEN, KEPT):
                row = {column.name: sample_value(column) for column in table.columns}
                # A table that counts its rows has no room for two of one number.
                for key in table.primary_key.columns:
                    if isinstance(key.type, Integer):
                        row[key.name] = owner_id + 100 * filled[table.name]
                await connection.execute(insert(table).values({**row, owner: owner_id}))
            filled[table.name] += 1


async def owners(storage: Storage, table: Table, owner: str) -> set[int]:
    async with storage.read() as connection:
        return set((await connection.execute(select(table.c[owner]))).scalars())


@pytest.mark.parametrize("who", ["member", "guild"])
async def test_whoever_is_forgotten_is_in_no_table_and_the_others_still_are(
    storage: Storage, who: str
):
    owned = owned_by(who)
    await fill(storage, owned)

    for store in stores_with(f"forget_{who}"):
        await getattr(store(storage), f"forget_{who}")(FORGOTTEN)

    assert owned
    left = {f"{table.name}.{owner}": await owners(storage, table, owner) for table, owner in owned}
    assert all(FORGOTTEN not in owner_ids for owner_ids in left.values()), left
    assert all(KEPT in owner_ids for owner_ids in left.values()), left


async def test_what_a_store_forgets_of_a_member_it_can_export(storage: Storage):
    await fill(storage, owned_by("member"))
    stores = stores_with("forget_member")

    exports = [await store(storage).export_member(FORGOTTEN) for store in stores]
    nothing = [await store(storage).export_member(99) for store in stores]

    assert all(exports)
    assert nothing == [None] * len(stores)
