"""What organisers decide about the resource of the day, each in one transaction with its job."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError, NotSetUpError
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.jobs.records import State
from bot.jobs.recurrence import plan_wording
from bot.when.wording import day_wording, short_day
from cogs.resources.daily.book import Book, taken_of
from cogs.resources.daily.records import Ahead, DailyPlan, Day, DayState, Stock
from cogs.resources.daily.rules import another, may_come, round_on
from cogs.resources.daily.timing import in_zone, is_post_day, local_day

NO_PLAN = "No resource of the day is planned here yet. Begin with `/daily schedule`."
CHANGED = "The plan was changed meanwhile. See how it stands with `/daily upcoming`."


class Planning:
    """Changes the plan of a server, and the days that are ahead."""

    def __init__(self, book: Book, guilds: GuildSettings) -> None:
        self._book = book
        self._guilds = guilds

    async def plan(self, guild_id: int) -> DailyPlan | None:
        """The server's plan; None where it has none."""
        async with self._book.reading() as within:
            return await self._book.store.plan(within, guild_id)

    async def ahead(self, guild_id: int) -> Ahead:
        """The plan and its next seven posts, as they will be posted.

        Raises:
            NotSetUpError: There is no plan.
        """
        async with self._book.turn(guild_id) as within:
            plan = await self._there(within, guild_id)
            return await self._book.settle(within, guild_id, plan)

    async def glance(self, guild_id: int, count: int) -> Ahead | None:
        """The next posts as far as they are chosen; None where there is no plan."""
        async with self._book.reading() as within:
            plan = await self._book.store.plan(within, guild_id)
            if plan is None:
                return None
            return await self._book.look(within, guild_id, plan, count)

    async def today(self, guild_id: int, now: datetime) -> str | None:
        """The slug of what was posted on this local day; None where nothing was (yet)."""
        async with self._book.reading() as within:
            plan = await self._book.store.plan(within, guild_id)
            if plan is None:
                return None
            today = local_day(now, plan.recurrence.zone)
            found = await self._book.store.day(within, guild_id, today)
        return found.slug if found is not None and found.state is DayState.POSTED else None

    # --- the plan ---------------------------------------------------------------------------------

    async def pause(self, guild_id: int, until: datetime | None, *, by: int) -> Ahead:
        """Post nothing until an instant (aware), or until somebody resumes it.

        Raises:
            NotSetUpError: There is no plan.
        """
        async with self._book.turn(guild_id) as within:
            plan = replace(await self._there(within, guild_id), paused_until=until)
            if until is not None:
                plan = await self._book.replan(within, guild_id, plan, after=until, by=by)
            else:
                await self._book.call_off(within, guild_id, plan)
                plan = replace(plan, head=None)
                await self._book.store.keep_plan(within, guild_id, plan)
            return await self._book.settle(within, guild_id, plan)

    async def resume(self, guild_id: int, *, by: int) -> Ahead:
        """Go on with the next day that is still to come.

        Raises:
            NotSetUpError: There is no plan.
            InvalidInputError: It is not paused.
        """
        async with self._book.turn(guild_id) as within:
            plan, now = await self._there(within, guild_id), self._book.clock.now()
            if not plan.is_paused and (plan.paused_until is None or plan.paused_until <= now):
                raise InvalidInputError("It is not paused; see `/daily upcoming`.")
            plan = replace(plan, paused_until=None)
            plan = await self._book.replan(within, guild_id, plan, after=now, by=by)
            return await self._book.settle(within, guild_id, plan)

    async def stop(self, guild_id: int, serial: int) -> None:
        """End a plan for good, with what it missed; what was posted stays known.

        Raises:
            NotSetUpError: There is no plan.
            InvalidInputError: It is another plan by now.
        """
        async with self._book.turn(guild_id) as within:
            plan = await self._same(within, guild_id, serial)
            await self._book.call_off(within, guild_id, plan)
            await self._drop_missed(within, guild_id)
            await self._book.store.drop_plan(within, guild_id)

    async def move_zone(self, guild_id: int, serial: int, *, by: int) -> Ahead:
        """Post at the same time of day, but by the clocks of the server's zone.

        Raises:
            NotSetUpError: There is no plan.
            InvalidInputError: It is another plan by now, or the server has no zone.
        """
        zone = self._guilds.get(guild_id, ServerSettings).zone
        if zone is None:
            raise InvalidInputError("This server has no time zone; set one with `/settings set`.")
        async with self._book.turn(guild_id) as within:
            plan = await self._same(within, guild_id, serial)
            plan = replace(plan, recurrence=in_zone(plan.recurrence, zone))
            if not plan.is_paused:
                now = self._book.clock.now()
                after = max(now, plan.paused_until or now)
                plan = await self._book.replan(within, guild_id, plan, after=after, by=by)
            else:
                await self._book.store.keep_plan(within, guild_id, plan)
            return await self._book.settle(within, guild_id, plan)

    # --- days -------------------------------------------------------------------------------------

    async def pin(self, guild_id: int, day: date, slug: str) -> Ahead:
        """Post this resource on this day, whatever was chosen for it.

        Raises:
            NotSetUpError: There is no plan.
            InvalidInputError: Nothing is posted on that day, or not this.
        """
        async with self._book.turn(guild_id) as within:
            plan = await self._there(within, guild_id)
            days = await self._book.store.recent_days(within, guild_id)
            stock = self._book.stocks.of(guild_id, plan.choices.wishes)
            self._require_open(plan, days.get(day), day)
            resource = stock.resources.get(slug)
            if resource is None or not may_come(resource, day):
                raise InvalidInputError(_why_not(stock, slug, day))
            number = round_on(days.values(), day)
            days[day] = Day(day, slug, resource.title, number, pinned=True)
            elsewhere = [
                each
                for each in days.values()
                if each.slug == slug and each.state is DayState.PLANNED and not each.pinned
            ]
            await self._book.store.keep_days(within, guild_id, [days[day]])
            # It would come twice within a few days: the other day gets another.
            await self._book.store.drop_days(within, guild_id, [each.day for each in elsewhere])
            return await self._book.settle(within, guild_id, plan)

    async def swap(self, guild_id: int, day: date) -> Ahead:
        """Give one of the next days another resource, by the rules.

        Raises:
            NotSetUpError: There is no plan.
            InvalidInputError: It is none of the next days.
            NotFoundError: Nothing else fits that day.
        """
        async with self._book.turn(guild_id) as within:
            plan = await self._there(within, guild_id)
            ahead = await self._book.settle(within, guild_id, plan)
            swapped = next((c.day for c in ahead.coming if c.day and c.day.day == day), None)
            if swapped is None:
                raise InvalidInputError(
                    "That is none of the next days with a resource. Pick one of those that "
                    "`/daily upcoming` shows."
                )
            days = await self._book.store.recent_days(within, guild_id)
            chosen = another(ahead.stock, days.values(), swapped, self._book.chance)
            if chosen is None:
                raise NotFoundError("Nothing else fits that day. You can pin one: `/daily pin`.")
            await self._book.store.keep_days(within, guild_id, [chosen])
            return await self._book.settle(within, guild_id, plan)

    # --- how --------------------------------------------------------------------------------------

    async def _there(self, within: AsyncConnection, guild_id: int) -> DailyPlan:
        plan = await self._book.store.plan(within, guild_id)
        if plan is None:
            raise NotSetUpError(NO_PLAN)
        return plan

    async def _same(self, within: AsyncConnection, guild_id: int, serial: int) -> DailyPlan:
        plan = await self._there(within, guild_id)
        if plan.serial != serial:
            raise InvalidInputError(CHANGED)
        return plan

    async def _drop_missed(self, within: AsyncConnection, guild_id: int) -> None:
        """What was missed waits for a decision, which nobody needs any more."""
        now, jobs = self._book.clock.now(), self._book.jobs.store
        for day in (await self._book.store.recent_days(within, guild_id)).values():
            if day.state is DayState.MISSED and day.job_id is not None:
                why = "The resource of the day was stopped."
                await jobs.close(within, day.job_id, State.CANCELLED, at=now, reason=why)

    def _require_open(self, plan: DailyPlan, known: Day | None, day: date) -> None:
        today = local_day(self._book.clock.now(), plan.recurrence.zone)
        if day < today:
            raise InvalidInputError(f"{short_day(day)} is past. Choose a day that is to come.")
        if known is not None and taken_of({day: known}):
            raise InvalidInputError(f"The resource of {short_day(day)} was posted already.")
        if not is_post_day(plan.recurrence, day):
            raise InvalidInputError(
                f"Nothing is posted on {short_day(day)}: the plan posts "
                f"{plan_wording(plan.recurrence)}."
            )


def _why_not(stock: Stock, slug: str, day: date) -> str:
    resource = stock.resources.get(slug)
    if resource is None:
        return (
            "I can't post that one here: it is not in this server's catalogue, or nobody here has "
            "reviewed it. Please pick one of those that are suggested."
        )
    if resource.link_dead_since is not None:
        return f"Its link has been dead since {day_wording(resource.link_dead_since)}."
    if resource.not_before is not None and day < resource.not_before:
        return f"It is not to be posted before {day_wording(resource.not_before)}."
    return f"It is not to be posted after {day_wording(resource.not_after or day)}."
