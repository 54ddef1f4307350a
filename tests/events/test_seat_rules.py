"""Who gets a seat, who waits, and to whom a free seat goes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cogs.events.records import Answer, Rsvp
from cogs.events.seats.records import Offer, Seats
from cogs.events.seats.rules import HOLD_FOR, next_in_line, number_stays, seat_for

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
SOON = NOW + timedelta(hours=1)


def rsvp(member: int, answer: Answer = Answer.WAITING, held: datetime | None = None) -> Rsvp:
    return Rsvp(1, member, answer, member, NOW, held)


def test_a_free_seat_is_taken_and_a_full_training_lets_wait():
    assert seat_for(Answer.GOING, None, Seats(30, 29)) is Answer.GOING
    assert seat_for(Answer.GOING, None, Seats(30, 30)) is Answer.WAITING
    assert seat_for(Answer.GOING, None, Seats(None, 5000)) is Answer.GOING


def test_a_seat_that_is_kept_for_somebody_is_not_free_for_another():
    assert seat_for(Answer.GOING, None, Seats(30, 29, held=1)) is Answer.WAITING
    mine = rsvp(1, held=NOW + HOLD_FOR)
    assert seat_for(Answer.GOING, mine, Seats(30, 29, held=1)) is Answer.GOING


def test_who_has_a_seat_keeps_it_when_they_press_again_also_after_the_room_was_made_smaller():
    assert seat_for(Answer.GOING, rsvp(1, Answer.GOING), Seats(10, 12)) is Answer.GOING


def test_maybe_and_cant_need_no_seat():
    for answer in (Answer.MAYBE, Answer.CANT):
        assert seat_for(answer, None, Seats(1, 1)) is answer


def test_a_smaller_room_frees_nothing():
    assert Seats(10, 12).free == 0
    assert next_in_line([rsvp(9)], Seats(10, 12), starts=LATER, now=NOW) == ()


def test_free_seats_go_to_those_who_asked_first():
    waiting = [rsvp(3), rsvp(5), rsvp(8)]

    offers = next_in_line(waiting, Seats(12, 10), starts=LATER, now=NOW)

    assert offers == (Offer(3, 3), Offer(5, 5))


def test_a_training_without_a_limit_takes_all_who_wait():
    waiting = [rsvp(3), rsvp(5)]

    assert len(next_in_line(waiting, Seats(None, 10), starts=LATER, now=NOW)) == 2


def test_shortly_before_the_start_a_seat_is_only_kept_and_never_beyond_the_start():
    (offer,) = next_in_line([rsvp(3)], Seats(12, 11), starts=SOON, now=NOW)
    assert offer.held_until == NOW + HOLD_FOR

    starts = NOW + timedelta(minutes=5)
    (offer,) = next_in_line([rsvp(3)], Seats(12, 11), starts=starts, now=NOW)
    assert offer.held_until == starts


def test_two_hours_before_the_start_is_already_shortly_before():
    exactly, a_second_more = NOW + timedelta(hours=2), NOW + timedelta(hours=2, seconds=1)

    (kept,) = next_in_line([rsvp(3)], Seats(12, 11), starts=exactly, now=NOW)
    (given_at_once,) = next_in_line([rsvp(3)], Seats(12, 11), starts=a_second_more, now=NOW)

    assert kept.held_until is not None
    assert given_at_once.held_until is None


def test_once_it_has_started_nobody_is_called_up():
    assert next_in_line([rsvp(3)], Seats(12, 1), starts=NOW, now=NOW) == ()


def test_only_who_waited_and_gets_a_seat_keeps_their_number():
    assert number_stays(Answer.WAITING, Answer.GOING)
    assert not number_stays(Answer.GOING, Answer.WAITING)
    assert not number_stays(Answer.CANT, Answer.GOING)


@given(
    capacity=st.integers(1, 40),
    going=st.integers(0, 60),
    held=st.integers(0, 10),
    waiting=st.integers(0, 60),
)
def test_never_more_are_called_than_there_are_free_seats(
    capacity: int, going: int, held: int, waiting: int
):
    seats = Seats(capacity, going, held)
    line = [rsvp(n + 1) for n in range(waiting)]

    offers = next_in_line(line, seats, starts=LATER, now=NOW)

    assert len(offers) == min(waiting, max(capacity - going - held, 0))
    assert [offer.member_id for offer in offers] == [r.member_id for r in line[: len(offers)]]
