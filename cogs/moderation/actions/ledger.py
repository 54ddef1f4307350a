"""Cases with what follows from each change of them: the card, the end, the settling."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from cogs.moderation.actions.records import Result
from cogs.moderation.actions.rules import LONGEST_TIMEOUT
from cogs.moderation.cases.cards import Cards
from cogs.moderation.cases.records import Case, Draft, Ending, Kind, Notice, State
from cogs.moderation.cases.store import Cases
from cogs.moderation.plans import (
    END,
    SETTLE,
    SETTLED_WITHIN,
    end_plan,
    reduce_plan,
    renew_plan,
    settle_plan,
)


class Ledger:
    """Opens and settles cases, for whoever acts.

    What follows from a change is in its transaction: no case is ever without its card, and none
    stays open because a process ended.
    """

    def __init__(self, house: House, cases: Cases, cards: Cards) -> None:
        self._house = house
        self._cases = cases
        self._cards = cards

    async def begin(
        self,
        within: AsyncConnection,
        guild_id: int,
        draft: Draft,
        *,
        at: datetime,
        settled_within: timedelta | None = SETTLED_WITHIN,
    ) -> Case:
        """Number an act that is about to be done.

        Args:
            within: The caller's transaction.
            guild_id: The server.
            draft: The act.
            at: Now, aware.
            settled_within: How long it takes at most: after that it is looked up what became of
                it, should this process have ended. None: a job of the caller's does the act, and
                settles it whatever happens.
        """
        case = await self._cases.open(guild_id, draft, at=at, within=within)
        if settled_within is not None:
            await self._house.jobs.schedule(settle_plan(case, settled_within), within=within)
        await self._follow_up(within, case)
        return case

    async def settle(
        self,
        case: Case,
        result: Result,
        notice: Notice = Notice.NONE,
        *,
        notice_is_right: bool = True,
    ) -> Case:
        """Note what became of an act; one that is settled already stays as it is.

        Args:
            case: The act.
            result: What Discord says of it.
            notice: Whether the member was told.
            notice_is_right: Whether what they were told holds. Where it does not, the job that
                settles what was cut off still comes, and corrects it.
        """
        async with self._house.storage.write() as connection:
            return await self.settle_within(
                *(connection, case.guild_id, case.number, result),
                notice=notice,
                notice_is_right=notice_is_right,
            )

    async def settle_within(
        self,
        within: AsyncConnection,
        guild_id: int,
        number: int,
        result: Result,
        *,
        notice: Notice = Notice.NONE,
        notice_is_right: bool = True,
    ) -> Case:
        """As `settle`, in the caller's transaction."""
        settled = await self._cases.settle(
            guild_id,
            number,
            result.state,
            notice=notice,
            failure=result.failure,
            extent=result.extent,
            within=within,
        )
        if settled.state is not State.DOING:
            if notice_is_right:
                await self._cancel(within, SETTLE, settled)
            await self._end_others(within, settled)
            await self._cards.follow(within, settled)
        return settled

    async def lift(self, within: AsyncConnection, case: Case, ending: Ending) -> Case:
        """Note that a case is not in force any more."""
        lifted = await self._cases.lift(case.guild_id, case.number, ending, within=within)
        await self._cancel(within, END, case)
        await self._cards.follow(within, lifted)
        return lifted

    async def take_in(self, within: AsyncConnection, case: Case) -> None:
        """Let follow what follows from a case of what was done by hand."""
        await self._follow_up(within, case)
        await self._end_others(within, case)
        await self._cards.follow(within, case)

    # --- parts ------------------------------------------------------------------------------------

    async def _follow_up(self, within: AsyncConnection, case: Case) -> None:
        """Plan what a case needs later: its end, and its reduction to a count."""
        jobs, now = self._house.jobs, self._house.clock.now()
        if case.until is not None and case.kind is Kind.BAN:
            await jobs.schedule(end_plan(case, case.until), within=within)
        elif (
            case.until is not None
            and case.kind is Kind.TIMEOUT
            and case.until - now > LONGEST_TIMEOUT
        ):
            await jobs.schedule(renew_plan(case, now), within=within)
        await jobs.schedule(reduce_plan(case.guild_id, now), within=within)

    async def _end_others(self, within: AsyncConnection, case: Case) -> None:
        """Note what an act has put an end to; what failed has no end of its own."""
        if case.state is State.FAILED:
            await self._cancel(within, END, case)
            return
        for ended in await self._cases.end_others(within, case, self._house.clock.now()):
            await self._cancel(within, END, ended)
            await self._cards.follow(within, ended)

    async def _cancel(self, within: AsyncConnection, kind: str, case: Case) -> None:
        key = str(case.number)
        await self._house.jobs.cancel_key(case.guild_id, kind, key, within=within)
