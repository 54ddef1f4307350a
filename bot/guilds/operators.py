"""Who runs this Attune: the owner or the team of its Discord application."""

import asyncio
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.clock import Clock
from bot.errors import NotAllowedError

# A team changes rarely; somebody who left it loses the right within this time.
ASK_AGAIN_AFTER = timedelta(minutes=5)
MAY_NOT = (discord.TeamMemberRole.read_only,)


def operators_of(application: discord.AppInfo) -> frozenset[int]:
    """The people behind an application: its owner, or of a team those who may change something.

    Who has not accepted the invitation to the team yet, or may only read, is none.
    """
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    joined = {
        member.id
        for member in team.members
        if member.membership_state is discord.TeamMembershipState.accepted
        and member.role not in MAY_NOT
    }
    return frozenset(joined | {team.owner_id} if team.owner_id else joined)


class Operators:
    """The operators, as Discord last named them."""

    def __init__(self, client: discord.Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._asked_at: datetime | None = None
        self._named: frozenset[int] | None = None
        self._turn = asyncio.Lock()

    def include(self, user_id: int) -> bool:
        """Whether somebody is an operator, from memory: good enough to show or hide a line."""
        if self._named is None and self._client.application is not None:
            self._named = operators_of(self._client.application)
        return user_id in (self._named or ())

    async def require(self, user_id: int) -> None:
        """Go on only if somebody is an operator; asks Discord if that was long ago.

        Where Discord does not answer, who was named last counts.

        Raises:
            NotAllowedError: They are none.
        """
        async with self._turn:
            await self._ask_again()
        if not self.include(user_id):
            raise NotAllowedError(
                "Only the people who run me can do that: the owner or the team of my application "
                "at Discord."
            )

    async def _ask_again(self) -> None:
        now = self._clock.now()
        if self._asked_at is not None and now - self._asked_at < ASK_AGAIN_AFTER:
            return
        try:
            self._named = operators_of(await self._client.application_info())
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError):
            return
        self._asked_at = now
