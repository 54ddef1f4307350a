"""The job that shows staff how a post will look."""

from datetime import datetime, timedelta

from bot.jobs.kinds import JobKind
from bot.jobs.records import Plan
from bot.jobs.run import Run
from cogs.events import views
from cogs.events.plans import server_of_job, title_of
from cogs.events.records import Occasion
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore, occasion_of

TEST = "events.test"


class Testing:
    """Posts a training in the staff channel, marked as a test."""

    def __init__(self, store: EventStore, seats: SeatStore) -> None:
        self._store = store
        self._seats = seats

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The test."""
        return (
            JobKind(
                TEST,
                self.post,
                grace=timedelta(hours=1),
                title=lambda job: f"Test of {title_of(job)}",
            ),
        )

    async def post(self, run: Run) -> None:
        """Post it; it mentions nobody, and its buttons do nothing."""
        guild_id, payload = server_of_job(run.job), run.job.payload
        event = await self._store.event(guild_id, payload["event"])
        if event is None:
            return
        rows = await self._store.occurrences_of(event)
        row = next((row for row in rows if row.id == payload["occurrence"]), None)
        if row is None:
            return
        counts = await self._seats.counts(guild_id, row.id)
        panel = views.test_panel(occasion_of(event, row), counts)
        await run.delivery.send("test", payload["channel"], panel)


def test_plan(occasion: Occasion, channel_id: int, asked: int, by: int, now: datetime) -> Plan:
    """One test, for each time that it is asked for."""
    return Plan(
        TEST,
        str(asked),
        now,
        guild_id=occasion.event.guild_id,
        payload={
            "event": occasion.event.id,
            "occurrence": occasion.occurrence.id,
            "title": occasion.details.title,
            "channel": channel_id,
        },
        channel_id=channel_id,
        planned_by=by,
    )
