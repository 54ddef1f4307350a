"""Votes and reports, as members gave them."""

import secrets
from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, RowMapping, Select, Table, Text, delete, func, select

from bot.errors import InvalidInputError
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.resources.feedback.records import Reason, Report
from cogs.resources.feedback.rules import DAY, REPORTS_A_DAY

# The server of what was said outside of any.
NOWHERE = 0

votes = Table(
    "resource_votes",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
)
reports = Table(
    "resource_reports",
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


class Said:
    """What members said of resources; each votes once for each, and can change it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- votes ------------------------------------------------------------------------------------

    async def vote(
        self, guild_id: int, member_id: int, slug: str, *, useful: bool, at: datetime
    ) -> None:
        """Keep whether a resource was useful, in the place of what the member said before."""
        said = {"useful": useful, "voted_at": at}
        key = {"guild_id": guild_id, "slug": slug, "member_id": member_id}
        async with self._storage.write() as connection:
            row = insert_into(connection, votes).values({**key, **said})
            await connection.execute(row.on_conflict_do_update(index_elements=list(key), set_=said))

    async def vote_of(self, guild_id: int, member_id: int, slug: str) -> bool | None:
        """What the member said; None where they did not."""
        wanted = select(votes.c.useful).where(
            votes.c.guild_id == guild_id, votes.c.slug == slug, votes.c.member_id == member_id
        )
        async with self._storage.read() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none()

    async def counts(self, guild_id: int, slug: str) -> tuple[int, int]:
        """How many found it useful, and how many did not."""
        wanted = (
            select(votes.c.useful, func.count().label("people"))
            .where(votes.c.guild_id == guild_id, votes.c.slug == slug)
            .group_by(votes.c.useful)
        )
        async with self._storage.read() as connection:
            counted = Counter({r.useful: r.people for r in await connection.execute(wanted)})
        return counted[True], counted[False]

    async def found_useful(self, guild_id: int, since: datetime) -> list[tuple[str, int]]:
        """Who found what useful in a server since then: slugs with member ids."""
        wanted = select(votes.c.slug, votes.c.member_id).where(
            votes.c.guild_id == guild_id, votes.c.voted_at >= since, votes.c.useful.is_(True)
        )
        async with self._storage.read() as connection:
            return [(row.slug, row.member_id) for row in await connection.execute(wanted)]

    # --- reports ----------------------------------------------------------------------------------

    async def report(self, report: Report) -> Report:
        """Keep a report, in the place of the member's earlier one for the same reason.

        Raises:
            InvalidInputError: The member reported too much today.
        """
        row = _row(report)
        key = ("guild_id", "member_id", "slug", "reason")
        said = {name: value for name, value in row.items() if name not in (*key, "name")}
        async with self._storage.write() as connection:
            await take_turns(connection, reports.name, report.member_id)
            since = reports.c.reported_at > report.reported_at - DAY
            today = select(func.count()).where(reports.c.member_id == report.member_id, since)
            if (await connection.execute(today)).scalar_one() >= REPORTS_A_DAY:
                raise InvalidInputError(
                    f"You have sent {REPORTS_A_DAY} reports in a day; thank you. Please bring "
                    "further ones to a moderator, or come back tomorrow."
                )
            insert = insert_into(connection, reports).values(row)
            await connection.execute(
                insert.on_conflict_do_update(index_elements=list(key), set_=said)
            )
            mine = select(reports).where(*(reports.c[name] == row[name] for name in key))
            return _report((await connection.execute(mine)).mappings().one())

    async def report_named(self, guild_id: int, name: str) -> Report | None:
        """The report that reviewers know by that name; None where it was forgotten."""
        wanted = select(reports).where(reports.c.guild_id == guild_id, reports.c.name == name)
        found = [_report(row) for row in await self._rows(wanted)]
        return found[0] if found else None

    # --- forgetting -------------------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        kept: dict[str, object] = {}
        for table in (votes, reports):
            rows = await self._rows(select(table).where(table.c.member_id == member_id))
            if rows:
                kept[table.name] = [_plain(row) for row in rows]
        return kept or None

    async def forget_member(self, member_id: int) -> None:
        """Delete all that the member said; safe to call again."""
        async with self._storage.write() as connection:
            for table in (votes, reports):
                await connection.execute(delete(table).where(table.c.member_id == member_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was said in a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (votes, reports):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))

    async def _rows(self, wanted: Select[Any]) -> list[RowMapping]:
        async with self._storage.read() as connection:
            return list((await connection.execute(wanted)).mappings())


def new_name() -> str:
    """What reviewers know a report by: never used again, also when it is forgotten."""
    return f"report-{secrets.token_hex(6)}"


def _row(report: Report) -> dict[str, object]:
    return {
        "guild_id": report.guild_id,
        "member_id": report.member_id,
        "slug": report.slug,
        "reason": report.reason.value,
        "name": report.name,
        "title": report.title,
        "content_hash": report.content_hash,
        "words": report.words,
        "reported_at": report.reported_at,
    }


def _report(row: RowMapping) -> Report:
    values: dict[str, Any] = {**row, "reason": Reason(row["reason"])}
    return Report(**values)


def _plain(row: RowMapping) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
