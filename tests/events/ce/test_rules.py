"""Checking in and out, and what it comes to."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError, NotAllowedError
from cogs.events.ce.records import Attendance, Attended, Claim, Decision, Outcome, Sitting, Visit
from cogs.events.ce.rules import (
    MOST_WRONG_WORDS,
    checked_in,
    checked_out,
    claim_wording,
    code_word,
    hours_wording,
    is_word,
    minutes_needed,
    minutes_present,
    outcome,
    require_certifiable,
    totals,
    wrong_word_sentence,
)

STARTS = datetime(2026, 12, 1, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SITTING = Sitting(
    *(7, 12, 3, "Practice", STARTS, 90 * MINUTE, "America/New_York", 80, Claim(90)),
)
NOBODY = Attendance(5)


def after(minutes: float) -> datetime:
    """So many minutes after the start."""
    return STARTS + minutes * MINUTE


def there(*visits: tuple[float, float | None]) -> Attendance:
    made = (Visit(after(a), None if b is None else after(b)) for a, b in visits)
    return Attendance(5, tuple(made))


# --- the code word --------------------------------------------------------------------------------


def test_a_word_is_two_easy_ones():
    first, second = code_word(random.Random(4)).split()

    assert first.isalpha()
    assert second.isalpha()


@pytest.mark.parametrize("typed", ["calm river", "Calm-River", " CALMRIVER ", "“calm river”."])
def test_a_word_is_taken_however_it_is_written(typed: str):
    assert is_word(typed, "calm river")


@pytest.mark.parametrize("typed", ["", "calm", "river calm", "calm rivers"])
def test_another_word_is_wrong(typed: str):
    assert not is_word(typed, "calm river")
    assert not is_word(typed, "")


# --- in and out -----------------------------------------------------------------------------------


def test_the_right_word_checks_in_and_forgives_wrong_ones():
    before = replace(NOBODY, wrong_words=3)

    now = checked_in(before, SITTING, word="calm river", typed="Calm River", now=after(2))

    assert now.visits == (Visit(after(2)),)
    assert now.wrong_words == 0


def test_a_wrong_word_is_counted_until_no_try_is_left():
    attendance = NOBODY
    said: list[str] = []
    for _ in range(MOST_WRONG_WORDS):
        attendance = checked_in(attendance, SITTING, word="calm river", typed="x", now=after(0))
        said.append(wrong_word_sentence(attendance))

    assert "4 tries" in said[0]
    assert "one try" in said[-2]
    assert "last try" in said[-1]
    with pytest.raises(NotAllowedError, match="too many wrong words"):
        checked_in(attendance, SITTING, word="calm river", typed="calm river", now=after(1))


@pytest.mark.parametrize(("minutes", "words"), [(-15.1, "opens"), (120.1, "closed")])
def test_the_doors_are_open_from_15_minutes_before_to_30_after(minutes: float, words: str):
    inside = there((0, None))

    for attempt in (
        lambda: checked_in(NOBODY, SITTING, word="w", typed="w", now=after(minutes)),
        lambda: checked_out(inside, SITTING, after(minutes)),
    ):
        with pytest.raises(NotAllowedError, match=words):
            attempt()
    for edge in (-15, 120):
        assert checked_in(NOBODY, SITTING, word="w", typed="w", now=after(edge)).visits


def test_nobody_checks_in_without_a_word_or_twice():
    with pytest.raises(NotAllowedError, match="not made a code word"):
        checked_in(NOBODY, SITTING, word=None, typed="", now=after(0))
    with pytest.raises(InvalidInputError, match="checked in already"):
        checked_in(there((0, None)), SITTING, word="w", typed="w", now=after(1))


def test_nobody_checks_out_who_is_not_in():
    with pytest.raises(InvalidInputError, match="not checked in"):
        checked_out(NOBODY, SITTING, after(10))
    with pytest.raises(InvalidInputError, match="checked out already"):
        checked_out(there((0, 10)), SITTING, after(20))


def test_somebody_can_leave_and_come_back():
    gone = checked_out(there((0, None)), SITTING, after(30))
    back = checked_in(gone, SITTING, word="w", typed="w", now=after(40))

    assert checked_out(back, SITTING, after(90)) == there((0, 30), (40, 90))


# --- what it comes to -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visits", "minutes"),
    [
        ((), 0),
        (((0, 90),), 90),
        # Nothing before the start or after the end counts.
        (((-15, 120),), 90),
        (((-15, -5),), 0),
        (((100, 120),), 0),
        (((0, 30), (40, 90)), 80),
        # Nobody knows how long a visit without a check-out lasted.
        (((0, None),), 0),
        (((0, 30), (40, None)), 30),
        (((0, 71.99),), 71),
    ],
)
def test_minutes_are_those_between_in_and_out_within_the_training(
    visits: tuple[tuple[float, float | None], ...], minutes: int
):
    assert minutes_present(there(*visits).visits, SITTING) == minutes


@given(
    visits=st.lists(st.tuples(st.integers(-15, 120), st.integers(-15, 120)).map(sorted), max_size=4)
)
def test_nobody_is_there_for_longer_than_the_training_or_their_own_visits(visits: list[list[int]]):
    in_order = [visit for n, visit in enumerate(visits) if not n or visit[0] >= visits[n - 1][1]]
    found = minutes_present(there(*((a, b) for a, b in in_order)).visits, SITTING)

    assert 0 <= found <= 90 * max(1, len(in_order))
    assert found <= sum(b - a for a, b in in_order)


@pytest.mark.parametrize(("percent", "needed"), [(80, 72), (100, 90), (75, 68), (1, 1), (33, 30)])
def test_the_rule_is_a_share_of_the_length_rounded_up(percent: int, needed: int):
    assert minutes_needed(replace(SITTING, percent=percent)) == needed


def test_the_rule_is_met_from_the_very_minute_on():
    assert outcome(there((0, 72)), SITTING) == Outcome(
        72, met=True, decided=False, open_visit=False
    )
    assert not outcome(there((0, 71)), SITTING).met
    assert outcome(there((0, None)), SITTING) == Outcome(
        0, met=False, decided=False, open_visit=True
    )


@pytest.mark.parametrize("met", [True, False])
def test_a_decision_stands_above_the_clock(met: bool):
    decided = replace(there((0, 90)), decision=Decision(met, "Lost the connection", 9, STARTS))

    found = outcome(decided, SITTING)

    assert (found.met, found.decided, found.minutes) == (met, True, 90)


def test_a_certificate_waits_for_the_end_and_for_the_rule():
    met, missed = outcome(there((0, 90)), SITTING), outcome(there((0, None)), SITTING)

    assert require_certifiable(SITTING, met, after(90)) == met
    with pytest.raises(NotAllowedError, match="after the end"):
        require_certifiable(SITTING, met, after(89))
    with pytest.raises(NotAllowedError, match=r"72 minutes; I have 0 .* did not check out"):
        require_certifiable(SITTING, missed, after(90))
    with pytest.raises(NotAllowedError, match="did not check in"):
        require_certifiable(SITTING, None, after(90))
    refused = replace(met, met=False, decided=True)
    with pytest.raises(NotAllowedError, match="host decided"):
        require_certifiable(SITTING, refused, after(90))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(60, "1 hour"), (90, "1.5 hours"), (45, "0.75 hours"), (600, "10 hours"), (0, "0 hours")],
)
def test_hours_are_written_without_needless_digits(minutes: int, words: str):
    assert hours_wording(minutes) == words


def test_no_wording_says_that_a_board_approved_unless_the_organiser_named_it_with_a_number():
    board = Claim(90, "the Board of Examples", "AB-1")

    assert "claims no continuing education" in claim_wording(Claim())
    assert "names no approving body" in claim_wording(Claim(90))
    assert "approved by" not in claim_wording(Claim(90)) + claim_wording(replace(board, number=""))
    assert "Nothing here says that anybody approved it" in claim_wording(
        replace(board, number=None)
    )
    assert "claimed by the organiser and was not confirmed" in claim_wording(board)
    assert "approved by the Board of Examples under number AB-1" in claim_wording(board)
    assert "a moderator of the server has confirmed" in claim_wording(
        replace(board, confirmed=True)
    )


def test_only_what_met_the_rule_is_credited():
    met = Attended(SITTING, outcome(there((0, 80)), SITTING), "Hub")
    missed = Attended(SITTING, outcome(there((0, 40)), SITTING), "Hub")

    assert totals([met, missed]) == (120, 90)
