"""What every store of feedback does: reports as members gave them, and forgetting all of it."""

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any, Generic

from sqlalchemy import Column, RowMapping, Select, Table, Text, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.feedback.records import ReasonT, Report
from bot.feedback.rules import DAY, REPORTS_A_DAY
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata

KEY = ("guild_id", "member_id", "slug", "reason")


def reports_table(name: str) -> Table:
    """The table of reports, under that name."""
    return Table(
        name,
        metadata,
        Column("guild_id", Snowflake, primary_key=True),
        Column("member_id", Snowflake, primary_key=True),
        Column("slug", Text, primary_key=True),
        Column("reason", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("content_hash", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("reported_at", UtcDateTime, nullable=False),
    )


class SaidStore(Generic[ReasonT]):
    """What members said of items of one kind.

    Args:
        storage: Where it is kept.
        reasons: What may be wrong with one.
        reports: The table of reports.
        others: The feature's other tables, which are exported and forgotten with them.
    """

    def __init__(
        self, storage: Storage, reasons: type[ReasonT], reports: Table, *others: Table
    ) -> None:
        self._storage = storage
        self.reasons = reasons
        self._reports = reports
        self._tables = (reports, *others)

    async def load(self) -> None:
        """Read what is held in memory; a store that holds something there says what."""

    async def report(self, report: Report[ReasonT]) -> Report[ReasonT]:
        """Keep a report, in the place of the member's earlier one for the same reason.

        Raises:
            InvalidInputError: The member reported too much today.
        """
        reports, row = self._reports, {**asdict(report), "reason": report.reason.value}
        said = {name: value for name, value in row.items() if name not in (*KEY, "name")}
        async with self._storage.write() as connection:
            at = report.reported_at
            today = await count_today(connection, reports, "reported_at", report.member_id, at)
            if today >= REPORTS_A_DAY:
                raise InvalidInputError(
                    f"You have sent {REPORTS_A_DAY} reports in a day; thank you. Please bring "
                    "further ones to a moderator, or come back tomorrow."
                )
            insert = insert_into(connection, reports).values(row)
            await connection.execute(
                insert.on_conflict_do_update(index_elements=list(KEY), set_=said)
            )
            mine = select(reports).where(*(reports.c[name] == row[name] for name in KEY))
            return self._report((await connection.execute(mine)).mappings().one())

    async def report_named(self, guild_id: int, name: str) -> Report[ReasonT] | None:
        """The report that reviewers know by that name; None where it was forgotten."""
        row = await self._named(self._reports, guild_id, name)
        return None if row is None else self._report(row)

    # --- forgetting -------------------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        kept: dict[str, object] = {}
        for table in self._tables:
            rows = await self._rows(select(table).where(table.c.member_id == member_id))
            if rows:
                kept[table.name] = [_plain(row) for row in rows]
        return kept or None

    async def forget_member(self, member_id: int) -> None:
        """Delete all that the member said; safe to call again."""
        await self._forget("member_id", member_id)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was said in a server; safe to call again."""
        await self._forget("guild_id", guild_id)

    # --- parts ------------------------------------------------------------------------------------

    async def _forget(self, column: str, whose: int) -> None:
        async with self._storage.write() as connection:
            for table in self._tables:
                await connection.execute(delete(table).where(table.c[column] == whose))
        await self.load()

    async def _named(self, table: Table, guild_id: int, name: str) -> RowMapping | None:
        wanted = select(table).where(table.c.guild_id == guild_id, table.c.name == name)
        rows = await self._rows(wanted)
        return rows[0] if rows else None

    async def _rows(self, wanted: Select[Any]) -> list[RowMapping]:
        async with self._storage.read() as connection:
            return list((await connection.execute(wanted)).mappings())

    def _report(self, row: RowMapping) -> Report[ReasonT]:
        values: dict[str, Any] = {**row, "reason": self.reasons(row["reason"])}
        return Report(**values)


async def count_today(
    connection: AsyncConnection, table: Table, said_at: str, member_id: int, now: datetime
) -> int:
    """How much the member said within a day, by the column `said_at`; held meanwhile."""
    await take_turns(connection, table.name, member_id)
    key = table.c
    wanted = select(func.count()).where(key.member_id == member_id, key[said_at] > now - DAY)
    return (await connection.execute(wanted)).scalar_one()


def new_name(kind: str) -> str:
    """What reviewers know a report or request by: never used again, also when it is forgotten."""
    return f"{kind}-{secrets.token_hex(6)}"


def _plain(row: RowMapping) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
