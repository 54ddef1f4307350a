"""What features ask of the queue: plan, move, cancel, post now, skip, list."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.errors import InvalidInputError, NotFoundError
from bot.jobs.kinds import JobKind, Kinds
from bot.jobs.records import UNDECIDED, Job, Plan, State
from bot.jobs.store import JobStore
from bot.jobs.telling import Telling
from bot.storage import Storage
from bot.storage.news import tell

NEWS = "jobs"
SHORTEST_GRACE_AFTER_POST_NOW = timedelta(hours=1)


class Jobs:
    """The queue.

    `store` looks, `telling` knows what staff must still be told; the methods here change. Each
    change is one transaction and wakes the runner of whichever process does it. `schedule` can join
    the caller's own `write()`, so that a feature's rows and what follows from them are never apart.
    """

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self.kinds = Kinds()
        self.store = JobStore(storage)
        self.telling = Telling(storage)
        self._storage = storage
        self._clock = clock
        self._wake: Callable[[datetime], None] = lambda _: None

    def add_kind(self, kind: JobKind) -> None:
        """Take in what a feature can do later; two of one name are a mistake of the code."""
        self.kinds.add(kind)

    def on_planned(self, wake: Callable[[datetime], None]) -> None:
        """Hear of each new due time; for the runner of this process."""
        self._wake = wake

    async def schedule(self, plan: Plan, *, within: AsyncConnection | None = None) -> Job:
        """Plan a job. Planning it again while it is unfinished changes nothing and returns it.

        Args:
            plan: What, when, where.
            within: The caller's `write()`, to plan it in the same transaction; else in its own.
        """
        late_until = plan.late_until or plan.due_at + self._kind(plan.kind).grace
        if within is None:
            async with self._storage.write() as connection:
                job = await self.store.add(connection, plan, late_until)
                await self._tell(connection)
        else:
            job = await self.store.add(within, plan, late_until)
            await self._tell(within)
        self._wake(plan.due_at)
        return job

    async def schedule_no_later(self, plan: Plan, *, within: AsyncConnection) -> Job:
        """As `schedule`, but a job of this key that waits for a later time comes at this one.

        One that is being done at this moment ends after `within`: its `ended` sees what that wrote.
        """
        late_until = plan.late_until or self._grace_ends(plan)
        await self.store.hold(within, plan.guild_id, plan.kind, plan.key)
        job = await self.store.add(within, plan, late_until)
        if plan.due_at < job.due_at:
            await self.store.move(within, job.id, plan.due_at, late_until)
        await self._tell(within)
        self._wake(plan.due_at)
        return job

    async def schedule_many(self, plans: Sequence[Plan]) -> None:
        """Plan many jobs in one transaction; those that are planned already stay as they are."""
        timed = [(plan, plan.late_until or self._grace_ends(plan)) for plan in plans]
        async with self._storage.write() as connection:
            await self.store.add_many(connection, timed)
            await self._tell(connection)
        if plans:
            self._wake(min(plan.due_at for plan in plans))

    async def move(
        self, job_id: int, due_at: datetime, *, late_until: datetime | None = None
    ) -> Job:
        """Change when a job is due; a missed or stopped one is planned anew.

        Raises:
            NotFoundError: It is not there any more.
            InvalidInputError: It is finished, or being done at this moment.
        """
        job = await self._there(job_id)
        until = late_until or due_at + self._kind(job.kind).grace
        async with self._storage.write() as connection:
            moved = await self.store.move(connection, job_id, due_at, until)
            await self._tell(connection)
        if not moved:
            raise InvalidInputError("It is being posted right now, or is over already.")
        self._wake(due_at)
        return await self._there(job_id)

    async def cancel(self, job_id: int, *, reason: str = "It was cancelled.") -> Job:
        """Call a job off; what it has posted already stays. Returns it as it was.

        Raises:
            NotFoundError: It is not there any more.
            InvalidInputError: It is over, or being done at this moment.
        """
        return await self._close(job_id, State.CANCELLED, reason)

    async def cancel_key(
        self, guild_id: int | None, kind: str, key: str, *, within: AsyncConnection | None = None
    ) -> bool:
        """Call off the unfinished job of this key, without its `ended`; False where none could be.

        One that is being done at this moment is not called off.
        """
        at = self._clock.now()
        if within is not None:
            return await self.store.close_key(within, guild_id, kind, key, at=at)
        async with self._storage.write() as connection:
            return await self.store.close_key(connection, guild_id, kind, key, at=at)

    async def skip(self, job_id: int, *, reason: str = "It was skipped.") -> Job:
        """Decide that a missed or stopped job is not to be posted; as `cancel`."""
        return await self._close(job_id, State.SKIPPED, reason)

    async def post_now(self, job_id: int) -> Job:
        """Let a missed or stopped job run now, however late it is. Returns it as it was.

        Raises:
            NotFoundError: It is not there any more.
            InvalidInputError: It is neither, or this kind can't be posted late.
        """
        job = await self._there(job_id)
        kind = self._kind(job.kind)
        if job.state not in UNDECIDED or not kind.post_now:
            raise InvalidInputError("That is settled already; there is nothing to post now.")
        now = self._clock.now()
        until = now + max(kind.grace, SHORTEST_GRACE_AFTER_POST_NOW)
        async with self._storage.write() as connection:
            asked = await self.store.ask_again(connection, job_id, at=now, late_until=until)
            await self._tell(connection)
        if not asked:
            raise InvalidInputError("That is settled already; there is nothing to post now.")
        self._wake(now)
        return job

    async def _close(self, job_id: int, state: State, reason: str) -> Job:
        job = await self._there(job_id)
        kind, at = self.kinds.get(job.kind), self._clock.now()
        async with self._storage.write() as connection:
            closed = await self.store.close(connection, job_id, state, at=at, reason=reason)
            if closed and kind is not None and kind.ended is not None:
                await kind.ended(connection, job, state)
            await self._tell(connection)
        if not closed:
            raise InvalidInputError("It is being posted right now, or is over already.")
        self._wake(at)
        return job

    async def _there(self, job_id: int) -> Job:
        job = await self.store.job(job_id)
        if job is None:
            raise NotFoundError("That is not planned any more.")
        return job

    def _grace_ends(self, plan: Plan) -> datetime:
        return plan.due_at + self._kind(plan.kind).grace

    def _kind(self, name: str) -> JobKind:
        kind = self.kinds.get(name)
        if kind is None:
            raise NotFoundError("No part of me knows how to do that any more.")
        return kind

    async def _tell(self, connection: AsyncConnection) -> None:
        """Wake the other processes once this is committed."""
        await tell_others(connection)


async def tell_others(connection: AsyncConnection) -> None:
    """Let every process look at the queue once this transaction is committed."""
    await tell(connection, NEWS)
