"""What becomes of a job after a try: done, missed, stopped, or tried again."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.jobs.claims import Claims
from bot.jobs.errors import (
    CannotWorkError,
    LeaseLostError,
    ServerGoneError,
    TooLateError,
    TryLaterError,
)
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs, tell_others
from bot.jobs.records import Plan, State
from bot.jobs.rules import CHANNEL_WAITS_FOR, TRIES_OF_A_BUG, wait_after
from bot.jobs.run import Run
from bot.replies import REFERENCE_LETTERS

log = structlog.stdlib.get_logger(__name__)

REPORT = "later.report"
# Several jobs that fail at once, as after a day of downtime, are told in one message.
GATHER_FOR = timedelta(seconds=1)
UNDECIDED_FOR = timedelta(days=30)
MISSED = "I was not running when it was due, and now it is too late for it."
MISSED_IN_PARTS = "I was stopped while I posted it, and now it is too late for what is left of it."
MISSED_BY_TROUBLE = "Discord had trouble until it was too late for it."


class Outcomes:
    """Writes down how each try ended."""

    def __init__(self, jobs: Jobs, claims: Claims, clock: Clock) -> None:
        self._jobs = jobs
        self._claims = claims
        self._clock = clock

    async def done(self, run: Run, kind: JobKind) -> None:
        """It is done; remarks are told."""
        reason = " ".join(run.remarks) or None
        await self._end(run, kind, State.DONE, reason, told=reason is None)

    async def failed(self, run: Run, kind: JobKind, error: BaseException) -> None:
        """Decide by the error; one that is no JobError is a bug.

        Raises:
            ServerGoneError: For whoever sets the server's jobs aside.
        """
        match error:
            case LeaseLostError():
                log.warning("a job was taken over", job=run.job.id)
            case ServerGoneError():
                raise error
            case TooLateError():
                await self._missed(run, kind)
            case CannotWorkError():
                log.warning("a job stopped", job=run.job.id, kind=kind.name, code=error.code)
                await self._end(run, kind, State.STOPPED, str(error), told=not kind.told)
            case TryLaterError():
                await self._again(run, error)
            case _:
                await self._bug(run, kind, error)

    async def let_go(self, run: Run) -> None:
        """Attune stops: whoever runs next takes it at once."""
        job = run.job
        await self._claims.let_go(
            run.held, next_at=self._clock.now(), attempts=job.attempts, reason=job.reason
        )

    async def _missed(self, run: Run, kind: JobKind) -> None:
        log.warning("a job was missed", job=run.job.id, kind=kind.name)
        began = any(step.done for step in run.job.steps.values())
        why = MISSED_BY_TROUBLE if run.job.attempts else MISSED
        why = MISSED_IN_PARTS if began else why
        await self._end(run, kind, State.MISSED, why, told=not kind.told)

    async def _again(self, run: Run, error: TryLaterError) -> None:
        attempts = run.job.attempts + 1
        wait = error.after or wait_after(attempts)
        log.info("a job is tried again", job=run.job.id, why=str(error), attempts=attempts)
        await self._claims.let_go(
            run.held,
            next_at=self._clock.now() + wait,
            attempts=attempts,
            reason=None,
            channel_waits=error.channel_waits and attempts <= CHANNEL_WAITS_FOR,
        )

    async def _bug(self, run: Run, kind: JobKind, error: BaseException) -> None:
        reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(5))
        log.error("bug", reference=reference, where=kind.name, job=run.job.id, exc_info=error)
        attempts = run.job.attempts + 1
        if attempts >= TRIES_OF_A_BUG or not run.job.readable:
            why = (
                f"Something went wrong on my side; the people who run me find it under {reference}."
            )
            # What follows from an end may be the very bug; it must not keep the job from ending.
            alone = replace(kind, ended=None) if run.ended_failed else kind
            await self._end(run, alone, State.STOPPED, why, told=not kind.told)
            return
        await self._claims.let_go(
            run.held,
            next_at=self._clock.now() + wait_after(attempts),
            attempts=attempts,
            reason=None,
        )

    async def _end(
        self, run: Run, kind: JobKind, state: State, reason: str | None, *, told: bool
    ) -> None:
        now = self._clock.now()
        told = told or run.job.guild_id is None
        # What nobody can decide about is finished; the rest waits for somebody, for a while.
        waits = state in (State.MISSED, State.STOPPED) and kind.post_now and kind.listed
        values: dict[str, Any] = {
            "reason": reason,
            "told": told,
            "finished_at": None if waits else now,
            "next_at": now + UNDECIDED_FOR,
        }

        async def then(connection: AsyncConnection) -> None:
            if kind.ended is not None:
                run.ended_failed = True
                await kind.ended(connection, run.job, state)
                run.ended_failed = False
            if not told and run.job.guild_id is not None:
                await plan_report(self._jobs, connection, run.job.guild_id, now)
            if run.job.channel_id is not None:
                await tell_others(connection)

        await self._claims.end(run.held, state, values=values, then=then)


async def plan_report(
    jobs: Jobs, connection: AsyncConnection, guild_id: int, now: datetime
) -> None:
    """See to it that staff are told of what is untold; nothing where no feature tells."""
    if jobs.kinds.get(REPORT) is None:
        return
    # A report that ends at this moment looks once more at what is untold, after this.
    plan = Plan(REPORT, "report", now + GATHER_FOR, guild_id=guild_id)
    await jobs.schedule_no_later(plan, within=connection)
