"""When announcements are posted: what organisers type, and what it comes to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import InvalidInputError
from bot.jobs.recurrence import Plan
from bot.when.records import Question
from cogs.announcements.records import Announcement, Content, Placing, State, Timing, Wishes
from cogs.announcements.times import (
    Unclear,
    Zones,
    at_once,
    days_in,
    due_of,
    following,
    left_out,
    planned_next,
    read_timing,
    settled,
    timing_wording,
    without,
)

wall = datetime.fromisoformat
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LONDON = Zones(server="Europe/London")
NEW_YORK = Zones(member="America/New_York", server="Europe/London")


def read(wishes: Wishes, zones: Zones = LONDON) -> Timing:
    timing = read_timing(wishes, now=NOW, zones=zones)
    assert isinstance(timing, Timing), timing
    return timing


def unclear(wishes: Wishes, zones: Zones = LONDON) -> Unclear:
    found = read_timing(wishes, now=NOW, zones=zones)
    assert isinstance(found, Unclear), found
    return found


def test_nothing_typed_is_no_time_yet():
    assert read_timing(Wishes(), now=NOW, zones=LONDON) is None


def test_a_time_is_read_by_the_clocks_of_whoever_types_it():
    assert due_of(read(Wishes(when="1 Dec 18:00"))) == datetime(2026, 12, 1, 18, tzinfo=UTC)
    assert due_of(read(Wishes(when="1 Dec 18:00"), NEW_YORK)).hour == 23


def test_a_repeat_with_end_and_holidays():
    timing = read(
        Wishes(when="1 Dec 18:00", repeat="weekly", ends="5 times", skip="22 Dec, 29 December 2026")
    )

    found: list[date] = []
    at = NOW
    while (coming := following(timing, at)) is not None:
        found.append(coming.planned.date())
        at = coming.starts
    assert found == [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]
    assert timing.holidays == (date(2026, 12, 22), date(2026, 12, 29))
    assert "not on 22 December 2026 and 29 December 2026" in timing_wording(timing)


@pytest.mark.parametrize(
    ("wishes", "field", "words"),
    [
        (Wishes(when="bananas"), "when", ""),
        (Wishes(repeat="weekly"), "when", "for the first time"),
        (Wishes(when="1 Dec 18:00", repeat="biweekly"), "repeat", "two things"),
        (Wishes(when="1 Dec 18:00", repeat="weekly", ends="bananas"), "ends", "can't read"),
        (Wishes(when="1 Dec 18:00", repeat="weekly", skip="bananas"), "skip", "“bananas”"),
        (Wishes(when="1 Dec 18:00", repeat="weekly", skip="10 times"), "skip", "10 times"),
        (
            Wishes(when="1 Dec 18:00", repeat="weekly", ends="1 time", skip="1 Dec"),
            "ends",
            "never be posted",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_unclear_is_asked_about_by_name(wishes: Wishes, field: str, words: str):
    found = unclear(wishes)

    assert found.field == field
    assert words in found.question.sentence


def test_without_any_zone_it_asks_which():
    assert unclear(Wishes(when="1 Dec 18:00"), Zones()).question.choices


def test_what_was_understood_can_be_read_again_at_any_time():
    wishes = Wishes(
        when="in 2 hours", repeat="weekly", ends="until 1 March", skip="10 Dec, 2026-12-17"
    )
    timing = read(wishes)

    kept = settled(wishes, timing)

    later = read_timing(kept, now=NOW + timedelta(minutes=30), zones=NEW_YORK)
    assert later == timing
    long_after = NOW + timedelta(days=40)
    assert read_timing(kept, now=long_after, zones=NEW_YORK, before=timing) == timing
    changed = replace(kept, skip="24 Dec")
    again = read_timing(changed, now=long_after, zones=NEW_YORK, before=timing)
    assert isinstance(again, Timing)
    assert again.holidays == (date(2026, 12, 24),)


def test_days_are_typed_with_commas_also_between_day_and_year():
    starts = wall("2026-12-01 18:00")

    assert days_in("Dec 25, 2026, 1 Jan; 2027-01-04 and 5 Jan", starts) == (
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2027, 1, 4),
        date(2027, 1, 5),
    )
    assert days_in("", starts) == ()
    month = ", ".join(f"2027-01-{day:02}" for day in range(1, 32))
    assert isinstance(days_in(month, starts), Question)
    assert isinstance(days_in(month.partition(", ")[2], starts), tuple)
    assert isinstance(days_in("never", starts), Question)


EDGES = {
    "New York": ("America/New_York", wall("2027-03-07 18:00"), timedelta(days=7, hours=-1)),
    "London": ("Europe/London", wall("2027-03-21 18:00"), timedelta(days=7, hours=-1)),
    "Sydney": ("Australia/Sydney", wall("2027-03-28 18:00"), timedelta(days=7, hours=1)),
    "Phoenix": ("America/Phoenix", wall("2027-03-07 18:00"), timedelta(days=7)),
}


@pytest.mark.parametrize("place", EDGES, ids=str)
def test_a_repeat_keeps_its_hour_on_the_wall_when_clocks_change(place: str):
    zone, starts, between = EDGES[place]
    timing = Timing(Plan(zone, starts, "FREQ=WEEKLY"))

    first = following(timing, NOW)
    assert first is not None
    second = following(timing, first.starts)

    assert second is not None
    assert second.starts - first.starts == between
    assert second.starts.astimezone(ZoneInfo(zone)).hour == 18


def test_one_time_can_be_left_out():
    timing = Timing(Plan("UTC", wall("2026-12-01 18:00"), "FREQ=DAILY"))

    coming = following(left_out(timing, wall("2026-12-01 18:00")), NOW)

    assert coming is not None
    assert coming.planned == wall("2026-12-02 18:00")


def test_a_holiday_on_which_nothing_is_planned_changes_nothing():
    timing = Timing(Plan("UTC", wall("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU"))

    assert without(timing, [date(2026, 12, 3)]).plan == timing.plan


def announcement(timing: Timing | None) -> Announcement:
    return Announcement(
        id=1,
        guild_id=1,
        state=State.DRAFT,
        content=Content(title="T"),
        placing=Placing(channel_id=1),
        timing=timing,
        made_at=NOW,
        changed_at=NOW,
    )


def test_the_next_time_is_planned_and_what_is_past_is_told():
    planned = planned_next(announcement(Timing(Plan("UTC", wall("2026-12-01 18:00")))), NOW)

    assert planned.due_at == datetime(2026, 12, 1, 18, tzinfo=UTC)
    with pytest.raises(InvalidInputError, match="is past"):
        planned_next(announcement(at_once(NOW, "Europe/London")), NOW)
    with pytest.raises(InvalidInputError, match="Choose a time"):
        planned_next(announcement(None), NOW)
