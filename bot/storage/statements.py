"""What the two databases say differently, said once."""

from hashlib import blake2b
from typing import cast

from sqlalchemy import Table, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert:
    """An INSERT that may add `on_conflict_do_nothing` or `on_conflict_do_update`."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # a run on SQLite never needs it

        # Both have the same two methods, which is all that a caller may use.
        return cast("sqlite.Insert", postgresql.insert(table))
    return sqlite.insert(table)


async def take_turns(connection: AsyncConnection, subject: str, number: int) -> None:
    """Wait for other transactions that hold this subject and number, then hold it to the end.

    For a decision that hangs on rows that may not be there yet (how many there are), where
    `with_for_update()` finds nothing to lock. On SQLite `write()` is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        digest = blake2b(f"{subject}:{number}".encode(), digest_size=8).digest()
        key = int.from_bytes(digest, "big", signed=True)
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
