"""Cases in the database: numbered without gaps, changed in one way each."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.statements import take_turns
from cogs.moderation.cases import keeping
from cogs.moderation.cases.ending import ending_columns, lifted_by, one_that_ends
from cogs.moderation.cases.inside import changed, edited, made_void, noted_by_hand, opened
from cogs.moderation.cases.looking import CaseLook
from cogs.moderation.cases.records import NOBODY, ON_CHANNELS, Case, Draft, Ending, Notice, State
from cogs.moderation.cases.tables import case_of, cases, counters

Follow = Callable[[AsyncConnection, Sequence[Case]], Awaitable[None]]


class Cases:
    """The cases of every server: `look` asks, the methods here change.

    Each change is one transaction; those that take `within` can join the caller's, so that what
    follows from a case (the job that ends a ban) is never without it.
    """

    def __init__(self, storage: Storage) -> None:
        self.look = CaseLook(storage)
        self._storage = storage

    async def open(
        self, guild_id: int, draft: Draft, *, at: datetime, within: AsyncConnection | None = None
    ) -> Case:
        """Number an act that is about to be done; it stays *doing* until it is settled."""
        if within is not None:
            return await opened(within, guild_id, draft, State.DOING, at)
        async with self._storage.write() as connection:
            return await opened(connection, guild_id, draft, State.DOING, at)

    async def note_by_hand(
        self, guild_id: int, draft: Draft, *, at: datetime, within: AsyncConnection | None = None
    ) -> Case | None:
        """Make what was done in Discord itself a case; None, and nothing new, if it is one."""
        if within is not None:
            return await noted_by_hand(within, guild_id, draft, at)
        async with self._storage.write() as connection:
            return await noted_by_hand(connection, guild_id, draft, at)

    async def recent(
        self, within: AsyncConnection, guild_id: int, target_id: int, since: datetime
    ) -> list[Case]:
        """What was begun about a member since then, oldest first; nobody opens one meanwhile."""
        await take_turns(within, counters.name, guild_id)
        wanted = select(cases).where(
            cases.c.guild_id == guild_id,
            cases.c.target_id == target_id,
            cases.c.opened_at >= since,
        )
        return [case_of(row) for row in await within.execute(wanted.order_by(cases.c.number))]

    async def settle(
        self,
        guild_id: int,
        number: int,
        state: State,
        *,
        notice: Notice,
        failure: str = "",
        extent: str = "",
        within: AsyncConnection | None = None,
    ) -> Case:
        """Say what became of an act; one that is settled already stays as it is."""
        values = {
            "state": state.value,
            "notice": notice.value,
            "failure": failure,
            "extent": extent,
        }
        doing = cases.c.state == State.DOING.value
        if within is not None:
            return await changed(within, guild_id, number, doing, values)
        async with self._storage.write() as connection:
            return await changed(connection, guild_id, number, doing, values)

    async def end_others(self, within: AsyncConnection, case: Case, at: datetime) -> list[Case]:
        """Lift what an act that was done puts an end to; the cases that are lifted by it.

        An act that is settled late may itself have been ended by one that was begun after it.
        """
        about = case.channel_id if case.kind in ON_CHANNELS else case.target_id
        # Of two acts that are settled at once, the second sees what the first did.
        await take_turns(within, f"case of {case.guild_id}", about or NOBODY)
        lifted = await lifted_by(within, case, at)
        later = await one_that_ends(within, case)
        return lifted if later is None else [*lifted, *await lifted_by(within, later, at)]

    async def lift(
        self,
        guild_id: int,
        number: int,
        ending: Ending,
        *,
        within: AsyncConnection | None = None,
    ) -> Case:
        """Note that what a case did is not in force any more; a second time changes nothing."""
        values = ending_columns("lifted", ending)
        if within is not None:
            return await changed(within, guild_id, number, cases.c.lifted_at.is_(None), values)
        async with self._storage.write() as connection:
            return await changed(connection, guild_id, number, cases.c.lifted_at.is_(None), values)

    async def void(
        self,
        guild_id: int,
        number: int,
        ending: Ending,
        *,
        within: AsyncConnection | None = None,
    ) -> Case:
        """Take a case off the member's record; it stays to be read.

        Raises:
            NotFoundError: There is no such case.
            InvalidInputError: It is void already, or still being done.
        """
        if within is not None:
            return await made_void(within, guild_id, number, ending)
        async with self._storage.write() as connection:
            return await made_void(connection, guild_id, number, ending)

    async def edit_reason(
        self,
        guild_id: int,
        number: int,
        reason: str,
        *,
        by: int,
        at: datetime,
        within: AsyncConnection | None = None,
    ) -> Case:
        """Give a case another reason; what it said before stays to be read."""
        if within is not None:
            return await edited(within, guild_id, number, reason, by, at)
        async with self._storage.write() as connection:
            return await edited(connection, guild_id, number, reason, by, at)

    # --- what is kept of somebody -----------------------------------------------------------------

    async def export_member(self, member_id: int) -> Any:  # noqa: ANN401 - JSON
        """The cases about somebody, and those that they made; None where there are none."""
        async with self._storage.read() as connection:
            return await keeping.export_member(connection, member_id)

    async def forget_member(self, member_id: int) -> None:
        """Put one random id in the place of the member's in all cases, and drop their words."""
        async with self._storage.write() as connection:
            await keeping.forget_member(connection, member_id)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all cases of a server."""
        async with self._storage.write() as connection:
            await keeping.forget_guild(connection, guild_id)

    async def reduce(self, guild_id: int, before: datetime, *, follow: Follow | None = None) -> int:
        """Reduce cases from before then to a number and a kind; how many were reduced.

        What is in force stays whole until it ends.

        Args:
            guild_id: The server.
            before: Aware.
            follow: Plans what follows from it, in the same transaction.
        """
        async with self._storage.write() as connection:
            reduced = await keeping.reduce(connection, guild_id, before)
            if follow is not None:
                await follow(connection, reduced)
        return len(reduced)
