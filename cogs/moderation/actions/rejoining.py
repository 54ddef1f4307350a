"""What was in force comes back with whoever comes back; needs the members intent."""

from datetime import datetime, timedelta

import discord
import structlog

from bot.delivery.asking import LimitedError, NobodyKnowsError, RefusedError
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.rules import timeout_until
from cogs.moderation.cases.records import Case, Kind, State
from cogs.moderation.parts import Listener

log = structlog.stdlib.get_logger(__name__)

# Discord keeps a timeout over a rejoin by itself; clocks differ a little.
CLOSE_ENOUGH = timedelta(minutes=5)


class Rejoining:
    """Holds again what nobody held while a member was away."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    @property
    def listeners(self) -> tuple[tuple[str, Listener], ...]:
        """What is heard of."""
        return (("on_member_join", self.hold_again),)

    async def hold_again(self, member: discord.Member) -> None:
        """Bring the timeout of somebody who came back to where it would be had they stayed.

        What can't be done now is tried by the job that renews long timeouts, which tells staff.
        """
        now = self._acting.house.clock.now()
        of_member = await self._acting.cases.look.of_member(member.guild.id, member.id)
        timeouts = [
            case for case in of_member if case.kind is Kind.TIMEOUT and case.state is State.DONE
        ]
        if not timeouts:
            return
        latest, held = timeouts[-1], member.timed_out_until
        try:
            if needs_releasing(latest, held, now):
                await self._acting.deeds.release(latest, member.id)
            elif needs_holding(latest, held, now):
                until = latest.until or now
                await self._acting.deeds.hold_timeout(latest, member.id, until)
        except (RefusedError, LimitedError, NobodyKnowsError) as trouble:
            log.warning(
                "a timeout could not be brought back", guild=member.guild.id, why=str(trouble)
            )


def needs_releasing(case: Case, held: datetime | None, now: datetime) -> bool:
    """Whether Discord still holds what was ended; what it holds for longer is somebody else's."""
    if case.is_in_force or case.until is None or held is None:
        return False
    return now < held <= case.until + CLOSE_ENOUGH


def needs_holding(case: Case, held: datetime | None, now: datetime) -> bool:
    """Whether a timeout is in force and Discord holds it for too short."""
    if not case.is_in_force or case.until is None or case.until <= now:
        return False
    return held is None or held < timeout_until(case.until, now) - CLOSE_ENOUGH
