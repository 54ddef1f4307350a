"""One try at one job: what its handler is given."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.jobs.claims import Claims, Held
from bot.jobs.errors import LeaseLostError, TooLateError
from bot.jobs.records import Job, Step

if TYPE_CHECKING:
    from bot.delivery.delivering import Delivery


class Run:
    """A job that is being done, under a lease that the runner renews.

    Attributes:
        delivery: Posts, each part once.
        remarks: Sentences that staff are told once it is done ("the role was deleted").
        ended_failed: Whether the kind's `ended` raised an error in this try.
    """

    def __init__(
        self, held: Held, claims: Claims, clock: Clock, deliver: "Callable[[Run], Delivery]"
    ) -> None:
        self.held = held
        self.remarks: list[str] = []
        self.ended_failed = False
        self.lease_ends = 0.0
        self.clock = clock
        self._claims = claims
        self.delivery = deliver(self)

    @property
    def job(self) -> Job:
        """The job, with the steps done so far."""
        return self.held.job

    @property
    def has_begun(self) -> bool:
        """Whether something of it may be posted already."""
        return bool(self.job.steps)

    def seconds_left(self) -> float:
        """How long the lease still holds for sure."""
        return self.lease_ends - self.clock.monotonic()

    def require_in_time(self) -> None:
        """Go on only while something new may be posted.

        Raises:
            TooLateError: Its time is over.
        """
        if self.job.is_too_late(self.clock.now()):
            raise TooLateError

    def done(self, name: str) -> Step | None:
        """The step, where it is done."""
        step = self.job.steps.get(name)
        return step if step is not None and step.done else None

    def tried(self, name: str) -> Step | None:
        """The step, where it was tried and nobody knows what came of it."""
        step = self.job.steps.get(name)
        return None if step is None or step.done else step

    async def note(self, name: str, make: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401
        """What was decided once and for all under this name: made now, or at an earlier try.

        Args:
            name: Of the decision, like a step's.
            make: Decides; what it returns must be JSON. Called again only if it was not kept.
        """
        if (step := self.done(name)) is not None:
            return step.value
        value = await make()
        await self.record_done(name, value)
        return value

    async def record_trying(self, name: str, place: int | None, *, at: datetime) -> None:
        """Commit that a step is tried from now on, before it is.

        Args:
            name: Of the step.
            place: Where, for looking.
            at: The time by the clock of whoever will have done it.

        Raises:
            LeaseLostError: Somebody else may have the job; don't try it.
        """
        before = self.tried(name)
        # The later tries may be the earlier ones, after a clock was put right.
        first = at if before is None else min(before.first_try, at)
        last = at if before is None else max(before.last_try, at)
        await self._record(name, Step(first, last, place=place))

    async def record_not_done(self, name: str, before: Step | None) -> None:
        """Commit that the last try certainly did nothing; it stands as `before` that try."""
        await self._record(name, before)

    async def record_done(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Commit that a step is done, with what later steps need of it."""
        now = self.clock.now()
        before = self.job.steps.get(name) or Step(now, now)
        await self._record(name, replace(before, done=True, value=value))

    async def _record(self, name: str, step: Step | None) -> None:
        steps = {other: kept for other, kept in self.job.steps.items() if other != name}
        if step is not None:
            steps[name] = step
        if self.seconds_left() <= 0:
            raise LeaseLostError(f"job {self.job.id}")
        self.held = await self._claims.record(self.held, steps)
