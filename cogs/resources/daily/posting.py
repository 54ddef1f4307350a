"""The job that posts a day's resource: decided in rows, posted once, followed by the next."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.records import Sent
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, State
from bot.ui.panels import Panel
from bot.when.wording import short_day
from cogs.resources.daily import views
from cogs.resources.daily.book import KIND, Book, planned_time
from cogs.resources.daily.records import BEGUN, DailyPlan, Day, DayState
from cogs.resources.daily.rules import decide
from cogs.resources.daily.stocks import Pool
from cogs.resources.daily.timing import local_day

if TYPE_CHECKING:
    from bot.jobs.run import Run

POST, THREAD = "post", "thread"
NOTHING_FITS = (
    "Nothing is left that could be posted: the plan's topics and kinds, and what this server shows "
    "of what nobody here has reviewed, leave no resource for this day. Review some (`/review "
    "queue`), or plan it with more topics and kinds (`/daily schedule`), then press *Post now*."
)
GONE = (
    "The resource was taken out of the catalogue while I posted it, so I stopped. If you can see "
    "that it arrived, press *Skip*."
)
UNPOSTED = {State.CANCELLED: DayState.SKIPPED, State.SKIPPED: DayState.SKIPPED}
# Each job says itself until when: the end of its local day.
LONGEST_DAY = timedelta(hours=25)


class Posting:
    """Posts, and sees to it that the next post is planned."""

    def __init__(self, book: Book, pool: Pool) -> None:
        self._book = book
        self._pool = pool

    @property
    def kind(self) -> JobKind:
        """The kind of its jobs."""
        return JobKind(KIND, self.post, grace=LONGEST_DAY, title=title_of, ended=self.ended)

    async def post(self, run: "Run") -> None:
        """Post the day's resource, and open its thread where the plan has one."""
        found = await self._decided(run)
        if found is None:
            return
        plan, day = found
        if day.instead_of is not None:
            run.remarks.append(
                f"“{day.instead_of}” was planned for this day and was withdrawn, so I posted "
                f"“{day.title}” instead."
            )
        panel = self._panel(run, plan, day)
        role_id = plan.choices.role_id
        roles = () if role_id is None else (role_id,)
        sent = await run.delivery.send(POST, plan.choices.channel_id, panel, roles=roles)
        if plan.choices.thread:
            await run.delivery.open_thread(THREAD, sent, day.title)

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Write down what the day brought, and plan the next in the same transaction."""
        guild_id, planned = _server(job), planned_time(job.payload)
        await self._book.join(within, guild_id)
        store = self._book.store
        day = await store.day(within, guild_id, planned.date())
        if day is not None and day.job_id in (None, job.id):
            await store.keep_days(within, guild_id, [_after(day, job, state)])
        plan = await store.plan(within, guild_id)
        if plan is None or plan.head != planned:
            # Another plan, a pause, or a day that was posted later: the next one is planned.
            return
        # Its own job is over, or waits for somebody's decision: nothing is to be called off.
        over = replace(plan, head=None)
        plan = await self._book.replan(within, guild_id, over, after=job.due_at, by=job.planned_by)
        await self._book.settle(within, guild_id, plan)

    async def _decided(self, run: "Run") -> tuple[DailyPlan, Day] | None:
        """What this job posts, from its rows; None where the plan is gone or the day has its post.

        Another plan may have come meanwhile: then the day is posted as that one says.
        """
        job, guild_id, store = run.job, _server(run.job), self._book.store
        day_of_job = planned_time(job.payload).date()
        async with self._book.turn(guild_id) as within:
            plan = await store.plan(within, guild_id)
            day = await store.day(within, guild_id, day_of_job)
            has_its_post = day is not None and day.state in BEGUN and day.job_id != job.id
            if plan is None or has_its_post:
                return None
            if day is None or not run.has_begun:
                # Once it was tried it may be there for all to see: then it stays as it is.
                day = await self._chosen(within, guild_id, plan, day_of_job)
                day = replace(day, state=DayState.POSTING, job_id=job.id)
                await store.keep_days(within, guild_id, [day])
        return plan, day

    async def _chosen(
        self, within: AsyncConnection, guild_id: int, plan: DailyPlan, day: date
    ) -> Day:
        """What the day brings, as `/daily upcoming` showed unless that was withdrawn."""
        days = await self._book.store.recent_days(within, guild_id)
        stock = self._book.stocks.of(guild_id, plan.choices.wishes)
        chosen = decide(stock, days, day, self._book.chance)
        if chosen is None:
            raise CannotWorkError(NOTHING_FITS)
        return chosen

    def _panel(self, run: "Run", plan: DailyPlan, day: Day) -> Panel:
        guild_id = _server(run.job)
        resource = self._pool.resource(guild_id, day.slug)
        if resource is None:
            raise CannotWorkError(GONE)
        return views.post_panel(
            resource,
            self._pool.standing(guild_id, resource),
            today=local_day(run.clock.now(), plan.recurrence.zone),
            role_id=plan.choices.role_id,
        )


def title_of(job: Job) -> str:
    """What a job is, for people."""
    return f"Resource of the day, {short_day(planned_time(job.payload).date())}"


def _after(day: Day, job: Job, state: State) -> Day:
    """How a day stands once its job ended."""
    step = job.steps.get(POST)
    if step is not None and step.done:
        sent = Sent.of_json(step.value)
        return replace(
            day,
            state=DayState.POSTED,
            job_id=job.id,
            channel_id=sent.channel_id,
            message_id=sent.message_id,
        )
    return replace(day, state=UNPOSTED.get(state, DayState.MISSED), job_id=job.id)


def _server(job: Job) -> int:
    if job.guild_id is None:
        raise LookupError("a resource of the day belongs to a server")
    return job.guild_id
