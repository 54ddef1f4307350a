"""Locks and the jobs that follow from them, planned in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.jobs.records import Plan
from cogs.moderation.channels.records import BitChange, Lock, NewLock
from cogs.moderation.channels.store import Locks

LOCK, OPEN = "moderation.lock", "moderation.open"


class Planning:
    """Writes what is to be done to a channel; the jobs do it, also after a crash in the middle."""

    def __init__(self, house: House, store: Locks) -> None:
        self._house = house
        self._store = store

    async def lock(self, guild_id: int, new: NewLock, changes: Iterable[BitChange]) -> Lock:
        """Plan to lock a channel at once, and to open it when its time is over.

        Raises:
            InvalidInputError: It is locked already.
        """
        now = self._house.clock.now()
        async with self._house.storage.write() as connection:
            lock = await self._store.begin(guild_id, new, changes, at=now, within=connection)
            await self._house.jobs.schedule(_plan(LOCK, lock, now), within=connection)
            if lock.until is not None:
                await self._house.jobs.schedule(_plan(OPEN, lock, lock.until), within=connection)
        return lock

    async def open(self, lock: Lock, *, by: int | None) -> None:
        """Plan to open a channel at once."""
        async with self._house.storage.write() as connection:
            await self.open_within(connection, lock, by=by)

    async def open_within(self, connection: AsyncConnection, lock: Lock, *, by: int | None) -> None:
        """As `open`, in the caller's transaction."""
        jobs, now = self._house.jobs, self._house.clock.now()
        await self._store.begin_opening(lock.guild_id, lock.id, by=by, within=connection)
        # One that waits for its time, or was stopped, gives way; one that is being done goes on.
        await jobs.cancel_key(lock.guild_id, OPEN, str(lock.id), within=connection)
        await jobs.schedule(_plan(OPEN, lock, now), within=connection)


def _plan(kind: str, lock: Lock, due_at: datetime) -> Plan:
    return Plan(
        kind,
        str(lock.id),
        due_at,
        lock.guild_id,
        {"lock": lock.id, "channel": lock.channel_id},
        channel_id=lock.channel_id,
        planned_by=lock.locked_by,
    )
