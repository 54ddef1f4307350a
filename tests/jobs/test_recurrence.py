"""When plans happen: the wall time stays, whatever the clocks do."""

import shutil
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from time import thread_time
from zoneinfo import ZoneInfo

import pytest

from bot.errors import InvalidInputError
from bot.jobs.recurrence import (
    Plan,
    is_planned,
    moving,
    next_after,
    occurrences,
    plan_wording,
    restoring,
    skipping,
)

LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    """A naive wall time, or an instant where the text has an offset."""
    return datetime.fromisoformat(text)


def happens(plan: Plan, limit: int = 4, *, after: datetime = LONG_AGO) -> list[str]:
    """The next instants, as clocks in the plan's place show them, with their offset."""
    zone = ZoneInfo(plan.zone)
    found = occurrences(plan, after, limit)
    return [o.starts.astimezone(zone).isoformat(" ", "minutes") for o in found]


@pytest.mark.parametrize(
    ("zone", "starts", "expected"),
    [
        ("America/New_York", "2027-03-13 18:00", ["13 18:00-05:00", "14 18:00-04:00"]),
        ("America/New_York", "2026-10-31 18:00", ["31 18:00-04:00", "01 18:00-05:00"]),
        ("Europe/London", "2027-03-27 18:00", ["27 18:00+00:00", "28 18:00+01:00"]),
        ("Europe/London", "2026-10-24 18:00", ["24 18:00+01:00", "25 18:00+00:00"]),
        ("Australia/Sydney", "2026-10-03 18:00", ["03 18:00+10:00", "04 18:00+11:00"]),
        ("Australia/Sydney", "2027-04-03 18:00", ["03 18:00+11:00", "04 18:00+10:00"]),
        ("Australia/Lord_Howe", "2026-10-03 18:00", ["03 18:00+10:30", "04 18:00+11:00"]),
        ("Australia/Lord_Howe", "2027-04-03 18:00", ["03 18:00+11:00", "04 18:00+10:30"]),
        ("America/Phoenix", "2027-03-13 18:00", ["13 18:00-07:00", "14 18:00-07:00"]),
    ],
)
def test_18_00_stays_18_00_when_clocks_change(zone: str, starts: str, expected: list[str]):
    found = happens(Plan(zone, at(starts), "FREQ=DAILY"), 2)

    assert [shown[8:] for shown in found] == expected


@pytest.mark.parametrize(
    ("zone", "starts", "first_existing"),
    [
        ("America/New_York", "2027-03-14 02:30", "2027-03-14 03:00-04:00"),
        ("Europe/London", "2027-03-28 01:15", "2027-03-28 02:00+01:00"),
        ("Australia/Sydney", "2026-10-04 02:59", "2026-10-04 03:00+11:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04 02:30+11:00"),
        ("Pacific/Apia", "2011-12-30 18:00", "2011-12-31 00:00+14:00"),
    ],
)
def test_a_time_that_is_skipped_moves_to_the_next_that_exists(
    zone: str, starts: str, first_existing: str
):
    plan = Plan(zone, at(starts), "FREQ=DAILY")

    assert happens(plan, 1) == [first_existing]
    assert happens(plan, 2)[1].split()[1][:5] == starts.split()[1]


@pytest.mark.parametrize(
    ("zone", "starts", "first"),
    [
        ("America/New_York", "2026-11-01 01:30", "2026-11-01 01:30-04:00"),
        ("Europe/London", "2026-10-25 01:30", "2026-10-25 01:30+01:00"),
        ("Australia/Sydney", "2027-04-04 02:30", "2027-04-04 02:30+11:00"),
        ("Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-04 01:45+11:00"),
    ],
)
def test_a_time_that_comes_twice_happens_once_the_first_time(zone: str, starts: str, first: str):
    found = occurrences(Plan(zone, at(starts), "FREQ=DAILY"), LONG_AGO, 2)

    assert found[0].starts == at(first)
    assert found[1].planned == at(starts) + timedelta(days=1)


def test_midnight_of_a_day_that_a_place_left_out_happens_once():
    found = happens(Plan("Pacific/Apia", at("2011-12-29 00:00"), "FREQ=DAILY"), 3)

    assert found == ["2011-12-29 00:00-10:00", "2011-12-31 00:00+14:00", "2012-01-01 00:00+14:00"]


