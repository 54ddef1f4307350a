"""The steps of a training's ladder: each mentions those who come, once."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan, State
from bot.jobs.run import Run
from cogs.events.plans import place_of_notices, title_of
from cogs.events.records import Change, Occasion
from cogs.events.reminders import views
from cogs.events.reminders.records import Delivered, What
from cogs.events.reminders.rules import amounts_to, late_until, moments_of, next_step
from cogs.events.reminders.store import ReminderStore
from cogs.events.reminders.telling import mention
from cogs.events.store import EventStore

REMINDER = "events.reminder"


class Ladder:
    """Plans one step at a time: each plans the next as it ends.

    So there is one job to cancel, whatever the ladder was when it was planned; which step it is
    follows from when it is due.
    """

    def __init__(self, house: House, events: EventStore, store: ReminderStore) -> None:
        self._house = house
        self._events = events
        self._store = store

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The next step."""
        return (
            JobKind(
                REMINDER,
                self.remind,
                grace=timedelta(minutes=15),
                title=lambda job: f"Reminder of {title_of(job)}",
                ended=self.ended,
                post_now=False,
            ),
        )

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Begin the ladder, begin it anew, or end it."""
        if change in (Change.MOVED, Change.CANCELLED):
            guild_id, key = occasion.event.guild_id, str(occasion.occurrence.id)
            await self._house.jobs.cancel_key(guild_id, REMINDER, key, within=within)
        if not occasion.is_cancelled and (plan := self._next(occasion, self._now)) is not None:
            await self._house.jobs.schedule_no_later(plan, within=within)

    async def remind(self, run: Run) -> None:
        """Mention those who came in time for this step; who they are is decided once."""
        guild_id, job = run.job.guild_id or 0, run.job
        occasion = await self._events.occasion(guild_id, job.payload["occurrence"])
        if occasion is None or occasion.is_cancelled:
            return
        if not run.has_begun and job.due_at not in _moments(occasion):
            return

        async def going() -> list[int]:
            return await self._store.going(guild_id, occasion.occurrence.id, job.due_at)

        members: list[int] = await run.note("members", going)
        await mention(
            run,
            "part",
            occasion,
            members,
            lambda some: views.reminder_panel(occasion, job.due_at, some),
        )

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Note what it amounted to, and plan the next step."""
        guild_id, occurrence_id = job.guild_id or 0, int(job.payload["occurrence"])
        occasion = await self._store.occasion_in(within, guild_id, occurrence_id)
        if occasion is None:
            return
        was_a_step = job.due_at in _moments(occasion)
        if "members" in job.steps or (was_a_step and state is not State.DONE):
            await self._store.note(within, occasion, _delivered(job, state))
        if occasion.is_cancelled:
            return
        # A step of a start or ladder that holds no longer says nothing of what comes next.
        after = job.due_at if was_a_step else self._now
        if (plan := self._next(occasion, after)) is not None:
            await self._house.jobs.schedule(plan, within=within)

    @property
    def _now(self) -> datetime:
        return self._house.clock.now()

    def _next(self, occasion: Occasion, after: datetime) -> Plan | None:
        starts, ladder = occasion.occurrence.starts, occasion.event.ladder
        due = next_step(ladder, starts, after=after, now=self._now)
        if due is None:
            return None
        return Plan(
            REMINDER,
            str(occasion.occurrence.id),
            due,
            guild_id=occasion.event.guild_id,
            payload={
                "event": occasion.event.id,
                "occurrence": occasion.occurrence.id,
                "title": occasion.details.title,
            },
            channel_id=place_of_notices(occasion),
            planned_by=occasion.event.planned_by,
            late_until=late_until(_moments(occasion), due, starts),
        )


def _moments(occasion: Occasion) -> list[datetime]:
    return moments_of(occasion.event.ladder, occasion.occurrence.starts)


def _delivered(job: Job, state: State) -> Delivered:
    members: list[int] = job.steps["members"].value if "members" in job.steps else []
    steps = {name: step.done for name, step in job.steps.items()}
    parts = amounts_to(steps, mentioned=members, direct=(), instead=())
    return Delivered(What.STEP, job.due_at, parts, state.value)
