"""The jobs that this process is doing, and their leases."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from bot.clock import Clock
from bot.errors import DatabaseError
from bot.jobs.aside import Aside
from bot.jobs.claims import Claims, Held
from bot.jobs.errors import JobError, ServerGoneError, TryLaterError
from bot.jobs.kinds import JobKind
from bot.jobs.outcomes import Outcomes
from bot.jobs.planning import Jobs
from bot.jobs.run import Run

if TYPE_CHECKING:
    from bot.delivery.delivering import Delivery

log = structlog.stdlib.get_logger(__name__)

DATABASE_TROUBLE = (SQLAlchemyError, DatabaseError, OSError, TimeoutError)
"""What a database that is slow, full or away raises."""

PASSING = (OperationalError, InterfaceError, DatabaseError, OSError, TimeoutError)
"""What a handler may raise without being wrong."""


class Work:
    """Does jobs that were taken, side by side, and holds on to them meanwhile."""

    def __init__(
        self,
        jobs: Jobs,
        claims: Claims,
        aside: Aside,
        clock: Clock,
        deliver: "Callable[[Run], Delivery]",
        *,
        lease: timedelta,
        ended: Callable[[], None],
    ) -> None:
        self._kinds = jobs.kinds
        self._claims = claims
        self._aside = aside
        self._clock = clock
        self._deliver = deliver
        self._lease = lease.total_seconds()
        self._tell_end = ended
        self._outcomes = Outcomes(jobs, claims, clock)
        self._running: dict[asyncio.Task[None], Run] = {}
        self._stopping = False

    @property
    def under_way(self) -> int:
        """How many jobs are being done."""
        return len(self._running)

    def begin(self, held: Held, *, asked_at: float) -> None:
        """Do a job that was taken; `asked_at` is the monotonic time before it was asked for."""
        run = Run(held, self._claims, self._clock, self._deliver)
        run.lease_ends = asked_at + self._lease
        task = asyncio.create_task(self._do(run), name=f"job {held.job.id}")
        self._running[task] = run
        task.add_done_callback(self._has_ended)

    async def renew(self) -> None:
        """Hold on to what is being done, and leave what was lost."""
        runs = list(self._running.items())
        if not runs:
            return
        asked_at = self._clock.monotonic()
        try:
            held = await self._claims.renew([run.held for _, run in runs])
        except DATABASE_TROUBLE as error:
            log.warning("leases could not be renewed", kind=type(error).__name__)
            held = set[tuple[int, int]]()
            lost = [task for task, run in runs if run.seconds_left() <= 0]
        else:
            lost = [task for task, run in runs if (run.job.id, run.held.fence) not in held]
        for _, run in runs:
            if (run.job.id, run.held.fence) in held:
                run.lease_ends = asked_at + self._lease
        for task in lost:
            task.cancel()

    async def finish(self, within: timedelta) -> None:
        """Wait for what is being done, then cut it short and let go of it."""
        if self._running:
            await asyncio.wait(self._running, timeout=within.total_seconds())
        self._stopping = True
        tasks = tuple(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _has_ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._tell_end()
        if not task.cancelled() and (error := task.exception()) is not None:
            # Its lease runs out, and then it is taken again.
            log.warning("a job's end could not be written", kind=type(error).__name__)

    async def _do(self, run: Run) -> None:
        kind = self._kinds.get(run.job.kind)
        if kind is None:
            raise LookupError("only known kinds are taken")
        try:
            error = await self._try(run, kind)
            if error is None:
                await self._outcomes.done(run, kind)
            else:
                await self._outcomes.failed(run, kind, error)
        except ServerGoneError:
            await self._wait_for_server(run)
        except asyncio.CancelledError:
            await self._cut_short(run)
            raise
        except DATABASE_TROUBLE:
            raise
        except Exception as error:  # noqa: BLE001 - what follows from an end may be wrong too
            await self._outcomes.failed(run, kind, error)

    async def _try(self, run: Run, kind: JobKind) -> Exception | None:
        try:
            _require_readable(run)
            if not run.has_begun:
                run.require_in_time()
            await kind.run(run)
        except PASSING:
            return TryLaterError("database or network")
        except Exception as error:  # noqa: BLE001 - each is an outcome
            return error
        return None

    async def _wait_for_server(self, run: Run) -> None:
        with contextlib.suppress(JobError):
            await self._claims.set_aside(run.held)
        if run.job.guild_id is not None:
            await self._aside.server_gone(run.job.guild_id)

    async def _cut_short(self, run: Run) -> None:
        """Attune stops, or the lease was lost; then there is nothing to let go of."""
        if self._stopping:
            with contextlib.suppress(JobError, *DATABASE_TROUBLE):
                await self._outcomes.let_go(run)


def _require_readable(run: Run) -> None:
    if not run.job.readable:
        raise ValueError("the row of the job can't be read")
