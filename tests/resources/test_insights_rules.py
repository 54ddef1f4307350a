from datetime import UTC, date, datetime

import pytest

from cogs.resources.feedback.rules import useful_line
from cogs.resources.insights.records import Counted, Row
from cogs.resources.insights.rules import OTHER, grouped, table, told, week_of, weeks_since

GROUPS = {"a": "Article", "b": "Article", "v": "Video"}


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-11-23"),
        (date(2026, 11, 29), "2026-11-23"),
        (date(2027, 1, 1), "2026-12-28"),
        (date(2028, 2, 29), "2028-02-28"),
    ],
)
def test_a_week_is_known_by_its_monday(day: date, week: str):
    assert week_of(day) == week


def test_a_period_counts_the_week_it_begins_in_as_a_whole():
    assert weeks_since(datetime(2026, 11, 25, tzinfo=UTC), 7) == "2026-11-16"


@pytest.mark.parametrize(("people", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5")])
def test_few_people_are_never_told_exactly(people: int, shown: str):
    assert told(people) == shown


def test_people_are_counted_once_in_a_group_and_openings_each_time():
    counted = Counted({"a": 3, "b": 2, "gone": 1}, (("a", 7), ("b", 7), ("b", 8)), (("v", 9),))

    rows = grouped(counted, GROUPS.get, ["Video", "Article", "Podcast"])

    assert rows == [Row("Video", 0, 0, 1), Row("Article", 5, 2, 0), Row(OTHER, 1, 0, 0)]


def test_a_table_fits_a_phone_and_points_at_nobody():
    lines = table("By topic", [Row("Privacy, confidentiality and HIPAA", 12345, 4, 1234)])

    assert all(len(line) <= 40 for line in lines)
    assert lines[-1].split()[-3:] == ["12345", "<5", "1234"]
    assert "…" in lines[-1]


def test_votes_are_told_from_five_on():
    assert useful_line(4, 0) == ""
    assert useful_line(3, 2) == "Of 5 members here, 3 found it useful"
