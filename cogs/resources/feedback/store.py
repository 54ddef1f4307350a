"""Votes and reports, as members gave them."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Boolean, Column, Table, Text, func, select

from bot.feedback.keeping import SaidStore, reports_table
from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.resources.feedback.records import Reason

votes = Table(
    "resource_votes",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
)
reports = reports_table("resource_reports")


class Said(SaidStore[Reason]):
    """What members said of resources; each votes once for each, and can change it."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage, Reason, reports, votes)

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
