"""How the seats of an occurrence stand, within a transaction."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.events.records import Answer, Counts, Occasion, Rsvp
from cogs.events.seats.records import Seats
from cogs.events.tables import rsvps


def rsvp_of(row: Any) -> Rsvp:  # noqa: ANN401 - a row of `event_rsvps`
    """A row as a record."""
    return Rsvp(
        row.occurrence_id,
        row.member_id,
        Answer(row.answer),
        row.number,
        row.answered_at,
        row.held_until,
    )


def of_occasion(occasion: Occasion) -> tuple[ColumnElement[bool], ...]:
    """Whether a row is an answer for this occurrence."""
    columns = rsvps.c
    return (
        columns.guild_id == occasion.event.guild_id,
        columns.occurrence_id == occasion.occurrence.id,
    )


async def counts_in(within: AsyncConnection, guild_id: int, occurrence_id: int) -> Counts:
    """How many said what."""
    columns = rsvps.c
    here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
    wanted = select(columns.answer, func.count(), func.count(columns.held_until))
    rows = (await within.execute(wanted.where(*here).group_by(columns.answer))).all()
    many = {Answer(row[0]): int(row[1]) for row in rows}
    return Counts(
        going=many.get(Answer.GOING, 0),
        maybe=many.get(Answer.MAYBE, 0),
        cant=many.get(Answer.CANT, 0),
        waiting=many.get(Answer.WAITING, 0),
        held=sum(int(row[2]) for row in rows),
    )


async def seats_in(within: AsyncConnection, occasion: Occasion) -> Seats:
    """How the seats stand."""
    counts = await counts_in(within, occasion.event.guild_id, occasion.occurrence.id)
    return Seats(occasion.details.capacity, counts.going, counts.held)


async def rsvp_in(within: AsyncConnection, occasion: Occasion, member_id: int) -> Rsvp | None:
    """What a member answered; None nothing."""
    mine = select(rsvps).where(*of_occasion(occasion), rsvps.c.member_id == member_id)
    row = (await within.execute(mine)).one_or_none()
    return None if row is None else rsvp_of(row)


async def line_in(within: AsyncConnection, occasion: Occasion, most: int | None) -> list[Rsvp]:
    """Those who wait and for whom no seat is kept, in order; at most so many."""
    columns = rsvps.c
    waiting = (columns.answer == Answer.WAITING, columns.held_until.is_(None))
    wanted = select(rsvps).where(*of_occasion(occasion), *waiting).order_by(columns.number)
    return [rsvp_of(row) for row in await within.execute(wanted.limit(most))]


async def place_in(within: AsyncConnection, occasion: Occasion, rsvp: Rsvp) -> int:
    """Which in line somebody is, from 1; 0 for who does not wait."""
    if rsvp.answer is not Answer.WAITING:
        return 0
    columns = rsvps.c
    before = select(func.count()).where(
        *of_occasion(occasion), columns.answer == rsvp.answer, columns.number <= rsvp.number
    )
    return (await within.execute(before)).scalar_one()
