"""The job that opens the next date of a series, once the one before it is over."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, State
from bot.jobs.run import Run
from cogs.events.planning import Planning
from cogs.events.plans import NEXT, next_plan, server_of_job, title_of
from cogs.events.rules import later_ones
from cogs.events.store import EventStore

# However long Attune was away, a series goes on.
NEXT_WITHIN = timedelta(days=3660)


class Opening:
    """Keeps a series going."""

    def __init__(self, house: House, store: EventStore, planning: Planning) -> None:
        self._house = house
        self._store = store
        self._planning = planning

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The opening of the next date."""
        return (
            JobKind(
                NEXT,
                self.open_next,
                grace=NEXT_WITHIN,
                title=lambda job: f"The next date of {title_of(job)} is posted",
                ended=self.next_ended,
                post_now=False,
            ),
        )

    async def open_next(self, run: Run) -> None:
        """Open the next date of a series; doing it twice is once."""
        await self._planning.open_next(server_of_job(run.job), run.job.payload["event"])

    async def next_ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Where staff call the next date off in the list of jobs, the one after it comes."""
        if state is State.DONE:
            return
        guild_id, event_id = server_of_job(job), int(job.payload["event"])
        event = await self._store.seen_in(within, guild_id, event_id)
        if event is None:
            return
        left_out = next(later_ones(event.plan, _after(job)), None)
        if left_out is not None:
            plan = next_plan(
                guild_id,
                event_id,
                due=left_out.starts + event.details.length,
                after=left_out.starts,
                title=event.details.title,
                by=event.planned_by,
            )
            await self._house.jobs.schedule(plan, within=within)


def _after(job: Job) -> datetime:
    return datetime.fromisoformat(job.payload["after"])
