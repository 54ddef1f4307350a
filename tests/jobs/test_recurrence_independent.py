"""Recurrence agrees with ical.js and the zones of the JavaScript engine, which share no code."""

import functools
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.jobs.recurrence import Plan, occurrences
from tests.jobs.independent.client import IndependentCalendar, missing

BEFORE_ALL = datetime(1990, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2010, 1, 1)
TAKE = 40
# The zones whose rules every edition of the zone data agrees on for these years.
ZONES = (
    *("America/New_York", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe"),
    *("America/Phoenix", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Kolkata"),
    *("Pacific/Apia", "Europe/Istanbul", "America/St_Johns", "Pacific/Chatham"),
)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@pytest.fixture(scope="module")
def calendar() -> Iterator[IndependentCalendar]:
    if (reason := missing()) is not None:
        if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with IndependentCalendar() as calendar:
        yield calendar


some_days = st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True).map(",".join)
nth_days = st.sampled_from([f"{nth}{code}" for nth in (1, 2, 3, 4, -1, -2) for code in CODES])
month_days = st.lists(
    st.sampled_from([str(day) for day in (*range(1, 32), *range(-5, 0))]),
    min_size=1,
    max_size=4,
    unique=True,
).map(",".join)


@st.composite
def yearly_dates(draw: st.DrawFn) -> str:
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, LONGEST[month - 1]))
    return f"BYMONTH={month};BYMONTHDAY={day}"


@st.composite
def by(draw: st.DrawFn, frequency: str, longest: int, *rest: st.SearchStrategy[str]) -> str:
    return f"FREQ={frequency};INTERVAL={draw(st.integers(1, longest))}{draw(st.one_of(*rest))}"


rules = st.one_of(
    by("DAILY", 40, st.just("")),
    by("DAILY", 1, some_days.map(";BYDAY={}".format)),
    by("WEEKLY", 9, some_days.map(";BYDAY={}".format), some_days.map(";WKST=SU;BYDAY={}".format)),
    by(
        "MONTHLY",
        7,
        nth_days.map(";BYDAY={}".format),
        month_days.map(";BYMONTHDAY={}".format),
        st.sampled_from([f";BYDAY=MO,TU,WE,TH,FR;BYSETPOS={nth}" for nth in (1, 2, -1)]),
    ),
    by("YEARLY", 1, yearly_dates().map(";{}".format)),
)
# Half of the times of day are those at which clocks change somewhere.
times_of_day = st.sampled_from([0, 30, 60, 90, 119, 120, 150, 165, 179, 180, 225]) | st.integers(
    0, 24 * 60 - 1
)


@st.composite
def some_starts(draw: st.DrawFn) -> datetime:
    day = draw(st.dates(FIRST_DAY, date(2025, 12, 31)))
    return datetime.combine(day, time()) + timedelta(minutes=draw(times_of_day))


starts = some_starts()


def first_that_fits(rule: str, start: datetime) -> datetime:
    """RFC 5545 leaves open what a start means that its own rule does not give."""
    found = occurrences(Plan("UTC", start, rule), BEFORE_ALL, 1)
    assume(found and found[0].planned.year < 2030)
    return found[0].planned


@settings(max_examples=200, deadline=None)
@given(rule=rules, start=starts)
def test_the_same_days_come_out_as_from_ical_js(
    calendar: IndependentCalendar, rule: str, start: datetime
):
    start = first_that_fits(rule, start)

    ours = occurrences(Plan("UTC", start, rule), BEFORE_ALL, TAKE)

    assert [o.planned for o in ours] == calendar.expand(rule, start, take=TAKE).times


@settings(max_examples=100, deadline=None)
@given(rule=rules, start=starts, days=st.integers(0, 900), count=st.integers(1, 50))
def test_the_same_end_by_date_and_by_count(
    calendar: IndependentCalendar, rule: str, start: datetime, days: int, count: int
):
    start = first_that_fits(rule, start)
    until = start.date() + timedelta(days=days)

    by_date = occurrences(Plan("UTC", start, rule, until=until), BEFORE_ALL, 1000)
    by_count = occurrences(Plan("UTC", start, rule, count=count), BEFORE_ALL, 1000)

    there = calendar.expand(rule, start, take=1000, until=until).times
    assert [o.planned for o in by_date] == there
    assert [o.planned for o in by_count] == calendar.expand(
        rule, start, take=1000, count=count
    ).times


@functools.cache
def days_of_change(zone: str) -> list[date]:
    """The days on which clocks change there: where to look, not what to expect."""
    there = ZoneInfo(zone)
    offsets = [
        (FIRST_DAY + timedelta(days=day), midnight.astimezone(there).utcoffset())
        for day in range(5800)
        if (midnight := datetime(2010, 1, 1, 12, tzinfo=UTC) + timedelta(days=day))
    ]
    return [day for (_, before), (day, after) in pairwise(offsets) if before != after]


@st.composite
def daily_around_a_change(draw: st.DrawFn) -> tuple[str, datetime]:
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from(days_of_change(zone) or [FIRST_DAY]))
    minutes = draw(times_of_day)
    midnight = datetime.combine(day, time())
    return zone, midnight - timedelta(days=draw(st.integers(1, 2)), minutes=-minutes)


@settings(max_examples=300, deadline=None)
@given(zone_and_start=daily_around_a_change())
def test_the_same_instants_come_out_where_clocks_change(
    calendar: IndependentCalendar, zone_and_start: tuple[str, datetime]
):
    zone, start = zone_and_start

    ours = occurrences(Plan(zone, start, "FREQ=DAILY"), BEFORE_ALL, 4)

    there = calendar.expand("FREQ=DAILY", start, take=5, zone=zone)
    once = list(dict.fromkeys(there.instants))[:4]
    assert [o.starts for o in ours] == once


@settings(max_examples=100, deadline=None)
@given(rule=rules, start=starts, later=st.integers(0, 2000))
def test_an_old_plan_gives_the_same_as_one_read_from_its_start(
    calendar: IndependentCalendar, rule: str, start: datetime, later: int
):
    start = first_that_fits(rule, start)
    after = (start + timedelta(days=later)).replace(tzinfo=UTC)

    ours = occurrences(Plan("UTC", start, rule), after, 3)

    everything = calendar.expand(rule, start, take=later + 4).times
    assert [o.planned for o in ours] == [t for t in everything if t > after.replace(tzinfo=None)][
        : len(ours)
    ]
    assert ours
