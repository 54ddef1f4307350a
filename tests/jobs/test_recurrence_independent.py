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
from tests.jobs.plans import FIRST_DAY, ZONES, rules, starts, times_of_day

BEFORE_ALL = datetime(1990, 1, 1, tzinfo=UTC)
TAKE = 40


@pytest.fixture(scope="module")
def calendar() -> Iterator[IndependentCalendar]:
    if (reason := missing()) is not None:
        if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with IndependentCalendar() as calendar:
        yield calendar


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
