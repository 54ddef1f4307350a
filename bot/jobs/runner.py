"""One runner a process: sleeps until something is due, and takes it under a lease."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.jobs.aside import Aside, earliest
from bot.jobs.claims import Claims
from bot.jobs.outcomes import plan_report
from bot.jobs.planning import Jobs
from bot.jobs.work import DATABASE_TROUBLE, Work
from bot.storage import Storage

if TYPE_CHECKING:
    from bot.delivery.delivering import Delivery
    from bot.jobs.run import Run

log = structlog.stdlib.get_logger(__name__)

# Each job that ends asks for a look; over a long queue a look is not free, so it pauses at most
# this long, and a job that becomes due meanwhile starts that much later.
BREATH_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Pulse:
    """The runner's times, all monotonic, and how many jobs it does side by side."""

    lease: timedelta = timedelta(seconds=60)
    renew_each: timedelta = timedelta(seconds=20)
    look_each: timedelta = timedelta(seconds=60)
    # A newer process may know the kind; it had its chance by then.
    unknown_after: timedelta = timedelta(seconds=60)
    tidy_each: timedelta = timedelta(hours=1)
    keep_finished: timedelta = timedelta(days=30)
    side_by_side: int = 100


class Runner:
    """Does what is due. `start` it once features are set up and Discord said READY."""

    def __init__(
        self,
        jobs: Jobs,
        storage: Storage,
        clock: Clock,
        deliver: "Callable[[Run], Delivery]",
        *,
        pulse: Pulse | None = None,
    ) -> None:
        """Begin with nothing running.

        Args:
            jobs: What is planned, and the kinds.
            storage: Where it is.
            clock: When it is due.
            deliver: Makes the delivery of one try.
            pulse: Times; tests shorten them.
        """
        self._pulse = pulse or Pulse()
        self._jobs = jobs
        self._storage = storage
        self._clock = clock
        self._claims = Claims(storage, lease=self._pulse.lease)
        self._aside = Aside(storage)
        self._woken = asyncio.Event()
        self._work = Work(
            *(jobs, self._claims, self._aside, clock, deliver),
            lease=self._pulse.lease,
            ended=self._woken.set,
        )
        # Up to when it looked, and until when it sleeps; None while there is nothing to wait for.
        self._looked_at = clock.now()
        self._until: datetime | None = None
        self._looking: asyncio.Task[None] | None = None
        self._helpers: list[asyncio.Task[None]] = []
        self._stopped = False

    # --- from outside -----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; a second call does nothing."""
        if self._looking is not None or self._stopped:
            return
        self._jobs.on_planned(self._hear_of)
        self._looking = _task("jobs", self._look_for_good())
        self._helpers = [
            _task("leases", _each(self._pulse.renew_each, self._work.renew)),
            _task("old jobs", _each(self._pulse.tidy_each, self._tidy)),
            _task("unknown jobs", _each(self._pulse.unknown_after, self._set_unknown_aside)),
        ]

    async def stop(self, within: timedelta) -> None:
        """Take nothing more, finish what is under way, let go of the rest; safe to call twice.

        Args:
            within: How long jobs under way may still take.
        """
        self._stopped = True
        if self._looking is None:
            return
        await _end_of(self._looking)
        await self._work.finish(within)
        for helper in self._helpers:
            await _end_of(helper)
        self._helpers = []
        with contextlib.suppress(*DATABASE_TROUBLE):
            await self._claims.let_all_go(now=self._clock.now())

    async def hear(self, _: str | None = None) -> None:
        """Another process may have planned something: look."""
        self._woken.set()

    async def server_gone(self, guild_id: int) -> None:
        """Attune was removed from a server: its jobs wait."""
        if count := await self._aside.server_gone(guild_id):
            log.info("jobs wait for a server", guild=guild_id, count=count)

    async def servers_back(self, *guild_ids: int) -> None:
        """Attune is in these servers: what waited for that goes on."""
        if count := await self._aside.servers_back(guild_ids):
            log.info("jobs of servers go on", count=count)
            self._woken.set()

    def _hear_of(self, due_at: datetime) -> None:
        if self._until is None or due_at < self._until:
            self._woken.set()

    # --- looking ----------------------------------------------------------------------------------

    async def _look_for_good(self) -> None:
        await self._aside.known_again(self._jobs.kinds.names())
        troubles = 0
        while True:
            try:
                await self._look()
                await self._sleep()
                troubles = 0
            except DATABASE_TROUBLE as error:
                troubles += 1
                log.warning("the queue can't be read", kind=type(error).__name__, times=troubles)
                await asyncio.sleep(min(2.0 ** min(troubles, 5), 30.0))
            except Exception:
                # A mistake of the code in one look must not end all of them.
                log.exception("bug", where="looking for jobs")
                await asyncio.sleep(5.0)

    async def _look(self) -> None:
        """Begin all that is due and that there is room for."""
        begun = time.perf_counter()
        self._woken.clear()
        kinds = self._jobs.kinds.names()
        while (room := self._pulse.side_by_side - self._work.under_way) > 0:
            asked_at, self._looked_at = self._clock.monotonic(), self._clock.now()
            taken = await self._claims.take(room, now=self._looked_at, kinds=kinds)
            for held in taken:
                self._work.begin(held, asked_at=asked_at)
                # A hundred that begin at once would keep a member's command waiting.
                await asyncio.sleep(0)
            if not taken:
                break
        if self._work.under_way:
            await asyncio.sleep(min(4 * (time.perf_counter() - begun), BREATH_SECONDS))

    async def _sleep(self) -> None:
        """Until the next job is due, something wakes it, or it is time to look anyway."""
        self._until, label = await self._next()
        waits: list[Coroutine[Any, Any, object]] = [
            self._woken.wait(),
            asyncio.sleep(self._pulse.look_each.total_seconds()),
        ]
        if self._until is not None:
            waits.append(self._clock.sleep_until(self._until, label))
        tasks = [asyncio.create_task(wait) for wait in waits]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _next(self) -> tuple[datetime | None, str]:
        async with self._storage.read() as connection:
            following = await earliest(
                connection, after=self._looked_at, kinds=self._jobs.kinds.names()
            )
        if following is None:
            return None, ""
        job = await self._jobs.store.job(following[0])
        return following[1], "a job" if job is None else self._jobs.kinds.title(job)

    # --- now and then -----------------------------------------------------------------------------

    async def _tidy(self) -> None:
        await self._jobs.store.drop_old(now=self._clock.now(), after=self._pulse.keep_finished)

    async def _set_unknown_aside(self) -> None:
        now = self._clock.now()

        async def report(connection: AsyncConnection, guild_id: int) -> None:
            await plan_report(self._jobs, connection, guild_id, now)

        strange = await self._aside.unknown(
            kinds=self._jobs.kinds.names(),
            due_before=now - self._pulse.unknown_after,
            report=report,
        )
        for kind in sorted(strange):
            log.error("jobs of an unknown kind wait", kind=kind, count=strange[kind])


async def _each(time_between: timedelta, do: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(time_between.total_seconds())
        try:
            await do()
        except DATABASE_TROUBLE as error:
            log.warning("the queue can't be written", kind=type(error).__name__)
        except Exception:
            log.exception("bug", where="looking after jobs")


def _task(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.create_task(work, name=name)


async def _end_of(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
