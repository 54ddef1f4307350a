"""The summary for the hosts, a day after a training."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Plan
from bot.jobs.run import Run
from cogs.events.aftermath import views
from cogs.events.aftermath.guests import Guests
from cogs.events.aftermath.records import Sums
from cogs.events.aftermath.rules import SUMMED_UP_AFTER, SUMMED_UP_WITHIN
from cogs.events.plans import title_of
from cogs.events.records import Change, Event, Occasion
from cogs.events.store import EventStore

SUMMARY = "events.summary"
NOT_TOLD = (
    "I could send the summary of this training to none of its hosts: they take no direct messages "
    "from me, and there is no staff channel. `/training report` shows it."
)


class SummingUp:
    """Tells each host by direct message; where none of them takes one, the staff channel."""

    def __init__(self, house: House, events: EventStore, guests: Guests) -> None:
        self._house = house
        self._events = events
        self._guests = guests

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The summary."""
        return (
            JobKind(
                SUMMARY,
                self.tell,
                grace=SUMMED_UP_WITHIN,
                title=lambda job: f"Summary of {title_of(job)}",
            ),
        )

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Sum up a day after the end that holds now."""
        event, occurrence, key = occasion.event, occasion.occurrence, str(occasion.occurrence.id)
        jobs = self._house.jobs
        if change is not Change.OPENED:
            await jobs.cancel_key(event.guild_id, SUMMARY, key, within=within)
        if occasion.is_cancelled:
            return
        plan = Plan(
            SUMMARY,
            key,
            occurrence.ends + SUMMED_UP_AFTER,
            guild_id=event.guild_id,
            payload={"occurrence": occurrence.id, "title": occasion.details.title},
            planned_by=event.planned_by,
        )
        await jobs.schedule(plan, within=within)

    async def tell(self, run: Run) -> None:
        """Tell the hosts; nothing where nobody came."""
        guild_id, payload = run.job.guild_id or 0, run.job.payload
        occasion = await self._events.occasion(guild_id, payload["occurrence"])
        if occasion is None or occasion.is_cancelled:
            return
        sums = await self._guests.sums(occasion)
        if not sums.going and not sums.came:
            return

        async def hosts() -> list[int]:
            return _hosts_of(occasion.event)

        told = [
            await self._tell_one(run, host, occasion, sums)
            for host in await run.note("hosts", hosts)
        ]
        if not any(told):
            await self._tell_staff(run, occasion, sums)

    async def _tell_one(self, run: Run, host: int, occasion: Occasion, sums: Sums) -> bool:
        if run.done(f"refused {host}") is not None:
            return False
        try:
            panel = views.summary_panel(occasion, sums)
            await run.delivery.send_direct(f"dm {host}", host, panel)
        except CannotWorkError as error:
            await run.record_done(f"refused {host}", error.code)
            return False
        return True

    async def _tell_staff(self, run: Run, occasion: Occasion, sums: Sums) -> None:
        staff = self._house.guilds.get(occasion.event.guild_id, ServerSettings).staff_channel
        if staff is None:
            run.remarks.append(NOT_TOLD)
            return
        await run.delivery.send("staff", staff, views.summary_panel(occasion, sums))


def _hosts_of(event: Event) -> list[int]:
    return list(event.hosts) or ([event.planned_by] if event.planned_by is not None else [])
