"""When somebody is reminded: steps, quiet hours across midnight, zones and clock changes."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from bot.members.records import QuietHours
from cogs.events.reminders.records import Asked, Parts
from cogs.events.reminders.rules import (
    LAST_CALL,
    amounts_to,
    due_at,
    end_of_quiet,
    is_quiet,
    late_until,
    moments_of,
    next_step,
    outside_quiet_hours,
    parts_of,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NEW_YORK = ZoneInfo("America/New_York")
NIGHT = QuietHours(time(22), time(7))
ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata")
STARTS = datetime(2026, 12, 1, 18, tzinfo=UTC)

zones = some.sampled_from(ZONES).map(ZoneInfo)
minutes = some.integers(0, 1439).map(lambda minute: time(*divmod(minute, 60)))
quiet_hours = (
    some.tuples(minutes, minutes).filter(lambda two: two[0] != two[1]).map(lambda t: QuietHours(*t))
)
# Around both changes of clocks in each of the zones, and through the year.
moments = some.one_of(
    some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - aware below
    *(
        some.datetimes(day, day + 2 * DAY)
        for day in (
            datetime(2026, 3, 7),  # noqa: DTZ001
            datetime(2026, 3, 28),  # noqa: DTZ001
            datetime(2026, 4, 4),  # noqa: DTZ001
            datetime(2026, 10, 3),  # noqa: DTZ001
            datetime(2026, 10, 24),  # noqa: DTZ001
            datetime(2026, 10, 31),  # noqa: DTZ001
        )
    ),
).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))
ladders = some.lists(some.integers(0, 20_000).map(lambda m: m * MINUTE), max_size=6)


# --- quiet hours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-12-01T02:00Z", "2026-12-01T02:00Z"),  # 21:00 there
        ("2026-12-01T03:00Z", "2026-12-01T12:00Z"),  # 22:00
        ("2026-12-01T05:30Z", "2026-12-01T12:00Z"),  # after midnight
        ("2026-12-01T12:00Z", "2026-12-01T12:00Z"),  # 7:00 is over
        # The night in which clocks go forward at 2:00 ends an hour earlier in UTC.
        ("2026-03-08T04:00Z", "2026-03-08T11:00Z"),
        # And that in which they go back ends an hour later.
        ("2026-11-01T04:00Z", "2026-11-01T12:00Z"),
    ],
)
def test_a_night_ends_in_the_morning_by_their_own_clock(moment: str, told: str):
    asked = datetime.fromisoformat(moment)
    found = outside_quiet_hours(asked, asked + DAY, NIGHT, NEW_YORK)
    assert found == datetime.fromisoformat(told)


def test_quiet_hours_that_last_beyond_the_start_give_way_shortly_before_it():
    starts = datetime(2026, 12, 1, 11, tzinfo=UTC)  # 6:00 there
    hour_before = outside_quiet_hours(starts - HOUR, starts, NIGHT, NEW_YORK)
    assert hour_before == starts - LAST_CALL
    soon = outside_quiet_hours(starts - 5 * MINUTE, starts, NIGHT, NEW_YORK)
    assert soon == starts - 5 * MINUTE


@given(moments, some.integers(1, 20_000), quiet_hours, zones)
def test_nobody_is_told_in_quiet_hours_but_in_the_last_minutes(
    starts: datetime, lead: int, quiet: QuietHours, zone: ZoneInfo
):
    asked = starts - lead * MINUTE
    told = outside_quiet_hours(asked, starts, quiet, zone)
    assert asked <= told < starts
    assert not is_quiet(told, quiet, zone) or starts - told <= LAST_CALL
    if not is_quiet(asked, quiet, zone):
        assert told == asked


@given(moments, quiet_hours, zones)
def test_quiet_hours_end_within_a_day_at_their_first_end(
    moment: datetime, quiet: QuietHours, zone: ZoneInfo
):
    assume(is_quiet(moment, quiet, zone))
    end = end_of_quiet(moment, quiet, zone)
    assert moment < end <= moment + DAY + HOUR
    assert not is_quiet(end, quiet, zone)


def test_the_members_zone_counts_before_the_servers():
    early = datetime(2026, 12, 1, 13, tzinfo=UTC)
    theirs = Asked(1, HOUR, STARTS - DAY, "America/New_York", QuietHours(time(7), time(9)))
    assert due_at(theirs, early + HOUR, "Europe/London") == early + HOUR - LAST_CALL
    without = Asked(1, HOUR, STARTS - DAY, None, QuietHours(time(7), time(9)))
    assert due_at(without, early + HOUR, "Europe/London") == early
    assert due_at(without, early + HOUR, None) == early


def test_what_was_due_before_they_came_is_not_sent():
    assert due_at(Asked(1, HOUR, STARTS - HOUR), STARTS, None) == STARTS - HOUR
    assert due_at(Asked(1, HOUR, STARTS - HOUR + MINUTE), STARTS, None) is None


# --- the ladder -----------------------------------------------------------------------------------


def steps(ladder: list[timedelta], now: datetime) -> list[datetime]:
    """All steps, one after the other, when none is late."""
    found: list[datetime] = []
    due = next_step(ladder, STARTS, after=now, now=now)
    while due is not None:
        found.append(due)
        due = next_step(ladder, STARTS, after=due, now=due)
    return found


@given(ladders, some.integers(-20_000, 100))
def test_each_step_to_come_is_planned_once_and_in_order(ladder: list[timedelta], minute: int):
    now = STARTS + minute * MINUTE
    found = steps(ladder, now)
    assert found == [m for m in moments_of(ladder, STARTS) if m > now]
    assert all(early < late for early, late in pairwise(found))


@given(ladders, some.integers(0, 20_000))
def test_after_a_long_absence_only_the_latest_step_is_made_up_for(
    ladder: list[timedelta], minute: int
):
    now = STARTS - minute * MINUTE
    long_ago = STARTS - 30 * DAY
    due = next_step(ladder, STARTS, after=long_ago, now=now)
    all_of_them = moments_of(ladder, STARTS)
    if due is not None and due < now:
        assert due == max(m for m in all_of_them if m <= now)
        assert late_until(all_of_them, due, STARTS) > now


# --- what came of it ------------------------------------------------------------------------------


def test_members_go_eighty_to_a_message():
    assert [len(part) for part in parts_of(range(170))] == [80, 80, 10]
    assert list(parts_of([])) == []


def test_a_delivery_counts_what_was_noted():
    everyone = list(range(100))
    half = {"members": True, "part 0 in 7": True, "part 1 in 7": False}
    assert amounts_to(half, mentioned=everyone, direct=(), instead=()) == Parts(80, failed=20)
    three = {"dm 1": True, "refused 2": True, "instead 0 in 7": True}
    found = amounts_to(three, mentioned=(), direct=[1, 2, 3], instead=[2, 3])
    assert found == Parts(direct=1, fell_back=2)
