"""Calendar files say to ical.js, and to the strict reader of the PyPI package ical, what is so."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from bot.errors import InvalidInputError
from bot.jobs.recurrence import Plan, moving, occurrences, skipping
from cogs.events.calendar.records import Entry, Words
from cogs.events.calendar.rules import YEARS_AHEAD, blocks_of_series
from cogs.events.calendar.writing import calendar_file
from tests.events.calendar.reader import CalendarReader
from tests.jobs.independent.client import missing
from tests.jobs.test_recurrence_independent import rules, times_of_day

NOW = datetime(2026, 11, 26, tzinfo=UTC)
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
LENGTH = timedelta(minutes=90)
TAKE = 60
# So many of a plan's first occurrences may be skipped or moved.
CHANGED = 12
# Of these years the two editions of the zone data that Python and the tests have say the same.
ZONES = (
    *("America/New_York", "Europe/London", "Europe/Dublin", "Australia/Sydney"),
    *("Australia/Lord_Howe", "America/Phoenix", "Africa/Casablanca", "Asia/Kolkata", "UTC"),
    *("America/St_Johns", "Pacific/Chatham", "America/Havana", "Asia/Beirut"),
)


@pytest.fixture(scope="module")
def reader() -> Iterator[CalendarReader]:
    if (reason := missing()) is not None:
        if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with CalendarReader() as reader:
        yield reader


@st.composite
def some_plans(draw: st.DrawFn, rule: st.SearchStrategy[str | None] = rules) -> Plan:
    day = draw(st.dates(date(2026, 1, 1), date(2029, 12, 31)))
    starts = datetime.combine(day, time()) + timedelta(minutes=draw(times_of_day))
    until = draw(st.none() | st.integers(1, 800).map(lambda days: day + timedelta(days=days)))
    count = None if until else draw(st.none() | st.integers(1, TAKE))
    plan = Plan(draw(st.sampled_from(ZONES)), starts, draw(rule), until=until, count=count)
    return changed(draw, plan)


def changed(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan with some of its first occurrences skipped, and some moved."""
    for occurrence in occurrences(plan, LONG_AGO, CHANGED):
        what = draw(st.sampled_from(["kept", "kept", "kept", "skipped", "moved"]))
        if what == "skipped":
            plan = skipping(plan, occurrence.planned)
        elif what == "moved":
            minutes = draw(st.integers(-3 * 1440, 3 * 1440))
            try:
                plan = moving(
                    plan, occurrence.planned, occurrence.planned + timedelta(minutes=minutes)
                )
            except InvalidInputError:
                continue
    return plan


def comparable(plan: Plan) -> list[datetime]:
    """Its next instants, as far as a file goes; moved ones may be listed out of their turn."""
    ours = [o.starts for o in occurrences(plan, LONG_AGO, TAKE) if o.starts < NOW + YEARS_AHEAD]
    return ours if plan.rule is None or len(ours) < TAKE else ours[:-CHANGED]


def written(plan: Plan) -> bytes:
    entry = Entry(1, 2, plan, LENGTH, Words("Practice"), NOW)
    return calendar_file(blocks_of_series(entry, NOW), NOW)


@settings(max_examples=100, deadline=None)
@given(plan=some_plans().filter(lambda plan: bool(occurrences(plan, LONG_AGO, 1))))
def test_ical_js_finds_the_same_instants(reader: CalendarReader, plan: Plan):
    ours = comparable(plan)

    there = reader.read(written(plan), take=2 * TAKE)

    assert [found.starts for found in there][: len(ours)] == ours
    assert {found.ends - found.starts for found in there[: len(ours)]} <= {LENGTH}


@settings(max_examples=40, deadline=None)
@given(plan=some_plans(st.none()))
def test_what_happens_once_is_read_at_its_instant(reader: CalendarReader, plan: Plan):
    there = reader.read(written(plan))

    ours = [o.starts for o in occurrences(plan, LONG_AGO, 1)]
    assert [found.starts for found in there if found.status == "CONFIRMED"] == ours


@settings(max_examples=40, deadline=None)
@given(plan=some_plans().filter(lambda plan: bool(occurrences(plan, LONG_AGO, 1))))
def test_a_strict_reader_takes_every_file_and_finds_the_same(plan: Plan):
    ours = comparable(plan)

    calendar = IcsCalendarStream.calendar_from_ics(written(plan).decode())

    if plan.zone == "UTC" and plan.moved:
        return  # ical 14.3 does not find the occurrence that a RECURRENCE-ID in UTC names
    found = [event.start for event, _ in zip(calendar.timeline, range(TAKE), strict=False)]
    assert found[: len(ours)] == ours
