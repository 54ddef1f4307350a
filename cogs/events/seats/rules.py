"""Who gets a seat, who waits, and to whom a free seat goes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cogs.events.records import Answer, Rsvp
from cogs.events.seats.records import Offer, Seats

HOLD_WITHIN = timedelta(hours=2)
HOLD_FOR = timedelta(minutes=15)


def seat_for(wanted: Answer, mine: Rsvp | None, seats: Seats) -> Answer:
    """What somebody's answer comes to.

    Args:
        wanted: What they said: going, maybe or can't.
        mine: What they had said before; None nothing.
        seats: As they stand, with theirs.
    """
    if wanted is not Answer.GOING:
        return wanted
    has_one = mine is not None and (mine.answer is Answer.GOING or mine.held_until is not None)
    return Answer.WAITING if seats.free == 0 and not has_one else Answer.GOING


def number_stays(before: Answer, after: Answer) -> bool:
    """Whether somebody keeps their place in the order: who waited and now has a seat."""
    return before is Answer.WAITING and after is Answer.GOING


def next_in_line(
    waiting: Sequence[Rsvp], seats: Seats, *, starts: datetime, now: datetime
) -> tuple[Offer, ...]:
    """Who of those that wait gets the free seats, in order.

    Within two hours of the start a seat is only kept for 15 minutes, since many have other plans by
    then; once it has started nobody is called up any more.

    Args:
        waiting: Those for whom no seat is kept, in the order in which they asked.
        seats: As they stand.
        starts: When it starts.
        now: The time.
    """
    if now >= starts:
        return ()
    called = waiting if seats.free is None else waiting[: seats.free]
    held_until = None if starts - now > HOLD_WITHIN else min(now + HOLD_FOR, starts)
    return tuple(Offer(rsvp.member_id, rsvp.number, held_until) for rsvp in called)
