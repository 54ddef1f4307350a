"""How organisers choose that something repeats, and until when."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs.recurrence import Plan, next_after, plan_wording
from bot.when.ends import End, end_in
from bot.when.records import Question
from bot.when.repeats import Repeat, offered_repeats, repeat_in, suggested_repeats

TUESDAY = datetime.fromisoformat("2026-12-01T18:00")


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("none", None),
        ("Does not repeat", None),
        ("daily", "FREQ=DAILY"),
        ("every day", "FREQ=DAILY"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("mon-fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("weekly", "FREQ=WEEKLY;BYDAY=TU"),
        ("every tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("tuesdays", "FREQ=WEEKLY;BYDAY=TU"),
        ("Tuesdays and Thursdays", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("fri, mon, wed", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 2 weeks on friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("first tuesday", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every first tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every month on the 2nd thu", "FREQ=MONTHLY;BYDAY=2TH"),
        ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("15th of every month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("monthly on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("yearly", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
        ("every 2 years", "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=1"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR"),
    ],
)
def test_a_repeat_is_read(typed: str, rule: str | None):
    found = repeat_in(typed, TUESDAY)

    assert isinstance(found, Repeat), found
    assert found.rule == rule


@pytest.mark.parametrize(
    ("typed", "asked", "rules"),
    [
        ("monthly", "On the same date", ["FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYDAY=1TU"]),
        (
            "every 3 months",
            "On the same date",
            ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU"],
        ),
        ("biweekly", "“Biweekly” means two things", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"]),
        (
            "bimonthly",
            "“Bimonthly” means two things",
            ["FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU"],
        ),
        ("FREQ=HOURLY", "not a repeat that I can plan", []),
        ("40th of the month", "not a repeat that I can plan", []),
    ],
)
def test_what_is_unclear_is_asked(typed: str, asked: str, rules: list[str]):
    found = repeat_in(typed, TUESDAY)

    assert isinstance(found, Question)
    assert asked in found.sentence
    assert [choice.value for choice in found.choices] == rules


@pytest.mark.parametrize(
    "typed", ["sometimes", "", "15", "every", "every 0 days", "every 0 weeks on mon"]
)
def test_what_is_no_repeat_gets_the_likely_ones(typed: str):
    found = repeat_in(typed, TUESDAY)

    assert isinstance(found, Question)
    assert found.choices == offered_repeats(TUESDAY)


@pytest.mark.parametrize(
    ("starts", "names"),
    [
        (
            "2026-12-01T18:00",
            [
                *("Does not repeat", "Every day", "Every weekday", "Every Tuesday"),
                *("Every 2 weeks on Tuesday", "Every month on the 1st"),
                *("Every month on the first Tuesday", "Every year on 1 December"),
            ],
        ),
        (
            "2027-01-31T18:00",
            [
                *("Does not repeat", "Every day", "Every weekday", "Every Sunday"),
                *("Every 2 weeks on Sunday", "Every month on the 31st, in months that have it"),
                *("Every month on the last day", "Every month on the last Sunday"),
                "Every year on 31 January",
            ],
        ),
    ],
)
def test_the_likely_repeats_fit_the_start(starts: str, names: list[str]):
    offered = offered_repeats(datetime.fromisoformat(starts))

    assert [choice.name for choice in offered] == names


def test_suggestions_are_what_was_read_or_what_can_be_picked():
    assert suggested_repeats("every tue", TUESDAY) == [("Every Tuesday", "FREQ=WEEKLY;BYDAY=TU")]
    assert suggested_repeats("none", TUESDAY) == [("Does not repeat", "none")]
    assert suggested_repeats("", TUESDAY)[1] == ("Every day", "FREQ=DAILY")
    assert len(suggested_repeats("monthly", TUESDAY)) == 2


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001
def test_every_offered_repeat_begins_at_its_start(starts: datetime):
    starts = starts.replace(microsecond=0)
    for choice in offered_repeats(starts):
        found = repeat_in(choice.value, starts)
        assert isinstance(found, Repeat)
        plan = Plan("America/New_York", starts, found.rule)
        first = next_after(plan, datetime(2019, 1, 1, tzinfo=UTC))
        assert first is not None
        if found.rule != "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR":
            assert first.planned == starts
        assert plan_wording(plan)


@given(st.text(max_size=120))
def test_any_text_is_a_repeat_or_a_question(typed: str):
    assert isinstance(repeat_in(typed, TUESDAY), Repeat | Question)
    assert isinstance(end_in(typed, TUESDAY), End | Question)


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("never", End()),
        ("no end", End()),
        ("10 times", End(count=10)),
        ("after 8 sessions", End(count=8)),
        ("three times", End(count=3)),
        ("10x", End(count=10)),
        ("until 3 march", End(until=date(2027, 3, 3))),
        ("3 March 2027", End(until=date(2027, 3, 3))),
        ("2027-03-03", End(until=date(2027, 3, 3))),
        ("until fri", End(until=date(2026, 12, 4))),
        ("in 3 months", End(until=date(2027, 3, 1))),
        ("for 6 weeks", End(until=date(2027, 1, 11))),
        ("for 3 months", End(until=date(2027, 2, 28))),
    ],
)
def test_an_end_is_read(typed: str, end: End):
    assert end_in(typed, TUESDAY) == end


@pytest.mark.parametrize(
    ("typed", "asked", "values"),
    [
        ("until 12/5", "12 May or 5 December", ["2026-12-05", "2027-05-12"]),
        ("1 nov 2026", "before it starts", ["2027-11-01"]),
        ("yesterday", "before it starts", ["2026-12-01", "2026-12-02"]),
        ("until tomorrow 6pm", "can't read that as an end", []),
        ("until", "can't read that as an end", []),
        ("for 2 hours", "can't read that as an end", []),
        ("for 99999 years", "too far away", []),
        ("0 times", "from 1 to 10000", []),
        ("20000 times", "from 1 to 10000", []),
    ],
)
def test_an_unclear_end_is_asked(typed: str, asked: str, values: list[str]):
    found = end_in(typed, TUESDAY)

    assert isinstance(found, Question)
    assert asked in found.sentence
    assert [choice.value for choice in found.choices] == values


def test_an_end_is_told_in_words():
    assert End().wording == "without an end"
    assert End(count=10).wording == "10 times"
    assert End(until=date(2027, 3, 3)).wording == "until 3 March 2027"
