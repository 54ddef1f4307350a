"""Locking and opening channels, as jobs: what was begun is finished or undone."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.refusals import UNKNOWN_CHANNEL
from bot.delivery.trying import NOT_FOUND
from bot.guilds.rights import Right
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job
from bot.jobs.records import State as JobState
from bot.jobs.watching import Watching
from bot.ui.panels import Panel
from cogs.moderation.actions.records import Result
from cogs.moderation.actions.traces import audit_reason
from cogs.moderation.cases.records import Case, Ending, State
from cogs.moderation.channels import views
from cogs.moderation.channels.overwriting import Door
from cogs.moderation.channels.planning import LOCK, OPEN, Planning
from cogs.moderation.channels.records import Lock, LockState, Outcome
from cogs.moderation.channels.store import Locks

if TYPE_CHECKING:
    from bot.delivery.asking import Asking
    from bot.jobs.run import Run
    from cogs.moderation.core import Core

# A channel that closes for no reason that anybody remembers is worse than one that stays open.
LOCK_WITHIN = timedelta(minutes=15)
# A channel is opened however late it is.
OPEN_WITHIN = timedelta(days=3650)
FORUM = 15
DONE = Result(State.DONE)
NOT_LOCKED = Result(
    State.FAILED, "It could not be locked, or was opened before it was. It is as it was before."
)
NOT_OPENED = Result(
    State.FAILED,
    "It could not be opened. Look at my permissions there, then use `/channel unlock` again.",
)
TIME_OVER = "Its time was over."
Json = dict[str, Any]
Work = Callable[[Door, Lock], Awaitable[Json]]


class Working:
    """Does what `Planning` has planned."""

    def __init__(
        self, core: "Core", store: Locks, planning: Planning, watching: Watching[int, Outcome]
    ) -> None:
        self._house = core.house
        self._cases = core.cases.look
        self._ledger = core.acting.ledger
        self._store = store
        self._planning = planning
        self._watching = watching

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """Locking at once; opening at once or when the time is over."""
        return (
            JobKind(
                LOCK,
                self.lock,
                grace=LOCK_WITHIN,
                title=lambda job: f"Locking <#{job.payload['channel']}>",
                ended=self.lock_ended,
                post_now=False,
                listed=False,
                right=Right.MODERATOR,
            ),
            JobKind(
                OPEN,
                self.open,
                grace=OPEN_WITHIN,
                title=lambda job: f"Opening <#{job.payload['channel']}> again",
                ended=self.open_ended,
                right=Right.MODERATOR,
            ),
        )

    # --- locking ----------------------------------------------------------------------------------

    async def lock(self, run: "Run") -> None:
        """Take the bits away, then tell the channel."""
        lock = await self._lock_of(run.job)
        if lock is None or lock.state not in (LockState.LOCKING, LockState.LOCKED):
            return
        done = await self._do(run, lock, "shut", _shut)
        async with self._house.storage.write() as connection:
            await self._store.locked(lock.guild_id, lock.id, within=connection)
            await self._settle(connection, lock, lock.case_number, DONE)
        self._watching.tell(lock.channel_id, Outcome())
        if not done["forum"]:
            await _tell(run, lock, views.locked_panel(lock))

    async def lock_ended(self, connection: AsyncConnection, job: Job, state: JobState) -> None:
        """Undo what was done of a lock that can't be finished."""
        if state is JobState.DONE or job.guild_id is None:
            return
        lock = await self._store.lock_within(connection, job.guild_id, job.payload["lock"])
        if lock is not None and lock.state is LockState.LOCKING:
            await self._settle(connection, lock, lock.case_number, NOT_LOCKED)
            await self._planning.open_within(connection, lock, by=None, case_number=None)

    # --- opening ----------------------------------------------------------------------------------

    async def open(self, run: "Run") -> None:
        """Give the bits back, name what is not, then tell the channel."""
        lock = await self._lock_of(run.job)
        if lock is None or (lock.state is LockState.OPEN and run.done("open") is None):
            return
        try:
            done = await self._do(run, lock, "open", _open)
        except CannotWorkError as error:
            if error.code != UNKNOWN_CHANNEL:
                raise
            await self._opened(lock)
            return
        await self._opened(lock)
        if not self._watching.tell(lock.channel_id, Outcome(left=done["left"])) and done["left"]:
            run.remarks.append(done["left"])
        if not done["forum"]:
            await _tell(run, lock, views.open_panel())

    async def open_ended(self, connection: AsyncConnection, job: Job, state: JobState) -> None:
        """Say on the case of whoever wanted it opened that it is not."""
        if state is JobState.DONE or job.guild_id is None:
            return
        lock = await self._store.lock_within(connection, job.guild_id, job.payload["lock"])
        if lock is not None and lock.opening_case is not None:
            await self._store.not_opened(lock.guild_id, lock.id, within=connection)
            await self._settle(connection, lock, lock.opening_case, NOT_OPENED)

    # --- how --------------------------------------------------------------------------------------

    async def _opened(self, lock: Lock) -> None:
        """Note that a channel is open, on the cases of the lock and of whoever wanted it opened."""
        async with self._house.storage.write() as connection:
            opened = await self._store.opened(lock.guild_id, lock.id, within=connection)
            if opened is None:
                return
            # It is settled already, unless it was opened before it was locked.
            case = await self._settle(connection, opened, opened.case_number, NOT_LOCKED)
            await self._settle(connection, opened, opened.opening_case, DONE)
            if opened.opening_case is None and case is not None and case.is_in_force:
                ending = Ending(self._house.clock.now(), None, TIME_OVER)
                await self._ledger.lift(connection, case, ending)

    async def _settle(
        self, connection: AsyncConnection, lock: Lock, number: int | None, result: Result
    ) -> Case | None:
        """Say on a case what became of it, where there is one; what is settled stays."""
        if number is None:
            return None
        return await self._ledger.settle_within(connection, lock.guild_id, number, result)

    async def _lock_of(self, job: Job) -> Lock | None:
        if job.guild_id is None:
            return None
        return await self._store.lock(job.guild_id, job.payload["lock"])

    async def _do(self, run: "Run", lock: Lock, step: str, work: Work) -> Json:
        number = lock.case_number if step == "shut" else lock.opening_case
        reason = await self._reason(lock, number)

        async def make(asking: "Asking", seconds: float) -> Json:
            door = Door(asking, seconds, lock.guild_id, lock.channel_id, reason)
            return await work(door, lock)

        try:
            return await run.delivery.once(step, lock.channel_id, look=_again, make=make)
        except CannotWorkError as error:
            if error.code != UNKNOWN_CHANNEL:
                failed = Result(State.FAILED, str(error))
                async with self._house.storage.write() as connection:
                    await self._settle(connection, lock, number, failed)
            self._watching.tell(lock.channel_id, Outcome(failure=str(error)))
            raise

    async def _reason(self, lock: Lock, number: int | None) -> str:
        """What the audit log reads: the act's mark and reason, or those of a lock that is over."""
        if number is None:
            mark = "" if lock.case_number is None else f"#{lock.case_number} "
            return f"{mark}{TIME_OVER}"
        return audit_reason(await self._cases.case(lock.guild_id, number))


async def _shut(door: Door, lock: Lock) -> Json:
    channel = await door.shut(lock.changes)
    if lock.moved_to is not None:
        await door.move(lock.moved_to)
    return {"forum": channel["type"] == FORUM}


async def _open(door: Door, lock: Lock) -> Json:
    channel, left = await door.open(lock.changes)
    if lock.moved_to is not None and channel.get("parent_id") == str(lock.moved_to):
        await door.move(lock.moved_from)
    sentence = views.left_sentence(lock.channel_id, left, everyone=lock.guild_id, me=door.asking.me)
    return {"forum": channel["type"] == FORUM, "left": sentence}


async def _tell(run: "Run", lock: Lock, panel: Panel) -> None:
    """Tell the channel; that it can't be told is no reason to undo anything."""
    try:
        await run.delivery.send("told", lock.channel_id, panel)
    except CannotWorkError:
        run.remarks.append(f"I could not say so in <#{lock.channel_id}>: I can't write there.")


async def _again() -> Any:  # noqa: ANN401 - NOT_FOUND
    """A door looks at what there is before it changes anything, so it can be asked again."""
    return NOT_FOUND
