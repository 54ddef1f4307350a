"""Calling off a training: one date, or this and every later one."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.jobs.recurrence import skipping, splitting
from cogs.events.planning import Planning, row_of
from cogs.events.plans import NEXT, notice_plan
from cogs.events.records import Change, Event, Occasion, Occurrence, Status
from cogs.events.seats.store import SeatStore
from cogs.events.store import occasion_of


class Cancelling:
    """Marks rows, and plans the one notice and what else follows."""

    def __init__(self, planning: Planning, seats: SeatStore) -> None:
        self._planning = planning
        self._store = planning.store
        self._seats = seats
        self._house = planning.house

    async def cancel_date(self, event: Event, planned: datetime, reason: str) -> Event:
        """Call one date off; those who answered get one notice. A single training is over."""
        if event.plan.rule is None:
            return await self.cancel_all(event, planned, reason)
        async with self._house.storage.write() as connection:
            kept = await self._begin(connection, event)
            row = await self._store.row_for(connection, row_of(kept, planned))
            self._require_ahead(row)
            await self._cancel(connection, kept, row, reason)
        return self._known(kept)

    async def skip_date(self, event: Event, planned: datetime) -> Event:
        """Leave one date out without a word.

        Raises:
            InvalidInputError: Somebody signed up for it, so they must be told.
        """
        async with self._house.storage.write() as connection:
            locked = await self._begin(connection, event)
            kept = replace(locked, plan=skipping(locked.plan, planned))
            row = await self._store.row_for(connection, row_of(kept, planned))
            self._require_ahead(row)
            if await self._is_awaited(connection, occasion_of(kept, row)):
                raise InvalidInputError(
                    "Members have signed up for this date, so it can't be left out without a "
                    "word. Cancel it instead: I tell them."
                )
            await self._store.save(connection, kept)
            await self._cancel(connection, kept, row, "")
        return self._known(kept)

    async def cancel_all(self, event: Event, planned: datetime, reason: str) -> Event:
        """Call off this date and every later one; dates before it still take place."""
        async with self._house.storage.write() as connection:
            locked = await self._begin(connection, event)
            before, _ = splitting(locked.plan, planned)
            kept = locked if before is None else replace(locked, plan=before)
            if before is None or not await self._planning.takes_place_in(connection, kept):
                kept = replace(locked, status=Status.CANCELLED, reason=reason)
            now = self._house.clock.now()
            rows = await self._store.occurrences_in(connection, locked)
            coming = [r for r in rows if r.planned >= planned and r.ends > now]
            await self._store.save(connection, kept)
            for row in coming:
                await self._cancel(connection, kept, row, reason)
            if kept.status is Status.CANCELLED:
                jobs, key = self._house.jobs, str(kept.id)
                await jobs.cancel_key(kept.guild_id, NEXT, key, within=connection)
        return self._known(kept)

    # --- how --------------------------------------------------------------------------------------

    async def _begin(self, within: AsyncConnection, event: Event) -> Event:
        locked = await self._planning.locked(within, event)
        now = self._house.clock.now()
        kept = replace(locked, sequence=locked.sequence + 1, changed_at=now)
        await self._store.save(within, kept)
        return kept

    async def _cancel(
        self, within: AsyncConnection, event: Event, row: Occurrence, reason: str
    ) -> None:
        gone = replace(row, status=Status.CANCELLED, reason=reason)
        await self._store.save_occurrence(within, gone)
        if not row.opened or row.status is Status.CANCELLED:
            return
        occasion, now, jobs = occasion_of(event, gone), self._house.clock.now(), self._house.jobs
        await self._planning.showing.outdated(within, occasion)
        await self._planning.followers.changed(within, occasion, Change.CANCELLED)
        if await self._is_awaited(within, occasion):
            await jobs.schedule(notice_plan(occasion, "cancelled", now), within=within)
        if event.status is Status.PLANNED:
            await self._planning.plan_next(within, occasion, due=now)

    async def _is_awaited(self, within: AsyncConnection, occasion: Occasion) -> bool:
        counts = await self._seats.counts_in(within, occasion)
        return bool(counts.going or counts.maybe or counts.waiting)

    def _require_ahead(self, row: Occurrence) -> None:
        if row.ends <= self._house.clock.now():
            raise InvalidInputError("That date is over.")
        if row.status is Status.CANCELLED:
            raise InvalidInputError("That date is called off already.")

    def _known(self, event: Event) -> Event:
        self._planning.directory.put(event)
        return event
