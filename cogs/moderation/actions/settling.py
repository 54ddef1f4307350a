"""What became of an act that was cut off: found out from the audit log, by its mark."""

from collections.abc import Awaitable
from typing import TypeVar

from bot.delivery.asking import LimitedError, NobodyKnowsError, RefusedError
from bot.delivery.refusals import MISSING_ACCESS, MISSING_PERMISSIONS, UNKNOWN_GUILD
from bot.guilds.rights import Right
from bot.jobs.errors import CannotWorkError, ServerGoneError, TryLaterError
from bot.jobs.kinds import JobKind
from bot.jobs.run import Run
from bot.when.wording import counted
from cogs.moderation.actions import views
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.records import Result
from cogs.moderation.cases.records import ON_CHANNELS, Case, Kind, Notice, State
from cogs.moderation.plans import SETTLE, WHENEVER, number_of, server_of

CUT_OFF = "I was interrupted before Discord did it. Order it again if it is still needed."
NOT_KNOWN = (
    "I was interrupted while I did this, and may not look what came of it, so it may have been "
    "done: please look. For the next time, give my role View Audit Log under Server "
    "Settings, Roles."
)
Answer = TypeVar("Answer")


class Settling:
    """Settles the cases that a process left behind when it ended."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """Settling a case; planned with each, called off when it is settled."""
        return (
            JobKind(
                SETTLE,
                self.settle,
                grace=WHENEVER,
                title=lambda job: f"What became of case #{number_of(job)}",
                listed=False,
                right=Right.MODERATOR,
            ),
        )

    async def settle(self, run: Run) -> None:
        """Find out whether an act was done, note it, and put right what the member was told."""
        case = await self._acting.cases.look.case(server_of(run.job), number_of(run.job))
        if case.state is State.DOING:
            result = await self._result(case)
            case = await self._acting.ledger.settle(case, result, case.notice)
        was_told = case.notice in (Notice.TOLD, Notice.UNKNOWN)
        if case.state is State.FAILED and case.failure != NOT_KNOWN and was_told:
            await self._correct(run, case)

    async def _result(self, case: Case) -> Result:
        look = self._purged(case) if case.kind is Kind.PURGE else self._done(case)
        try:
            return await asked(look, NOT_KNOWN)
        except CannotWorkError as error:
            return Result(State.FAILED, str(error))

    async def _done(self, case: Case) -> Result:
        done = case.kind in (Kind.WARN, Kind.NOTE) or await self._is_done(case)
        return Result(State.DONE) if done else Result(State.FAILED, CUT_OFF)

    async def _purged(self, case: Case) -> Result:
        if not (deleted := await self._acting.deeds.trail.messages_deleted(case)):
            return Result(State.FAILED, CUT_OFF)
        extent = f"{counted(deleted, 'message')}; then I was interrupted, and the rest stayed"
        return Result(State.DONE, extent=extent)

    async def _is_done(self, case: Case) -> bool:
        deeds = self._acting.deeds
        try:
            done = await deeds.trail.shows(case)
            half_done = (
                case.kind is Kind.SOFTBAN
                and not done
                and await deeds.trail.shows_the_first_of(case)
            )
        except RefusedError as refused:
            if refused.code != MISSING_PERMISSIONS or case.kind in ON_CHANNELS:
                raise
            done = await deeds.looks_done(case)
            half_done = case.kind is Kind.SOFTBAN and await deeds.is_banned(
                case.guild_id, case.target_id
            )
        if half_done:
            await deeds.end_ban(case, case.target_id)
        return done or half_done

    async def _correct(self, run: Run, case: Case) -> None:
        """Tell them that it did not take place, once; whoever can't be told knew of nothing."""
        guild = self._acting.house.client.get_guild(case.guild_id)
        panel = views.correction_panel(case, "The server" if guild is None else guild.name)
        try:
            await run.delivery.send_direct("correction", case.target_id, panel)
        except CannotWorkError:
            return


async def asked(question: Awaitable[Answer], refused_means: str) -> Answer:
    """Ask Discord within a job; what goes wrong says what becomes of the job."""
    try:
        return await question
    except RefusedError as refused:
        if refused.code in (UNKNOWN_GUILD, MISSING_ACCESS):
            raise ServerGoneError from None
        raise CannotWorkError(refused_means, code=refused.code) from None
    except LimitedError as limited:
        raise TryLaterError(f"rate limit of {limited.seconds:.0f} s") from None
    except NobodyKnowsError as unknown:
        raise TryLaterError(str(unknown)) from None
