"""Changing a training: one date, or this and every later one."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.jobs.recurrence import Plan, moving, occurrences, splitting
from bot.when.instants import instant_of
from cogs.events.kept import changes_between, details_as_json
from cogs.events.planning import Planning, row_of
from cogs.events.plans import AGAIN, POST, notice_plan, post_plan
from cogs.events.records import Change, Details, Event, Occasion, Occurrence
from cogs.events.seats.store import SeatStore
from cogs.events.store import occasion_of

TAKEN = (
    "The training had a date at that very time, which is over or was cancelled. Choose another "
    "time, even a minute later, or plan a new training."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a training is to be.

    Attributes:
        details: What is said of it.
        instead: One date's new wall time, in the zone of the plan; None leaves it.
        plan: All later dates from now on; None leaves them.
        channel_id: Where the next posts go; `role_id` is mentioned in them.
        hosts: Who hosts it; empty leaves them.
        ladder: How long before the start those going are reminded; None leaves it.
    """

    details: Details
    instead: datetime | None = None
    plan: Plan | None = None
    channel_id: int | None = None
    role_id: int | None = None
    hosts: tuple[int, ...] = ()
    ladder: tuple[timedelta, ...] | None = None


class Changing:
    """Edits rows and plans what follows: posts, notices, seats, other parts."""

    def __init__(self, planning: Planning, seats: SeatStore) -> None:
        self._planning = planning
        self._store = planning.store
        self._seats = seats
        self._house = planning.house

    async def edit_date(self, event: Event, planned: datetime, wanted: Wanted) -> Event:
        """Change one date; the others stay as they are.

        Raises:
            InvalidInputError: There is no such date, or another at the new time.
        """
        async with self._house.storage.write() as connection:
            locked = await self._planning.locked(connection, event)
            plan = locked.plan
            if wanted.instead is not None:
                plan = moving(plan, planned, wanted.instead)
            kept = self._next_version(replace(locked, plan=plan))
            await self._store.save(connection, kept)
            row = await self._store.row_for(connection, row_of(kept, planned))
            before = occasion_of(locked, row)
            after = occasion_of(kept, self._changed_date(kept, before, wanted))
            await self._store.save_occurrence(connection, after.occurrence)
            await self.follow(connection, before, after)
        self._planning.directory.put(kept)
        return kept

    async def edit_all(self, event: Event, planned: datetime, wanted: Wanted) -> Event:
        """Change this date and every later one. What was before stays as it was.

        Where other dates come before this one, the later ones become a training of their own.
        """
        async with self._house.storage.write() as connection:
            locked = await self._planning.locked(connection, event)
            before, later = splitting(locked.plan, planned)
            shortened = None if before is None else replace(locked, plan=before)
            if shortened and await self._planning.takes_place_in(connection, shortened):
                kept = await self._split(connection, shortened, later, wanted)
            else:
                kept = await self._edit_rest(connection, locked, planned, wanted)
        for each in (event, kept):
            if (found := await self._store.event(each.guild_id, each.id)) is not None:
                self._planning.directory.put(found)
        return kept

    async def follow(self, within: AsyncConnection, before: Occasion, after: Occasion) -> None:
        """Plan what follows from a change of a date that members can sign up for."""
        if not after.occurrence.opened or after.is_cancelled:
            return
        now = self._house.clock.now()
        # The post is brought up to date by this as well.
        await self._seats.settle(within, after, now)
        if before.event.channel_id != after.event.channel_id:
            await self._post_elsewhere(within, after)
        moved = before.occurrence.starts != after.occurrence.starts
        change = Change.MOVED if moved else Change.EDITED
        await self._planning.followers.changed(within, after, change)
        if moved or before.details.place != after.details.place:
            counts = await self._seats.counts_in(within, after)
            if counts.going:
                plan = notice_plan(after, "moved" if moved else "place", now)
                await self._house.jobs.schedule(plan, within=within)
        replanned = before.event.plan != after.event.plan
        if replanned or before.occurrence.ends != after.occurrence.ends:
            await self._planning.plan_next(within, after, due=after.occurrence.ends)

    async def _post_elsewhere(self, within: AsyncConnection, occasion: Occasion) -> None:
        """Post in the new channel what is not posted (any more) in the old one."""
        jobs, event = self._house.jobs, occasion.event
        if occasion.occurrence.post is not None:
            return
        for kind in (POST, AGAIN):
            key = str(occasion.occurrence.id)
            await jobs.cancel_key(event.guild_id, kind, key, within=within)
        await jobs.schedule(post_plan(occasion, self._house.clock.now()), within=within)

    # --- how --------------------------------------------------------------------------------------

    def _changed_date(self, event: Event, before: Occasion, wanted: Wanted) -> Occurrence:
        row = before.occurrence
        changes = {**row.changes, **changes_between(before.details, wanted.details)}
        starts = row.starts
        if wanted.instead is not None:
            starts = instant_of(wanted.instead, ZoneInfo(event.plan.zone))
        return replace(row, changes=changes, starts=starts, ends=starts + wanted.details.length)

    async def _edit_rest(
        self, within: AsyncConnection, locked: Event, planned: datetime, wanted: Wanted
    ) -> Event:
        """Nothing is left before this date: the training itself changes."""
        rows = await self._store.occurrences_in(within, locked)
        kept = self._next_version(self._as_wanted(locked, wanted))
        await self._store.save(within, kept)
        changed = changes_between(locked.details, wanted.details)
        for row in await self._still_counting(within, locked, rows, planned, wanted):
            after = self._rest(kept, row, wanted, changed)
            if any(other.planned == after.planned for other in rows if other.id != row.id):
                raise InvalidInputError(TAKEN)
            await self._store.save_occurrence(within, after)
            await self.follow(within, occasion_of(locked, row), occasion_of(kept, after))
        return kept

    async def _still_counting(
        self,
        within: AsyncConnection,
        locked: Event,
        rows: list[Occurrence],
        planned: datetime,
        wanted: Wanted,
    ) -> list[Occurrence]:
        """The rows that change with the series; edits of dates that are gone are taken off."""
        now, still = self._house.clock.now(), list[Occurrence]()
        for row in tuple(rows):
            if row.ends <= now:
                await self._freeze(within, occasion_of(locked, row))
            elif row.planned == planned or wanted.plan is None:
                still.append(row)
            elif not row.opened:
                await self._store.drop_occurrence(within, row)
                rows.remove(row)
        return still

    async def _split(
        self, within: AsyncConnection, before: Event, later: Plan, wanted: Wanted
    ) -> Event:
        """Dates before this one are left: what comes from here on is a training of its own."""
        shortened = self._next_version(before)
        await self._store.save(within, shortened)
        now = self._house.clock.now()
        made = replace(self._as_wanted(replace(before, plan=later), wanted), sequence=0)
        kept = await self._store.add(within, replace(made, created_at=now, changed_at=now))
        changed = changes_between(before.details, wanted.details)
        for row in await self._store.occurrences_in(within, before):
            if row.planned < later.starts or row.opened:
                continue
            if wanted.plan is None:
                moved = replace(self._rest(kept, row, wanted, changed), event_id=kept.id)
                await self._store.save_occurrence(within, moved)
            else:
                await self._store.drop_occurrence(within, row)
        await self._planning.followers.split(within, shortened, kept)
        await self._planning.begin_later(within, kept, after=shortened)
        return kept

    async def _freeze(self, within: AsyncConnection, past: Occasion) -> None:
        """What is over keeps what was said of it then."""
        frozen = replace(past.occurrence, changes=details_as_json(past.details))
        await self._store.save_occurrence(within, frozen)

    def _rest(
        self, event: Event, row: Occurrence, wanted: Wanted, changed: Collection[str]
    ) -> Occurrence:
        """A coming date after all were changed: as the others where they were changed."""
        changes = {name: value for name, value in row.changes.items() if name not in changed}
        after = replace(row, changes=changes)
        if wanted.plan is not None:
            first = occurrences(event.plan, self._house.clock.now(), 1)[0]
            after = replace(after, planned=first.planned, starts=first.starts)
        return replace(after, ends=after.starts + occasion_of(event, after).details.length)

    def _as_wanted(self, event: Event, wanted: Wanted) -> Event:
        return replace(
            event,
            details=wanted.details,
            plan=wanted.plan or event.plan,
            channel_id=wanted.channel_id or event.channel_id,
            role_id=wanted.role_id or event.role_id,
            hosts=wanted.hosts or event.hosts,
            ladder=event.ladder if wanted.ladder is None else wanted.ladder,
        )

    def _next_version(self, event: Event) -> Event:
        now = self._house.clock.now()
        return replace(event, sequence=event.sequence + 1, changed_at=now)
