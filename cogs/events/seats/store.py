"""Answers, seats and the line: each decided in one transaction that locks the occurrence."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, SystemClock
from bot.errors import NotFoundError
from bot.storage import Storage
from bot.storage.statements import insert_into
from cogs.events.records import Answer, Counts, Occasion, Rsvp
from cogs.events.rules import require_open
from cogs.events.seats.counting import (
    counts_in,
    line_in,
    of_occasion,
    place_in,
    rsvp_in,
    rsvp_of,
    seats_in,
)
from cogs.events.seats.records import Answered, Offer
from cogs.events.seats.rules import next_in_line, number_stays, seat_for
from cogs.events.store import EventStore
from cogs.events.tables import occurrences, rsvps

Follow = Callable[[AsyncConnection, Occasion, Sequence[Offer]], Awaitable[None]]
"""What follows from a change: called in its transaction, with the seats that went to others."""


async def _nothing_follows(_: AsyncConnection, __: Occasion, ___: Sequence[Offer]) -> None:
    pass


class SeatStore:
    """The rows; `follow` plans in the same transaction what must be shown and told."""

    def __init__(
        self, storage: Storage, clock: Clock | None = None, follow: Follow = _nothing_follows
    ) -> None:
        self._storage = storage
        self._clock = clock or SystemClock()
        self._events = EventStore(storage)
        self._follow = follow

    # --- answering --------------------------------------------------------------------------------

    async def answer(
        self, guild_id: int, occurrence_id: int, member_id: int, wanted: Answer, *, now: datetime
    ) -> Answered:
        """Take a member's answer; a seat that it frees goes to the first in line.

        Raises:
            NotFoundError: There is no such occurrence in this server.
            NotAllowedError: It is called off, or over.
        """
        async with self._storage.write() as connection:
            occasion = await self._locked(connection, guild_id, occurrence_id)
            require_open(occasion, now)
            before = await rsvp_in(connection, occasion, member_id)
            answer = seat_for(wanted, before, await seats_in(connection, occasion))
            mine = before
            if mine is None or mine.answer is not answer:
                mine = await self._write(connection, occasion, member_id, answer, before, now)
                await self.settle(connection, occasion, now)
            counts = await counts_in(connection, guild_id, occurrence_id)
            place = await place_in(connection, occasion, mine)
        return Answered(occasion, mine, counts, place, None if before is None else before.answer)

    async def settle(self, within: AsyncConnection, occasion: Occasion, now: datetime) -> None:
        """Give free seats to those in line; also after the capacity or the time was changed."""
        seats, offers = await seats_in(within, occasion), tuple[Offer, ...]()
        if not occasion.is_cancelled and seats.free != 0:
            waiting = await line_in(within, occasion, seats.free)
            starts = occasion.occurrence.starts
            offers = next_in_line(waiting, seats, starts=starts, now=now)
        for offer in offers:
            await self._give(within, occasion, offer)
        await self._follow(within, occasion, offers)

    async def end_hold(
        self, guild_id: int, occurrence_id: int, member_id: int, number: int, *, now: datetime
    ) -> bool:
        """Let a kept seat go on that was not taken in time; False where it was, or given back."""
        async with self._storage.write() as connection:
            occasion = await self._locked(connection, guild_id, occurrence_id)
            mine = await rsvp_in(connection, occasion, member_id)
            if mine is None or mine.number != number or mine.held_until is None:
                return False
            if now < mine.held_until:
                return False
            await self._write(connection, occasion, member_id, Answer.MAYBE, mine, now)
            await self.settle(connection, occasion, now)
        return True

    async def _give(self, within: AsyncConnection, occasion: Occasion, offer: Offer) -> None:
        given: dict[str, Any] = {"held_until": offer.held_until}
        if offer.held_until is None:
            given["answer"] = Answer.GOING
        theirs = (*of_occasion(occasion), rsvps.c.member_id == offer.member_id)
        await within.execute(update(rsvps).where(*theirs).values(given))

    async def _write(
        self,
        within: AsyncConnection,
        occasion: Occasion,
        member_id: int,
        answer: Answer,
        before: Rsvp | None,
        now: datetime,
    ) -> Rsvp:
        if before is not None and number_stays(before.answer, answer):
            number = before.number
        else:
            number = await self._next_number(within, occasion)
        changed = {"answer": answer, "number": number, "answered_at": now, "held_until": None}
        row = {
            "guild_id": occasion.event.guild_id,
            "occurrence_id": occasion.occurrence.id,
            "member_id": member_id,
            **changed,
        }
        written = insert_into(within, rsvps).values(row)
        key = ["guild_id", "occurrence_id", "member_id"]
        await within.execute(written.on_conflict_do_update(index_elements=key, set_=changed))
        return Rsvp(occasion.occurrence.id, member_id, answer, number, now)

    async def _next_number(self, within: AsyncConnection, occasion: Occasion) -> int:
        columns = occurrences.c
        here = (
            columns.guild_id == occasion.event.guild_id,
            columns.id == occasion.occurrence.id,
        )
        counted = update(occurrences).where(*here).values(next_number=columns.next_number + 1)
        found = await within.execute(counted.returning(columns.next_number - 1))
        return found.scalar_one()

    async def _locked(self, within: AsyncConnection, guild_id: int, occurrence_id: int) -> Occasion:
        occasion = await self._events.occasion_in(within, guild_id, occurrence_id)
        if occasion is None or not occasion.occurrence.opened:
            raise NotFoundError("That training is not there any more. See `/event list`.")
        return occasion

    # --- looking ----------------------------------------------------------------------------------

    async def mine(self, guild_id: int, occurrence_id: int, member_id: int) -> Rsvp | None:
        """What a member answered; None nothing."""
        found = await self.of_member(guild_id, member_id)
        return next((rsvp for rsvp in found if rsvp.occurrence_id == occurrence_id), None)

    async def server_of(self, occurrence_id: int, member_id: int) -> int | None:
        """The server of an occurrence that a member has answered; None where they have not."""
        columns = rsvps.c
        mine = (columns.occurrence_id == occurrence_id, columns.member_id == member_id)
        async with self._storage.read() as connection:
            found = await connection.execute(select(columns.guild_id).where(*mine))
            return found.scalar_one_or_none()

    async def of_member(self, guild_id: int, member_id: int) -> list[Rsvp]:
        """All answers of a member in a server, by occurrence, past ones too."""
        columns = rsvps.c
        here = (columns.guild_id == guild_id, columns.member_id == member_id)
        wanted = select(rsvps).where(*here).order_by(columns.occurrence_id)
        async with self._storage.read() as connection:
            return [rsvp_of(row) for row in await connection.execute(wanted)]

    async def who(
        self, guild_id: int, occurrence_id: int, answers: Collection[Answer]
    ) -> list[int]:
        """The members who answered so, in the order in which they asked."""
        columns = rsvps.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        wanted = select(columns.member_id).where(*here, columns.answer.in_(answers))
        async with self._storage.read() as connection:
            found = await connection.execute(wanted.order_by(columns.number))
            return list(found.scalars())

    async def counts_in(self, within: AsyncConnection, occasion: Occasion) -> Counts:
        """As `counts`, in the caller's transaction."""
        return await counts_in(within, occasion.event.guild_id, occasion.occurrence.id)

    async def counts(self, guild_id: int, occurrence_id: int) -> Counts:
        """How many said what."""
        async with self._storage.read() as connection:
            return await counts_in(connection, guild_id, occurrence_id)

    # --- members and servers ----------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """A member's answers, ready for JSON; None where nothing is kept."""
        rows = await self._rows_of(member_id)
        if not rows:
            return None
        answers = [
            {
                "guild_id": row.guild_id,
                "occurrence_id": row.occurrence_id,
                "answer": row.answer,
                "answered_at": row.answered_at.isoformat(),
            }
            for row in rows
        ]
        return {"answers": answers}

    async def forget_member(self, member_id: int) -> None:
        """Delete a member's answers; their seats go to those in line. Safe to call again."""
        for row in await self._rows_of(member_id):
            async with self._storage.write() as connection:
                await self._forget(connection, row.guild_id, row.occurrence_id, member_id)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all answers of a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(rsvps).where(rsvps.c.guild_id == guild_id))

    async def _forget(
        self, within: AsyncConnection, guild_id: int, occurrence_id: int, member_id: int
    ) -> None:
        now = self._clock.now()
        occasion = await self._events.occasion_in(within, guild_id, occurrence_id)
        columns = rsvps.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        await within.execute(delete(rsvps).where(*here, columns.member_id == member_id))
        if occasion is not None and occasion.occurrence.ends > now:
            await self.settle(within, occasion, now)

    async def _rows_of(self, member_id: int) -> Sequence[Any]:
        wanted = select(rsvps).where(rsvps.c.member_id == member_id)
        async with self._storage.read() as connection:
            found = await connection.execute(wanted.order_by(rsvps.c.occurrence_id))
            return found.all()
