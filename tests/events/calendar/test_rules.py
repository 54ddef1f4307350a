"""What a calendar file says of a training, in words of RFC 5545."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import NotFoundError
from bot.jobs.recurrence import Plan, moving, skipping
from cogs.events.calendar.records import Date, Edit, Entry, Words
from cogs.events.calendar.rules import (
    block_of_date,
    blocks_of_series,
    date_uid,
    series_uid,
)
from cogs.events.calendar.writing import calendar_file

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LENGTH = timedelta(minutes=90)
NEW_YORK = "America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def entry(plan: Plan, **more: object) -> Entry:
    about: dict[str, object] = {"words": Words("Practice"), "changed_at": NOW, **more}
    return Entry(7, 12, plan, LENGTH, **about)  # type: ignore[arg-type] - as the test says


def lines_of(made: Entry) -> list[str]:
    return calendar_file(blocks_of_series(made, NOW), NOW).decode().split("\r\n")


def weekly(**more: object) -> Plan:
    return Plan(NEW_YORK, at("2027-01-05 18:00"), "FREQ=WEEKLY;BYDAY=TU", **more)  # type: ignore[arg-type]


def test_a_series_repeats_by_local_time_in_its_zone():
    lines = lines_of(entry(weekly(count=8)))

    assert "DTSTART;TZID=America/New_York:20270105T180000" in lines
    assert "DURATION:PT1H30M" in lines
    assert "RRULE:FREQ=WEEKLY;COUNT=8;BYDAY=TU" in lines
    assert "UID:7-12@attune" in lines
    assert "DTSTAMP:20261126T120000Z" in lines


def test_a_date_that_ends_a_series_is_the_last_second_of_that_day_there():
    lines = lines_of(entry(weekly(until=date(2027, 3, 2))))

    assert "RRULE:FREQ=WEEKLY;UNTIL=20270303T045959Z;BYDAY=TU" in lines


def test_a_series_starts_at_the_first_time_that_its_rule_gives():
    plan = Plan(NEW_YORK, at("2027-01-07 18:00"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")

    assert "DTSTART;TZID=America/New_York:20270119T180000" in lines_of(entry(plan))


def test_what_never_happens_has_no_file():
    plan = weekly(until=date(2027, 1, 4))

    with pytest.raises(NotFoundError, match="no dates"):
        blocks_of_series(entry(plan), NOW)


def test_skipped_occurrences_are_left_out_and_moved_ones_have_their_own_time():
    plan = skipping(weekly(count=8), at("2027-01-12 18:00"))
    plan = moving(plan, at("2027-01-19 18:00"), at("2027-01-20 17:00"))

    lines = lines_of(entry(plan))

    assert "EXDATE;TZID=America/New_York:20270112T180000" in lines
    moved = lines.index("RECURRENCE-ID;TZID=America/New_York:20270119T180000")
    assert lines.index("DTSTART;TZID=America/New_York:20270120T170000") < moved


def test_an_edited_occurrence_has_its_own_words_and_a_cancelled_one_says_so():
    edits = {
        at("2027-01-12 18:00"): Edit(words=Words("Practice with guests", place="Room 2")),
        at("2027-01-19 18:00"): Edit(cancelled=True),
        at("2027-01-26 18:00"): Edit(length=timedelta(hours=3)),
    }

    lines = lines_of(entry(weekly(count=8), edits=edits))

    assert "SUMMARY:Practice with guests" in lines
    assert "LOCATION:Room 2" in lines
    assert "DURATION:PT3H" in lines
    assert lines.count("STATUS:CANCELLED") == 1
    assert lines.count("STATUS:CONFIRMED") == 3


def test_a_cancelled_training_is_cancelled_in_calendars_with_a_higher_sequence():
    lines = lines_of(entry(weekly(count=8), cancelled=True, sequence=4))

    assert "STATUS:CANCELLED" in lines
    assert "SEQUENCE:4" in lines
    assert "STATUS:CONFIRMED" not in lines


@pytest.mark.parametrize(
    ("zone", "starts", "planned", "instant"),
    [
        # Skipped that day: the first that exists.
        (NEW_YORK, "2027-03-13 02:30", "20270314T023000", "20270314T070000Z"),
        ("Australia/Lord_Howe", "2027-10-02 02:15", "20271003T021500", "20271002T153000Z"),
        # Twice that day: the first.
        (NEW_YORK, "2027-11-06 01:30", "20271107T013000", "20271107T053000Z"),
        # Begins before the clocks change and ends after.
        (NEW_YORK, "2027-03-13 01:00", "20270314T010000", "20270314T060000Z"),
    ],
)
def test_an_occurrence_while_clocks_change_is_written_with_its_instant(
    zone: str, starts: str, planned: str, instant: str
):
    plan = Plan(zone, at(starts), "FREQ=DAILY", count=5)

    lines = lines_of(entry(plan))

    assert f"RECURRENCE-ID;TZID={zone}:{planned}" in lines
    assert f"DTSTART:{instant}" in lines
    # Some calendars would not count it.
    assert not any("COUNT=" in line for line in lines)
    assert any("UNTIL=" in line for line in lines)


def test_what_happens_once_has_no_rule_and_a_moved_one_only_its_new_time():
    plan = Plan(NEW_YORK, at("2027-01-05 18:00"))
    moved = moving(plan, plan.starts, at("2027-01-06 18:00"))

    lines = lines_of(entry(moved))

    assert "DTSTART;TZID=America/New_York:20270106T180000" in lines
    assert not any(line.startswith(("RRULE", "RECURRENCE-ID")) for line in lines)
    assert "STATUS:CANCELLED" in lines_of(entry(skipping(plan, plan.starts)))


def test_a_date_by_itself_has_a_name_of_its_own_and_its_local_time():
    starts = datetime(2027, 1, 13, 23, tzinfo=UTC)
    one = Date(7, 12, 3, NEW_YORK, starts, LENGTH, Words("Practice"), NOW)

    block = block_of_date(one)

    assert block.uid == date_uid(7, 12, 3) != series_uid(7, 12)
    assert block.starts == at("2027-01-13 18:00")
    assert block.rule is None
    # At 01:30 for the second time.
    twice = replace(one, starts=datetime(2027, 11, 7, 6, 30, tzinfo=UTC))
    assert block_of_date(twice).starts == twice.starts


def test_utc_has_no_zone_and_no_clocks_that_change():
    lines = lines_of(entry(Plan("UTC", at("2027-01-05 18:00"), "FREQ=DAILY", count=3)))

    assert "DTSTART:20270105T180000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines


@pytest.mark.parametrize(
    ("zone", "onset"),
    [
        # By the clocks before the change: two in the morning everywhere here.
        (NEW_YORK, "DTSTART:20270314T020000"),
        ("Australia/Sydney", "DTSTART:20271003T020000"),
        ("Australia/Lord_Howe", "DTSTART:20271003T020000"),
        ("Europe/London", "DTSTART:20270328T010000"),
    ],
)
def test_summer_time_begins_by_the_clocks_before_it(zone: str, onset: str):
    plan = Plan(zone, at("2027-01-05 18:00"), "FREQ=WEEKLY;BYDAY=TU", count=50)

    lines = lines_of(entry(plan))

    assert lines[lines.index(onset) - 1] == "BEGIN:DAYLIGHT"


def test_a_place_without_summer_time_has_one_offset():
    plan = Plan("Asia/Kolkata", at("2027-01-05 18:00"), "FREQ=WEEKLY;BYDAY=TU")

    lines = lines_of(entry(plan))

    assert lines.count("BEGIN:STANDARD") == 1
    assert lines.count("BEGIN:DAYLIGHT") == 0
    assert lines.count("TZOFFSETTO:+0530") == 1


def test_text_is_escaped_and_lines_are_at_most_75_octets():
    words = Words("A; b, c\\d " + "Übung " * 20, "One\nTwo", "Room, 3", "https://example.org/x")

    file = calendar_file(blocks_of_series(entry(weekly(count=2), words=words), NOW), NOW)

    assert max(map(len, file.split(b"\r\n"))) <= 75
    unfolded = file.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:A\\; b\\, c\\\\d Übung" in unfolded
    assert "DESCRIPTION:One\\nTwo" in unfolded
    assert "LOCATION:Room\\, 3" in unfolded
