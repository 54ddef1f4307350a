"""Reports, requests and votes, as members gave them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Column, Table, Text, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.feedback.keeping import SaidStore, count_today, reports_table
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.prompts.feedback.records import Answer, Reason, Request
from cogs.prompts.feedback.rules import REQUESTS_A_DAY

reports = reports_table("prompt_reports")
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


class Said(SaidStore[Reason]):
    """What members said about prompts; how many found one useful is in memory after `load`."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage, Reason, reports, requests, votes)
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

    # --- requests ---------------------------------------------------------------------------------

    async def request(self, request: Request) -> None:
        """Keep a request.

        Raises:
            InvalidInputError: The member asked for too much today.
        """
        async with self._storage.write() as connection:
            at = request.requested_at
            today = await count_today(connection, requests, "requested_at", request.member_id, at)
            if today >= REQUESTS_A_DAY:
                raise InvalidInputError(
                    f"You have asked for {REQUESTS_A_DAY} prompts in a day, as many as reviewers "
                    "can take from one person. Please come back tomorrow."
                )
            row = insert_into(connection, requests).values(asdict(request))
            await connection.execute(row)

    async def request_named(self, guild_id: int, name: str) -> Request | None:
        """The request that reviewers know by that name; None where it was forgotten."""
        row = await self._named(requests, guild_id, name)
        return None if row is None else Request(**row)


async def _vote(
    connection: AsyncConnection, guild_id: int, member_id: int, slug: str
) -> Answer | None:
    wanted = select(votes.c.answer).where(
        votes.c.guild_id == guild_id, votes.c.slug == slug, votes.c.member_id == member_id
    )
    answer = (await connection.execute(wanted)).scalar_one_or_none()
    return Answer(answer) if answer in {each.value for each in Answer} else None
