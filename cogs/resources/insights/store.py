"""How often cards of resources were opened: by server, resource and week, never by member."""

from collections.abc import Mapping

from sqlalchemy import Column, Integer, Table, Text, delete, func, select

from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import Snowflake, metadata

opened = Table(
    "resource_openings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    # The Monday of the ISO week, as 2026-11-23.
    Column("week", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)


class Openings:
    """Counts, and nothing else."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def count(self, guild_id: int, slug: str, week: str) -> None:
        """Count one more."""
        async with self._storage.write() as connection:
            row = insert_into(connection, opened).values(
                guild_id=guild_id, slug=slug, week=week, times=1
            )
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["guild_id", "slug", "week"],
                    set_={"times": opened.c.times + 1},
                )
            )

    async def since(self, guild_id: int, week: str) -> Mapping[str, int]:
        """How often each was opened in a server from that week on, by slug."""
        wanted = (
            select(opened.c.slug, func.sum(opened.c.times).label("total"))
            .where(opened.c.guild_id == guild_id, opened.c.week >= week)
            .group_by(opened.c.slug)
        )
        async with self._storage.read() as connection:
            return {row.slug: int(row.total) for row in await connection.execute(wanted)}

    async def forget_guild(self, guild_id: int) -> None:
        """Delete the counts of a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(opened).where(opened.c.guild_id == guild_id))
