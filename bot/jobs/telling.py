"""What the staff of a server must still be told."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.records import Job
from bot.jobs.tables import SHOWN, UNTOLD, job_of, jobs
from bot.storage import Storage


class Telling:
    """Jobs that were missed or stopped, or were done with a remark, until somebody was told."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def untold(self, guild_id: int, limit: int) -> list[Job]:
        """What staff must still be told of, earliest first."""
        wanted = (
            select(*SHOWN)
            .where(jobs.c.guild_id == guild_id, UNTOLD)
            .order_by(jobs.c.due_at, jobs.c.id)
            .limit(limit)
        )
        async with self._storage.read() as connection:
            return [job_of(row) for row in await connection.execute(wanted)]

    async def have_told(
        self, within: AsyncConnection, guild_id: int, job_ids: Collection[int]
    ) -> bool:
        """Note that staff were told of these; whether there are others left."""
        told = update(jobs).where(jobs.c.id.in_(job_ids)).values(told=True)
        await within.execute(told)
        left = select(jobs.c.id).where(jobs.c.guild_id == guild_id, UNTOLD).limit(1)
        return (await within.execute(left)).first() is not None
