"""When each server's digest is drafted, and for which channel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Table, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import JsonText, Snowflake, UtcDateTime, metadata
from cogs.announcements.records import Placing, Timing
from cogs.announcements.tables import PLACING, timing_json, timing_of

digests = Table(
    "announcement_digests",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("timing", JsonText, nullable=False),
    Column("placing", JsonText, nullable=False),
    Column("planned", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A digest that is drafted each week; `planned` is the next time by its wall clock."""

    guild_id: int
    timing: Timing
    placing: Placing
    planned: datetime
    due_at: datetime


class DigestPlans:
    """One plan a server at most."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def save(self, within: AsyncConnection, weekly: Weekly) -> None:
        """Keep a server's plan in the place of the one before."""
        row = {
            "timing": timing_json(weekly.timing),
            "placing": PLACING.dump_python(weekly.placing, mode="json"),
            "planned": weekly.planned.isoformat(),
            "due_at": weekly.due_at,
        }
        added = insert_into(within, digests).values(guild_id=weekly.guild_id, **row)
        await within.execute(added.on_conflict_do_update(index_elements=["guild_id"], set_=row))

    async def find(self, guild_id: int, *, within: AsyncConnection | None = None) -> Weekly | None:
        """The plan of a server; None where it has none."""
        if within is None:
            async with self._storage.read() as connection:
                return await self.find(guild_id, within=connection)
        wanted = select(digests).where(digests.c.guild_id == guild_id)
        row = (await within.execute(wanted)).one_or_none()
        timing = None if row is None else timing_of(row.timing)
        if row is None or timing is None:
            return None
        return Weekly(
            guild_id,
            timing,
            PLACING.validate_python(row.placing),
            datetime.fromisoformat(row.planned),
            row.due_at,
        )

    async def delete(self, within: AsyncConnection, guild_id: int) -> None:
        """End a server's plan; safe to call again."""
        await within.execute(delete(digests).where(digests.c.guild_id == guild_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server; safe to call again."""
        async with self._storage.write() as connection:
            await self.delete(connection, guild_id)
