"""Reports, requests and votes, as members gave them."""

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, RowMapping, Select, Table, Text, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.prompts.feedback.records import Answer, Reason, Report, Request
from cogs.prompts.feedback.rules import DAY, REPORTS_A_DAY, REQUESTS_A_DAY

# The server of what was said outside of any.
NOWHERE = 0

reports = Table(
    "prompt_reports",
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
requests = Table(
    "prompt_requests",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
)
votes = Table(
    "prompt_votes",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
)


class Said:
    """What members said about prompts; how many found one useful is in memory after `load`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._counts: dict[tuple[int, str], Counter[Answer]] = {}

    async def load(self) -> None:
        """Count all votes."""
        wanted = select(votes.c.guild_id, votes.c.slug, votes.c.answer, func.count()).group_by(
            votes.c.guild_id, votes.c.slug, votes.c.answer
        )
        counts: dict[tuple[int, str], Counter[Answer]] = {}
        known = {answer.value: answer for answer in Answer}
        async with self._storage.read() as connection:
            for guild_id, slug, answer, count in await connection.execute(wanted):
                if answer in known:
                    counts.setdefault((guild_id, slug), Counter())[known[answer]] = count
        self._counts = counts

    def counts(self, guild_id: int, slug: str) -> Mapping[Answer, int]:
        """How many members of a server gave each answer about a prompt."""
        return self._counts.get((guild_id, slug), Counter())

    # --- votes ------------------------------------------------------------------------------------

    async def vote(
        self, guild_id: int, member_id: int, slug: str, answer: Answer, *, at: datetime
    ) -> None:
        """Take a member's vote, in the place of their earlier one."""
        row = {"guild_id": guild_id, "slug": slug, "member_id": member_id}
        said = {"answer": answer.value, "voted_at": at}
        async with self._storage.write() as connection:
            await take_turns(connection, votes.name, member_id)
            before = await _vote(connection, guild_id, member_id, slug)
            insert = insert_into(connection, votes).values({**row, **said})
            await connection.execute(
                insert.on_conflict_do_update(index_elements=list(row), set_=said)
            )
        counted = self._counts.setdefault((guild_id, slug), Counter())
        counted[answer] += 1
        if before is not None:
            counted[before] -= 1

    async def vote_of(self, guild_id: int, member_id: int, slug: str) -> Answer | None:
        """What the member answered; None where they did not."""
        async with self._storage.read() as connection:
            return await _vote(connection, guild_id, member_id, slug)

    # --- reports and requests ---------------------------------------------------------------------

    async def report(self, report: Report) -> Report:
        """Keep a report, in the place of the member's earlier one for the same reason.

        Raises:
            InvalidInputError: The member reported too much today.
        """
        row = _report_row(report)
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

    async def request(self, request: Request) -> None:
        """Keep a request.

        Raises:
            InvalidInputError: The member asked for too much today.
        """
        async with self._storage.write() as connection:
            await take_turns(connection, requests.name, request.member_id)
            since = requests.c.requested_at > request.requested_at - DAY
            today = select(func.count()).where(requests.c.member_id == request.member_id, since)
            if (await connection.execute(today)).scalar_one() >= REQUESTS_A_DAY:
                raise InvalidInputError(
                    f"You have asked for {REQUESTS_A_DAY} prompts in a day, as many as reviewers "
                    "can take from one person. Please come back tomorrow."
                )
            await connection.execute(
                insert_into(connection, requests).values(
                    guild_id=request.guild_id,
                    member_id=request.member_id,
                    name=request.name,
                    words=request.words,
                    requested_at=request.requested_at,
                )
            )

    async def report_named(self, guild_id: int, name: str) -> Report | None:
        """The report that reviewers know by that name; None where it was forgotten."""
        wanted = select(reports).where(reports.c.guild_id == guild_id, reports.c.name == name)
        found = [_report(row) for row in await self._rows(wanted)]
        return found[0] if found else None

    async def request_named(self, guild_id: int, name: str) -> Request | None:
        """The request that reviewers know by that name; None where it was forgotten."""
        wanted = select(requests).where(requests.c.guild_id == guild_id, requests.c.name == name)
        found = [_request(row) for row in await self._rows(wanted)]
        return found[0] if found else None

    # --- forgetting -------------------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        kept: dict[str, object] = {}
        for table in (reports, requests, votes):
            rows = await self._rows(select(table).where(table.c.member_id == member_id))
            if rows:
                kept[table.name] = [_plain(row) for row in rows]
        return kept or None

    async def forget_member(self, member_id: int) -> None:
        """Delete all that the member said; safe to call again."""
        async with self._storage.write() as connection:
            for table in (reports, requests, votes):
                await connection.execute(delete(table).where(table.c.member_id == member_id))
        await self.load()

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was said in a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (reports, requests, votes):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
        await self.load()

    async def _rows(self, wanted: Select[Any]) -> list[RowMapping]:
        async with self._storage.read() as connection:
            return list((await connection.execute(wanted)).mappings())


def new_name(kind: str) -> str:
    """What reviewers know a report or request by: never used again, also when it is forgotten."""
    return f"{kind}-{secrets.token_hex(6)}"


async def _vote(
    connection: AsyncConnection, guild_id: int, member_id: int, slug: str
) -> Answer | None:
    wanted = select(votes.c.answer).where(
        votes.c.guild_id == guild_id, votes.c.slug == slug, votes.c.member_id == member_id
    )
    answer = (await connection.execute(wanted)).scalar_one_or_none()
    return Answer(answer) if answer in {each.value for each in Answer} else None


def _report_row(report: Report) -> dict[str, object]:
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
    return Report(
        guild_id=row["guild_id"],
        member_id=row["member_id"],
        slug=row["slug"],
        reason=Reason(row["reason"]),
        name=row["name"],
        title=row["title"],
        content_hash=row["content_hash"],
        words=row["words"],
        reported_at=row["reported_at"],
    )


def _request(row: RowMapping) -> Request:
    return Request(
        guild_id=row["guild_id"],
        member_id=row["member_id"],
        name=row["name"],
        words=row["words"],
        requested_at=row["requested_at"],
    )


def _plain(row: RowMapping) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
