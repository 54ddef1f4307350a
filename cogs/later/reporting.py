"""Telling staff what could not be done: in the operations channel, else the planner by DM."""

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError
from bot.jobs.outcomes import plan_report
from bot.jobs.records import Job, State
from bot.jobs.run import Run
from cogs.later import views
from cogs.later.entries import entry_of

log = structlog.stdlib.get_logger(__name__)

AT_ONCE = 500
ONE_BY_ONE = 5
WHICH = "jobs"


class Reporting:
    """The job that tells; one a server at a time, for all that is untold."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def report(self, run: Run) -> None:
        """Tell of everything that nobody was told of; each job is told once."""
        guild_id = _server(run.job)

        async def untold() -> list[int]:
            found = await self._house.jobs.telling.untold(guild_id, AT_ONCE)
            return [job.id for job in found]

        job_ids: list[int] = await run.note(WHICH, untold)
        found = [await self._house.jobs.store.job(job_id) for job_id in job_ids[:ONE_BY_ONE]]
        jobs = [job for job in found if job is not None]
        if not await self._in_channel(run, guild_id, jobs, len(job_ids)):
            await self._to_planners(run, jobs)

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Note what was told; what failed meanwhile gets a report of its own."""
        if state is not State.DONE:
            log.error("staff could not be told of jobs", guild=job.guild_id)
        guild_id, told = _server(job), job.steps.get(WHICH)
        job_ids: list[int] = [] if told is None else told.value
        if await self._house.jobs.telling.have_told(within, guild_id, job_ids) and job_ids:
            await plan_report(self._house.jobs, within, guild_id, self._house.clock.now())

    async def _in_channel(self, run: Run, guild_id: int, jobs: list[Job], count: int) -> bool:
        channel_id = self._house.guilds.get(guild_id, ServerSettings).operations_channel
        if channel_id is None:
            return False
        try:
            for job in jobs:
                panel = views.report_panel(entry_of(job, self._house.jobs.kinds))
                await run.delivery.send(f"job:{job.id}", channel_id, panel)
            if count > ONE_BY_ONE:
                panel = views.more_panel(count - ONE_BY_ONE)
                await run.delivery.send("more", channel_id, panel)
        except CannotWorkError as error:
            log.warning("the operations channel can't be used", guild=guild_id, code=error.code)
            return False
        return True

    async def _to_planners(self, run: Run, jobs: list[Job]) -> None:
        for job in jobs:
            if job.planned_by is None:
                log.warning("nobody to tell of a job", guild=job.guild_id, job=job.id)
                continue
            panel = views.report_panel(entry_of(job, self._house.jobs.kinds))
            try:
                await run.delivery.send_direct(f"dm:{job.id}", job.planned_by, panel)
            except CannotWorkError as error:
                log.warning("the planner can't be told", job=job.id, code=error.code)


def _server(job: Job) -> int:
    if job.guild_id is None:
        raise LookupError("a report belongs to a server")
    return job.guild_id
