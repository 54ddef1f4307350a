"""Lengths of time as people type them."""

import contextlib
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError
from bot.when.durations import Span, duration_in, duration_wording


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1h 30m", 90),
        ("1h30m", 90),
        ("1h30", 90),
        ("1:30", 90),
        ("1.5 h", 90),
        ("1,5 hours", 90),
        ("90 minutes", 90),
        ("90min", 90),
        ("an hour and a half", 90),
        ("1 hour and 30 minutes", 90),
        ("half an hour", 30),
        ("an hour and a quarter", 75),
        ("30 sec", 0.5),
        ("two hours", 120),
        ("2 days", 2880),
        ("1.5 days", 2160),
        ("1 week", 10080),
        ("a fortnight", 20160),
        ("2 days, 3 hours", 3060),
    ],
)
def test_a_length_is_read(typed: str, minutes: float):
    assert duration_in(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "90", "soon", "1 h h", "in 2 h", "1:75", "1.5 months", "h"])
def test_what_is_no_length_gets_examples(typed: str):
    with pytest.raises(InvalidInputError, match="`90 minutes`"):
        duration_in(typed)


def test_months_differ_in_length():
    with pytest.raises(InvalidInputError, match="how many days"):
        duration_in("2 months")


@pytest.mark.parametrize("typed", ["0 min", "999999 weeks"])
def test_nothing_and_forever_are_no_lengths(typed: str):
    with pytest.raises(InvalidInputError, match="between one second and ten years"):
        duration_in(typed)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(hours=1, minutes=30), "1 hour 30 minutes"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=1, seconds=1), "1 day 1 second"),
        (timedelta(0), "0 seconds"),
    ],
)
def test_a_length_is_told_in_words(length: timedelta, words: str):
    assert duration_wording(length) == words


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=3660)))
def test_a_length_in_words_is_read_as_the_same(length: timedelta):
    whole = timedelta(seconds=int(length.total_seconds()))

    assert duration_in(duration_wording(whole)) == whole


@given(st.text(max_size=200))
def test_any_text_is_a_length_or_a_sentence(typed: str):
    with contextlib.suppress(InvalidInputError):
        assert duration_in(typed) > timedelta(0)


def test_months_end_on_the_last_day_of_short_ones():
    january = datetime.fromisoformat("2027-01-31T18:00")

    assert Span(months=1).after_wall(january) == datetime.fromisoformat("2027-02-28T18:00")
    assert Span(months=13).after_wall(january) == datetime.fromisoformat("2028-02-29T18:00")
    assert Span(months=11, days=1).after_wall(january) == datetime.fromisoformat("2028-01-01T18:00")
    with pytest.raises(OverflowError):
        Span(months=120_000).after_wall(january)