def test_the_29th_of_february_comes_in_leap_years():
    plan = Plan("Europe/London", at("2028-02-29 18:00"), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")

    assert [o.planned.year for o in occurrences(plan, LONG_AGO, 3)] == [2028, 2032, 2036]


def test_daily_and_monthly_plans_pass_through_a_leap_day():
    daily = Plan("America/New_York", at("2028-02-28 18:00"), "FREQ=DAILY")
    last = Plan("America/New_York", at("2028-01-31 18:00"), "FREQ=MONTHLY;BYMONTHDAY=-1")

    assert [o.planned.day for o in occurrences(daily, LONG_AGO, 3)] == [28, 29, 1]
    assert [o.planned.day for o in occurrences(last, LONG_AGO, 3)] == [31, 29, 31]


def test_the_31st_leaves_out_months_that_have_none():
    plan = Plan("America/New_York", at("2026-12-31 18:00"), "FREQ=MONTHLY;BYMONTHDAY=31")

    assert [o.planned.month for o in occurrences(plan, LONG_AGO, 4)] == [12, 1, 3, 5]


@pytest.mark.parametrize(
    ("zone", "starts", "expected"),
    [
        ("America/Mexico_City", "2022-04-02 18:00", ["18:00-06:00", "18:00-05:00"]),
        ("America/Mexico_City", "2023-04-01 18:00", ["18:00-06:00", "18:00-06:00"]),
        ("Europe/Istanbul", "2015-11-07 18:00", ["18:00+03:00", "18:00+02:00"]),
        ("Europe/Istanbul", "2016-11-05 18:00", ["18:00+03:00", "18:00+03:00"]),
    ],
)
def test_a_place_that_gave_up_changing_its_clocks_keeps_18_00(
    zone: str, starts: str, expected: list[str]
):
    found = happens(Plan(zone, at(starts), "FREQ=DAILY"), 2)

    assert [shown[11:] for shown in found] == expected


@pytest.fixture
def zone_data(tmp_path: Path) -> Iterator[Path]:
    """A folder of zone files that comes before the machine's own."""
    zoneinfo.reset_tzpath([tmp_path, *zoneinfo.TZPATH])
    yield tmp_path
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


def test_new_rules_of_a_place_reach_plans_that_are_already_made(zone_data: Path):
    data = files("tzdata").joinpath("zoneinfo/America")
    with as_file(data) as america:
        shutil.copy(america / "Phoenix", zone_data / "Testland")
        plan = Plan("Testland", at("2027-07-01 18:00"), "FREQ=DAILY")
        before = next_after(plan, LONG_AGO)
        shutil.copy(america / "Denver", zone_data / "Testland")
    ZoneInfo.clear_cache()

    after = next_after(plan, LONG_AGO)

    assert before is not None
    assert after is not None
    assert (before.planned, before.starts) == (at("2027-07-01 18:00"), at("2027-07-02 01:00+00:00"))
    assert (after.planned, after.starts) == (at("2027-07-01 18:00"), at("2027-07-02 00:00+00:00"))


TUESDAYS = Plan("America/New_York", at("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU")


def test_a_plan_ends_on_its_last_day_which_counts():
    plan = Plan(
        "America/New_York", at("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU", until=date(2026, 12, 15)
    )

    assert [o.planned.day for o in occurrences(plan, LONG_AGO, 9)] == [1, 8, 15]
    assert next_after(plan, at("2026-12-15 18:00-05:00")) is None


def test_a_count_counts_skipped_ones_too():
    plan = Plan("America/New_York", at("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU", count=3)

    plan = skipping(plan, at("2026-12-08 18:00"))

    assert [o.planned.day for o in occurrences(plan, LONG_AGO, 9)] == [1, 15]


def test_without_a_rule_it_happens_once():
    plan = Plan("Europe/London", at("2026-12-01 18:00"))

    assert happens(plan) == ["2026-12-01 18:00+00:00"]
    assert next_after(plan, at("2026-12-01 18:00+00:00")) is None


def test_the_next_is_later_than_the_instant_never_the_same():
    first = next_after(TUESDAYS, LONG_AGO)
    assert first is not None

    second = next_after(TUESDAYS, first.starts)

    assert second is not None
    assert second.planned == at("2026-12-08 18:00")
    assert next_after(TUESDAYS, first.starts - timedelta(microseconds=1)) == first


def test_the_first_is_the_first_that_the_rule_gives():
    plan = Plan("Europe/London", at("2026-12-05 09:00"), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")

    assert happens(plan, 1) == ["2026-12-07 09:00+00:00"]


def test_a_skipped_one_is_left_out_and_comes_back():
    skipped = skipping(TUESDAYS, at("2026-12-08 18:00"))

    assert [o.planned.day for o in occurrences(skipped, LONG_AGO, 2)] == [1, 15]
    assert skipping(skipped, at("2026-12-08 18:00")) == skipped
    assert restoring(skipped, at("2026-12-08 18:00")) == TUESDAYS


def test_a_moved_one_keeps_its_name_and_comes_in_its_new_place():
    moved = moving(TUESDAYS, at("2026-12-08 18:00"), at("2026-12-16 09:00"))

    found = occurrences(moved, LONG_AGO, 4)

    assert [o.planned.day for o in found] == [1, 15, 8, 22]
    assert found[2].starts == at("2026-12-16 09:00-05:00")
    assert moving(moved, at("2026-12-08 18:00"), at("2026-12-08 18:00")) == TUESDAYS


def test_a_moved_one_can_be_moved_again_and_skipped():
    moved = moving(TUESDAYS, at("2026-12-08 18:00"), at("2026-12-09 18:00"))
    again = moving(moved, at("2026-12-08 18:00"), at("2026-12-10 18:00"))

    assert happens(again, 2)[1] == "2026-12-10 18:00-05:00"
    assert [
        o.planned.day for o in occurrences(skipping(again, at("2026-12-08 18:00")), LONG_AGO, 2)
    ] == [
        1,
        15,
    ]


def test_a_moved_one_may_come_before_the_first_and_after_the_last():
    plan = Plan("America/New_York", at("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU", count=2)
    plan = moving(plan, at("2026-12-01 18:00"), at("2026-12-20 18:00"))
    plan = moving(plan, at("2026-12-08 18:00"), at("2026-11-20 18:00"))

    assert happens(plan) == ["2026-11-20 18:00-05:00", "2026-12-20 18:00-05:00"]


def test_nothing_moves_onto_another_occurrence():
    with pytest.raises(InvalidInputError, match="already happens on Tue 15 Dec 2026, 18:00"):
        moving(TUESDAYS, at("2026-12-08 18:00"), at("2026-12-15 18:00"))


@pytest.mark.parametrize("change", [skipping, restoring])
def test_what_is_not_planned_cannot_be_changed(change: Callable[[Plan, datetime], Plan]):
    with pytest.raises(InvalidInputError, match="Nothing is planned for Wed 9 Dec 2026, 18:00"):
        change(TUESDAYS, at("2026-12-09 18:00"))


def test_skipped_and_moved_ones_are_still_planned():
    skipped = skipping(TUESDAYS, at("2026-12-08 18:00"))

    assert is_planned(skipped, at("2026-12-08 18:00"))
    assert not is_planned(skipped, at("2026-12-08 18:01"))
    assert not is_planned(TUESDAYS, at("2026-11-24 18:00"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "every month on the 1st"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on the 1st or the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the 2nd to last day"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU", "every 2 months on the first Tuesday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-2",
            "every month on the 2nd to last Monday or Tuesday",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "every month on Friday if it is the 13th"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "every year on 3 March"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "every year in November on the fourth Thursday"),
    ],
)
def test_a_plan_is_told_in_words(rule: str, words: str):
    plan = Plan("America/New_York", at("2026-12-01 18:00"), rule)

    assert plan_wording(plan) == f"{words} at 18:00, New York time"


def test_the_end_is_told_in_words():
    start, rule = at("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU"

    until = Plan("America/New_York", start, rule, until=date(2027, 3, 3))
    count = Plan("UTC", start, rule, count=8)
    once = Plan("Europe/London", start)

    assert plan_wording(until) == "every Tuesday at 18:00, New York time, until 3 March 2027"
    assert plan_wording(count) == "every Tuesday at 18:00, UTC, 8 times"
    assert plan_wording(once) == "Tue 1 Dec 2026, 18:00, London time"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;UNTIL=20270303T000000",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=²",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY",
    ],
)
def test_what_is_no_rule_for_a_plan_is_refused(rule: str):
    with pytest.raises(ValueError, match=r"."):
        Plan("Europe/London", at("2026-12-01 18:00"), rule)


def test_a_plan_has_one_end_wall_times_and_a_zone_that_exists():
    start, rule = at("2026-12-01 18:00"), "FREQ=DAILY"

    with pytest.raises(ValueError, match="not both"):
        Plan("UTC", start, rule, until=date(2027, 1, 1), count=3)
    with pytest.raises(ValueError, match="count is from 1"):
        Plan("UTC", start, rule, count=0)
    with pytest.raises(ValueError, match="wall times"):
        Plan("UTC", start.replace(tzinfo=UTC), rule)
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        Plan("Atlantis/Capital", start, rule)


def test_a_plan_of_thirty_years_costs_no_more_than_a_new_one():
    plan = Plan("America/New_York", at("1996-12-01 18:00"), "FREQ=DAILY")
    now = at("2026-12-01 12:00-05:00")
    next_after(plan, now)

    began = thread_time()
    for _ in range(100):
        next_after(plan, now)

    assert (thread_time() - began) / 100 < 0.002
