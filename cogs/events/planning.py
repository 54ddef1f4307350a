"""Planning a training: its rows and the jobs that follow from them, in one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError
from bot.feature import House
from bot.jobs.recurrence import is_planned
from bot.when.instants import instant_of
from cogs.events.directory import Directory
from cogs.events.following import Followers
from cogs.events.kept import confirmed
from cogs.events.plans import NEXT, handed_plan, next_plan, post_plan
from cogs.events.records import Change, Event, Occasion, Occurrence, Status
from cogs.events.rules import MOST_HOSTS, later_ones, over_at
from cogs.events.showing import Showing
from cogs.events.store import EventStore, occasion_of

Changed = Callable[[Event], Event]
Then = Callable[[AsyncConnection, Event], Awaitable[None]]


class Planning:
    """Plans trainings, and opens their dates one after the other.

    A date is opened (posted, and members can sign up) when the one before it is over, so that each
    training has one post at a time that counts.
    """

    def __init__(
        self,
        house: House,
        store: EventStore,
        showing: Showing,
        followers: Followers,
        directory: Directory,
    ) -> None:
        self.house = house
        self.store = store
        self.showing = showing
        self.followers = followers
        self.directory = directory

    async def create(self, within: AsyncConnection, event: Event) -> Occasion:
        """Keep a new training and open its first date, in the caller's transaction.

        Its post is on its way. `directory.put` the training once that is committed.

        Raises:
            InvalidInputError: It has no date that is still to come.
        """
        kept = await self.store.add(within, event)
        occasion = await self.open_in(within, kept)
        if occasion is None:
            raise InvalidInputError("That training has no date that is still to come.")
        return occasion

    async def open_next(self, guild_id: int, event_id: int) -> None:
        """Open the next date of a training, if there is one; doing it twice is once."""
        async with self.house.storage.write() as connection:
            event = await self.store.event_in(connection, guild_id, event_id)
            if event is not None and event.status is Status.PLANNED:
                await self.open_in(connection, event)

    async def open_in(self, within: AsyncConnection, event: Event) -> Occasion | None:
        """Open the first date that is neither over nor called off; None where there is none."""
        now = self.house.clock.now()
        for date in later_ones(event.plan, now - event.details.length):
            row = await self.store.row_for(within, row_of(event, date.planned))
            if row.opened and row.status is Status.PLANNED and row.ends > now:
                return occasion_of(event, row)
            if row.status is Status.PLANNED and row.ends > now:
                return await self._open(within, event, row)
        return None

    async def _open(self, within: AsyncConnection, event: Event, row: Occurrence) -> Occasion:
        opened = replace(row, opened=True)
        await self.store.save_occurrence(within, opened)
        occasion = occasion_of(event, opened)
        await self.house.jobs.schedule(post_plan(occasion, self.house.clock.now()), within=within)
        await self.plan_next(within, occasion, due=opened.ends)
        await self.followers.changed(within, occasion, Change.OPENED)
        return occasion

    async def plan_next(
        self, within: AsyncConnection, occasion: Occasion, *, due: datetime
    ) -> None:
        """Open the date after this one, if there is one, at `due` and at no other time."""
        event = occasion.event
        jobs, key = self.house.jobs, str(event.id)
        await jobs.cancel_key(event.guild_id, NEXT, key, within=within)
        starts = occasion.occurrence.starts
        if next(later_ones(event.plan, starts), None) is None:
            return
        plan = next_plan(
            event.guild_id,
            event.id,
            due=due,
            after=starts,
            title=event.details.title,
            by=event.planned_by,
        )
        await jobs.schedule(plan, within=within)

    async def begin_later(self, within: AsyncConnection, event: Event, *, after: Event) -> None:
        """Open a training once another, whose later part it was, has had its last date."""
        last = over_at(after.plan, after.details.length) or self.house.clock.now()
        plan = next_plan(
            event.guild_id,
            event.id,
            due=last,
            after=last,
            title=event.details.title,
            by=event.planned_by,
        )
        await self.house.jobs.schedule(plan, within=within)

    async def hand_over(self, event: Event, giver: int, taker: int) -> Event:
        """Let somebody else answer for a training, and host it in the place of who gives it."""

        def changed(event: Event) -> Event:
            hosts = [taker if host == giver else host for host in event.hosts]
            if taker not in hosts:
                hosts = [taker, *hosts][:MOST_HOSTS]
            return replace(event, planned_by=taker, hosts=tuple(dict.fromkeys(hosts)))

        async def tell(within: AsyncConnection, kept: Event) -> None:
            if taker != giver:
                plan = handed_plan(kept, giver, taker, self.house.clock.now())
                await self.house.jobs.schedule(plan, within=within)

        return await self._change(event, changed, tell)

    async def confirm_ce(self, event: Event) -> Event:
        """Note that a moderator saw to the CE claim."""
        return await self._change(event, lambda e: replace(e, details=confirmed(e.details)))

    async def _change(self, event: Event, changed: Changed, then: Then | None = None) -> Event:
        """Change what is said of a training as a whole, and let its posts show it."""
        async with self.house.storage.write() as connection:
            locked = await self.locked(connection, event)
            kept = changed(locked)
            await self.store.save(connection, kept)
            for row in await self.coming_in(connection, kept):
                occasion = occasion_of(kept, row)
                await self.showing.outdated(connection, occasion)
                await self.followers.changed(connection, occasion, Change.EDITED)
            if then is not None:
                await then(connection, kept)
        self.directory.put(kept)
        return kept

    async def occasion_at(self, event: Event, planned: datetime) -> Occasion:
        """A date of a training as it is now, whether it has a row or not.

        Raises:
            InvalidInputError: The training has no such date.
        """
        for row in await self.store.occurrences_of(event):
            if row.planned == planned:
                return occasion_of(event, row)
        if not is_planned(event.plan, planned):
            raise InvalidInputError("That is no date of this training. Pick a suggested one.")
        return occasion_of(event, row_of(event, planned))

    async def locked(self, within: AsyncConnection, event: Event) -> Event:
        """The training as it is now; nobody else changes it until the end.

        Raises:
            NotFoundError: It is not there any more, or cancelled.
        """
        found = await self.store.event_in(within, event.guild_id, event.id)
        if found is None or found.status is Status.CANCELLED:
            raise NotFoundError("That training is cancelled already, or not there any more.")
        return found

    async def takes_place_in(self, within: AsyncConnection, event: Event) -> bool:
        """Whether any date of its plan is still to come that was not called off."""
        rows = await self.store.occurrences_in(within, event)
        cancelled = {row.planned for row in rows if row.status is Status.CANCELLED}
        since = self.house.clock.now() - event.details.length
        return any(date.planned not in cancelled for date in later_ones(event.plan, since))

    async def coming_in(self, within: AsyncConnection, event: Event) -> list[Occurrence]:
        """The dates that members can sign up for."""
        now = self.house.clock.now()
        rows = await self.store.occurrences_in(within, event)
        return [r for r in rows if r.opened and r.ends > now and r.status is Status.PLANNED]


def row_of(event: Event, planned: datetime) -> Occurrence:
    """A date of a training, for where it has no row yet."""
    starts = instant_of(dict(event.plan.moved).get(planned, planned), ZoneInfo(event.plan.zone))
    ends = starts + event.details.length
    return Occurrence(0, event.guild_id, event.id, planned, starts, ends)
