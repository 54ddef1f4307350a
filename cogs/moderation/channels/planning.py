"""Locks, their cases, and the jobs that follow from them, planned in one transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.feature import House
from bot.jobs.records import Plan
from cogs.moderation.actions.ledger import Ledger
from cogs.moderation.cases.records import Draft, Kind
from cogs.moderation.channels.records import BitChange, Lock, NewLock
from cogs.moderation.channels.store import Locks

LOCK, OPEN = "moderation.lock", "moderation.open"


class Planning:
    """Writes what is to be done to a channel; the jobs do it, also after a crash in the middle."""

    def __init__(self, house: House, store: Locks, ledger: Ledger) -> None:
        self._house = house
        self._store = store
        self._ledger = ledger

    async def lock(self, guild_id: int, new: NewLock, changes: Iterable[BitChange]) -> Lock:
        """Plan to lock a channel at once, and to open it when its time is over.

        Raises:
            InvalidInputError: It is locked already.
        """
        now = self._house.clock.now()
        async with self._house.storage.write() as connection:
            await self._store.wait_for_turn(new.channel_id, within=connection)
            case = await self._ledger.begin(
                connection, guild_id, _locking(new), at=now, settled_within=None
            )
            numbered = replace(new, case_number=case.number)
            lock = await self._store.begin(guild_id, numbered, changes, at=now, within=connection)
            await self._house.jobs.schedule(_plan(LOCK, lock, now), within=connection)
            if lock.until is not None:
                await self._house.jobs.schedule(_plan(OPEN, lock, lock.until), within=connection)
        return lock

    async def open(self, lock: Lock, *, by: int | None, reason: str = "") -> int | None:
        """Plan to open a channel at once.

        Args:
            lock: What holds it.
            by: Who wants it; None: nobody, what was locked is of no use any more.
            reason: Why.

        Returns:
            The number of its case; None where nobody wants it.

        Raises:
            InvalidInputError: Somebody has opened it meanwhile.
        """
        async with self._house.storage.write() as connection:
            await self._store.wait_for_turn(lock.channel_id, within=connection)
            now = await self._store.lock_within(connection, lock.guild_id, lock.id)
            # Two who open it at once do one thing: it is the case of the first.
            case_number = None if now is None else now.opening_case
            if by is not None and case_number is None:
                case_number = await self._opening(connection, lock, by, reason)
            if not await self.open_within(connection, lock, by=by, case_number=case_number):
                raise InvalidInputError(f"<#{lock.channel_id}> is open again already.")
        return case_number

    async def open_within(
        self, connection: AsyncConnection, lock: Lock, *, by: int | None, case_number: int | None
    ) -> bool:
        """Plan to open a channel at once, in the caller's transaction; False: it is open by now."""
        jobs, now = self._house.jobs, self._house.clock.now()
        # One that waits for its time, or was stopped, gives way; one that is being done goes on.
        # Its row is taken before the lock's, as where a job ends: so neither waits for the other.
        await jobs.cancel_key(lock.guild_id, OPEN, str(lock.id), within=connection)
        if not await self._store.begin_opening(
            lock.guild_id, lock.id, by=by, case_number=case_number, within=connection
        ):
            return False
        await jobs.schedule(_plan(OPEN, lock, now), within=connection)
        return True

    async def _opening(self, connection: AsyncConnection, lock: Lock, by: int, reason: str) -> int:
        draft = Draft(kind=Kind.UNLOCK, channel_id=lock.channel_id, moderator_id=by, reason=reason)
        case = await self._ledger.begin(
            connection, lock.guild_id, draft, at=self._house.clock.now(), settled_within=None
        )
        return case.number


def _locking(new: NewLock) -> Draft:
    return Draft(
        kind=Kind.ARCHIVE if new.put_away else Kind.LOCK,
        channel_id=new.channel_id,
        moderator_id=new.by,
        reason=new.reason,
        until=new.until,
    )


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
