"""The plan of a server and its days, kept in step with the one job that posts next."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.jobs.records import Plan as JobPlan
from bot.jobs.recurrence import Occurrence
from bot.storage.statements import take_turns
from cogs.resources.daily.records import BEGUN, Ahead, Coming, DailyPlan, Day, DayState
from cogs.resources.daily.rules import DAYS_AHEAD, fill, still_holds
from cogs.resources.daily.stocks import Stocks
from cogs.resources.daily.store import DailyStore
from cogs.resources.daily.timing import (
    first_after,
    from_head,
    is_post_day,
    late_until,
    local_day,
    next_posts,
)

KIND = "daily.post"


class Book:
    """What every change of a plan goes through; each method works within a `turn`."""

    def __init__(self, house: House, stocks: Stocks) -> None:
        self.store = DailyStore(house.storage)
        self.stocks = stocks
        self.clock = house.clock
        self.chance = house.chance
        self.jobs = house.jobs
        self._storage = house.storage

    @asynccontextmanager
    async def turn(self, guild_id: int) -> AsyncGenerator[AsyncConnection]:
        """A transaction in which nobody else changes the plan or the days of a server."""
        async with self._storage.write() as connection:
            await self.jobs.store.hold(connection, guild_id, KIND)
            await self.join(connection, guild_id)
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection]:
        """A look, which changes nothing and keeps nobody waiting."""
        async with self._storage.read() as connection:
            yield connection

    async def join(self, within: AsyncConnection, guild_id: int) -> None:
        """Make a transaction that ends a job such a turn."""
        await take_turns(within, KIND, guild_id)

    async def settle(self, within: AsyncConnection, guild_id: int, plan: DailyPlan) -> Ahead:
        """See to it that the next seven are chosen, and give them."""
        days = await self.store.recent_days(within, guild_id)
        posts = self._posts(plan, days, DAYS_AHEAD)
        wanted = [post.planned.date() for post in posts]
        today = local_day(self.clock.now(), plan.recurrence.zone)
        stale = _stale(days, plan, wanted, today)
        await self.store.drop_days(within, guild_id, stale)
        days = {day: each for day, each in days.items() if day not in stale}
        stock = self.stocks.of(guild_id, plan.choices.wishes)
        changed = fill(stock, days, wanted, self.chance)
        await self.store.keep_days(within, guild_id, changed)
        days |= {each.day: each for each in changed}
        empty = [day for day in wanted if day in days and not still_holds(stock, days[day])]
        await self.store.drop_days(within, guild_id, empty)
        days = {day: each for day, each in days.items() if day not in empty}
        coming = tuple(Coming(post, _planned(days, post)) for post in posts)
        return Ahead(plan, coming, stock)

    async def look(
        self, within: AsyncConnection, guild_id: int, plan: DailyPlan, count: int
    ) -> Ahead:
        """The next posts with what is chosen for them so far; changes nothing."""
        days = await self.store.recent_days(within, guild_id)
        posts = self._posts(plan, days, count)
        stock = self.stocks.of(guild_id, plan.choices.wishes)
        return Ahead(plan, tuple(Coming(post, _planned(days, post)) for post in posts), stock)

    async def replan(
        self,
        within: AsyncConnection,
        guild_id: int,
        plan: DailyPlan,
        *,
        after: datetime,
        by: int | None,
    ) -> DailyPlan:
        """Keep a plan whose next post is the first after an instant, as a job.

        Args:
            within: A turn.
            guild_id: The server.
            plan: As it is to be; whatever job its `head` names is called off.
            after: Aware.
            by: Who is told where no operations channel is.
        """
        await self.call_off(within, guild_id, plan)
        days = await self.store.recent_days(within, guild_id)
        post = first_after(plan.recurrence, after, taken_of(days))
        plan = replace(plan, head=None if post is None else post.planned)
        await self.store.keep_plan(within, guild_id, plan)
        if post is not None:
            # A missed one of the same time, which waits for a decision, would be in its way.
            await self.call_off(within, guild_id, plan)
            await self.jobs.schedule(_job(guild_id, plan, post, by), within=within)
        return plan

    async def call_off(self, within: AsyncConnection, guild_id: int, plan: DailyPlan) -> None:
        """Call off the job of a plan's next post; one that is being posted goes on."""
        if plan.head is not None:
            key = key_of(plan.head)
            await self.jobs.cancel_key(guild_id, KIND, key, within=within)

    def _posts(self, plan: DailyPlan, days: Mapping[date, Day], count: int) -> Sequence[Occurrence]:
        """The next posts; of a paused plan, as if it were resumed now."""
        now = self.clock.now()
        after = now if plan.head is None else from_head(plan.recurrence, plan.head)
        return next_posts(plan.recurrence, after, count, taken_of(days))


def key_of(planned: datetime) -> str:
    """What names the post of a naive wall time among the jobs of a server."""
    return planned.isoformat()


def taken_of(days: Mapping[date, Day]) -> set[date]:
    """The days that have their post already."""
    return {day for day, each in days.items() if each.state in BEGUN}


def planned_time(payload: Mapping[str, Any]) -> datetime:
    """The naive wall time of the post that a job is for."""
    return datetime.fromisoformat(payload["planned"])


def _job(guild_id: int, plan: DailyPlan, post: Occurrence, by: int | None) -> JobPlan:
    return JobPlan(
        KIND,
        key_of(post.planned),
        post.starts,
        guild_id=guild_id,
        payload={"planned": post.planned.isoformat()},
        channel_id=plan.choices.channel_id,
        planned_by=by,
        late_until=late_until(post, plan.recurrence.zone),
    )


def _planned(days: Mapping[date, Day], post: Occurrence) -> Day | None:
    found = days.get(post.planned.date())
    return found if found is not None and found.state is DayState.PLANNED else None


def _stale(
    days: Mapping[date, Day], plan: DailyPlan, wanted: list[date], today: date
) -> list[date]:
    """What was chosen for days on which nothing will be posted."""
    return [
        day
        for day, each in days.items()
        if each.state is DayState.PLANNED
        and day not in wanted
        and not (each.pinned and day > today and is_post_day(plan.recurrence, day))
    ]
