"""What ends on time: bans; and what is held longer than Discord holds it: timeouts."""

from datetime import timedelta

from bot.guilds.rights import Right
from bot.jobs.errors import TryLaterError
from bot.jobs.kinds import JobKind
from bot.jobs.run import Run
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.hearing import Hearing
from cogs.moderation.actions.settling import asked
from cogs.moderation.cases.records import Case, Ending, State
from cogs.moderation.plans import (
    END,
    REDUCE,
    RENEW,
    WHENEVER,
    number_of,
    reduce_plan,
    renew_plan,
    server_of,
)

TIME_OVER = "Its time was over."
MAY_NOT_UNBAN = (
    "A ban was to end now, and I may not lift it. Give my role Ban Members under Server Settings, "
    "Roles, then press *Post now*; or lift it by hand."
)
MAY_NOT_HOLD = (
    "A long timeout was to be renewed now, and I may not do that. Give my role Moderate Members "
    "under Server Settings, Roles, and place it above theirs, then press *Post now*."
)


class Endings:
    """Works from rows and REST, also after a long time away.

    What moderators did by hand meanwhile is heard first: a ban that they made anew must not end
    with the one before it.
    """

    def __init__(self, acting: Acting, hearing: Hearing) -> None:
        self._acting = acting
        self._hearing = hearing
        self._house = acting.house

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The end of a ban, the renewal of a timeout, and the end of what is kept."""
        return (
            JobKind(
                END,
                self.end,
                grace=WHENEVER,
                title=lambda job: f"The end of the ban of case #{number_of(job)}",
                right=Right.MODERATOR,
            ),
            JobKind(
                RENEW,
                self.renew,
                grace=timedelta(days=28),
                title=lambda job: f"The long timeout of case #{number_of(job)} goes on",
                right=Right.MODERATOR,
            ),
            JobKind(
                REDUCE,
                self.reduce,
                grace=WHENEVER,
                title=lambda _: "Old cases are reduced to counts",
                listed=False,
                right=Right.MODERATOR,
            ),
        )

    async def end(self, run: Run) -> None:
        """Lift a ban; one that was lifted or replaced meanwhile is left alone."""
        case = await self._case(run)
        if not case.is_in_force:
            return
        target_id = int(run.job.payload["target"])
        await asked(self._acting.deeds.end_ban(case, target_id), MAY_NOT_UNBAN)
        ending = Ending(self._house.clock.now(), None, TIME_OVER)
        async with self._house.storage.write() as connection:
            await self._acting.ledger.lift(connection, case, ending)

    async def renew(self, run: Run) -> None:
        """Hold a timeout for another while, and plan the next time.

        Of who left it is tried each day; where Attune hears of joins, they are held at once.
        """
        case, now = await self._case(run), self._house.clock.now()
        if not case.is_in_force or case.until is None or case.until <= now:
            return
        target_id = int(run.job.payload["target"])
        hold = self._acting.deeds.hold_timeout(case, target_id, case.until)
        is_held = await asked(hold, MAY_NOT_HOLD)
        plan = renew_plan(case, now, away=not is_held)
        if plan.due_at < case.until:
            await self._house.jobs.schedule(plan)

    async def reduce(self, run: Run) -> None:
        """Reduce what is older than the server keeps cases, and look again tomorrow."""
        guild_id, now = server_of(run.job), self._house.clock.now()
        await self._acting.cases.reduce(
            guild_id,
            now - self._acting.chosen(guild_id).keep,
            follow=self._acting.cards.reduced,
        )
        await self._house.jobs.schedule(reduce_plan(guild_id, now))

    async def _case(self, run: Run) -> Case:
        guild_id = server_of(run.job)
        if not await self._hearing.has_heard(guild_id):
            raise TryLaterError("the audit log could not be read")
        case = await self._acting.cases.look.case(guild_id, number_of(run.job))
        if case.state is State.DOING:
            raise TryLaterError("the case is not settled yet")
        return case
