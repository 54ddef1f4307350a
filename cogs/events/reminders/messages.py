"""Direct messages to those who asked for them, at their own time."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan, State
from bot.jobs.run import Run
from cogs.events.plans import title_of
from cogs.events.records import Change, Occasion
from cogs.events.reminders import views
from cogs.events.reminders.records import Asked, Delivered, What
from cogs.events.reminders.rules import amounts_to, direct_step, due_at
from cogs.events.reminders.store import ReminderStore
from cogs.events.reminders.telling import mention, message, not_messaged
from cogs.events.store import EventStore

MESSAGES = "events.reminder_direct"


class Messages:
    """One job a date, due when the first of them is; as it ends it plans the next.

    Whom it messages is decided once, and noted as messaged in the transaction that ends it.
    """

    def __init__(self, house: House, events: EventStore, store: ReminderStore) -> None:
        self._house = house
        self._events = events
        self._store = store

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The next messages."""
        return (
            JobKind(
                MESSAGES,
                self.send,
                grace=timedelta(hours=1),
                title=lambda job: f"Direct messages before {title_of(job)}",
                ended=self.ended,
                post_now=False,
                listed=False,
            ),
        )

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Plan them, plan them anew, or call them off."""
        if change in (Change.MOVED, Change.CANCELLED):
            guild_id, key = occasion.event.guild_id, str(occasion.occurrence.id)
            await self._house.jobs.cancel_key(guild_id, MESSAGES, key, within=within)
        await self.plan(within, occasion)

    async def plan(self, within: AsyncConnection, occasion: Occasion) -> None:
        """Plan the next for a date whose answers or start, or a member's wishes, have changed."""
        if (plan := await self._next(within, occasion, None)) is not None:
            await self._house.jobs.schedule_no_later(plan, within=within)

    async def send(self, run: Run) -> None:
        """Message those whose time has come; whom it does not reach is mentioned."""
        guild_id = run.job.guild_id or 0
        occasion = await self._events.occasion(guild_id, run.job.payload["occurrence"])
        if occasion is None or occasion.is_cancelled:
            return
        starts, now = occasion.occurrence.starts, self._house.clock.now()

        async def due() -> dict[str, object]:
            times = self._times(occasion, await self._store.asked(occasion))
            members = [asked.member_id for asked, when in times if when <= now]
            return {"starts": starts.isoformat(), "members": members}

        chosen = await run.note("chosen", due)
        if chosen["starts"] != starts.isoformat():
            return
        members: list[int] = chosen["members"]
        await message(run, members, lambda: views.direct_panel(occasion, now), before=starts)

        async def instead() -> list[int]:
            return not_messaged(run, members)

        await mention(
            run,
            "instead",
            occasion,
            await run.note("instead", instead),
            lambda some: views.instead_panel(occasion, now, some),
        )

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Note who was messaged and what it amounted to, and plan the next."""
        guild_id, occurrence_id = job.guild_id or 0, int(job.payload["occurrence"])
        occasion = await self._store.occasion_in(within, guild_id, occurrence_id)
        if occasion is None:
            return
        if (chosen := job.steps.get("chosen")) is not None and chosen.value["members"]:
            starts = datetime.fromisoformat(chosen.value["starts"])
            members: list[int] = chosen.value["members"]
            await self._store.have_reminded(within, occasion, starts, members)
            await self._store.note(within, occasion, _delivered(job, state))
        # What failed is not tried again at once, and for good.
        after = None if state is State.DONE else self._house.clock.now()
        if (plan := await self._next(within, occasion, after)) is not None:
            await self._house.jobs.schedule(plan, within=within)

    async def _next(
        self, within: AsyncConnection, occasion: Occasion, after: datetime | None
    ) -> Plan | None:
        starts = occasion.occurrence.starts
        if occasion.is_cancelled or starts <= self._house.clock.now():
            return None
        times = self._times(occasion, await self._store.asked_in(within, occasion))
        dues = [when for _, when in times if after is None or when > after]
        if not dues:
            return None
        return Plan(
            MESSAGES,
            str(occasion.occurrence.id),
            min(dues),
            guild_id=occasion.event.guild_id,
            payload={
                "event": occasion.event.id,
                "occurrence": occasion.occurrence.id,
                "title": occasion.details.title,
            },
            planned_by=occasion.event.planned_by,
            late_until=starts,
        )

    def _times(self, occasion: Occasion, asked: list[Asked]) -> list[tuple[Asked, datetime]]:
        zone = self._house.guilds.get(occasion.event.guild_id, ServerSettings).zone
        starts = occasion.occurrence.starts
        timed = [(each, due_at(each, starts, zone)) for each in asked]
        return [(each, when) for each, when in timed if when is not None]


def _delivered(job: Job, state: State) -> Delivered:
    members: list[int] = job.steps["chosen"].value["members"]
    steps = {name: step.done for name, step in job.steps.items()}
    instead = [member for member in members if not steps.get(direct_step(member), False)]
    if (decided := job.steps.get("instead")) is not None:
        instead = decided.value
    parts = amounts_to(steps, mentioned=(), direct=members, instead=instead)
    return Delivered(What.DIRECT, job.due_at, parts, state.value)
