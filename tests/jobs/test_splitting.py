"""Plans in two parts, and plans in rows: nothing that happens is lost or comes twice."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.errors import InvalidInputError
from bot.jobs.recurrence import (
    Occurrence,
    Plan,
    moving,
    occurrences,
    plan_wording,
    skipping,
    splitting,
)
from bot.jobs.recurrence_json import plan_as_json, plan_of_json
from tests.jobs.plans import ZONES, rules, starts

LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
TAKE = 25
# What takes its day from the start, so that a later start must give the same.
BARE_RULES = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=3", "FREQ=MONTHLY"),
        *("FREQ=MONTHLY;INTERVAL=5", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"),
    ]
)


@st.composite
def some_plans(draw: st.DrawFn) -> Plan:
    """Plans with every kind of end, with a few occurrences skipped and moved."""
    start = draw(starts)
    plan = Plan(draw(st.sampled_from(ZONES)), start, draw(st.one_of(st.none(), rules, BARE_RULES)))
    ends: dict[str, Any] = draw(
        st.one_of(
            st.just(dict[str, Any]()),
            st.integers(1, 60).map(lambda count: {"count": count}),
            st.integers(0, 900).map(lambda n: {"until": start.date() + timedelta(days=n)}),
        )
    )
    plan = Plan(plan.zone, plan.starts, plan.rule, **ends)
    for occurrence in draw(st.lists(st.sampled_from(happens(plan) or [None]), max_size=5)):
        if occurrence is not None:
            plan = draw(st.sampled_from([_skip, _move]))(plan, occurrence)
    return plan


def _skip(plan: Plan, occurrence: Occurrence) -> Plan:
    return skipping(plan, occurrence.planned)


def _move(plan: Plan, occurrence: Occurrence) -> Plan:
    try:
        return moving(plan, occurrence.planned, occurrence.planned + timedelta(days=3, hours=2))
    except InvalidInputError:
        return plan


def happens(plan: Plan | None, limit: int = TAKE) -> list[Occurrence]:
    return [] if plan is None else list(occurrences(plan, LONG_AGO, limit))


@settings(max_examples=300, deadline=None)
@given(plan=some_plans(), data=st.data())
def test_both_parts_of_a_plan_happen_when_the_whole_did(plan: Plan, data: st.DataObject):
    bare = happens(Plan(plan.zone, plan.starts, plan.rule, until=plan.until, count=plan.count))
    assume(bare)
    planned = data.draw(st.sampled_from(bare)).planned

    before, later = splitting(plan, planned)

    assert all(o.planned < planned for o in happens(before))
    assert all(o.planned >= planned for o in happens(later))
    parts = sorted({o.starts for o in (*happens(before, 1000), *happens(later, TAKE))})
    whole = [o.starts for o in happens(plan, TAKE)]
    assert parts[: len(whole)] == whole
    assert len(whole) == TAKE or parts == whole


@settings(max_examples=200, deadline=None)
@given(plan=some_plans())
def test_a_plan_comes_back_from_its_row_as_it_was(plan: Plan):
    assert plan_of_json(json.loads(json.dumps(plan_as_json(plan)))) == plan


def at(text: str) -> datetime:
    """A naive wall time."""
    return datetime.fromisoformat(text)


TUESDAYS = Plan("America/New_York", at("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU", count=8)


def test_this_and_every_later_one_is_a_plan_of_its_own():
    before, later = splitting(TUESDAYS, at("2026-12-15 18:00"))

    assert before is not None
    assert plan_wording(before) == "every Tuesday at 18:00, New York time, 2 times"
    assert plan_wording(later) == "every Tuesday at 18:00, New York time, 6 times"
    assert later.starts == at("2026-12-15 18:00")


def test_an_endless_plan_ends_the_day_before():
    endless = Plan("Europe/London", at("2026-12-01 18:00"), "FREQ=DAILY")

    before, later = splitting(endless, at("2026-12-05 18:00"))

    assert before is not None
    assert (before.until, later.until) == (date(2026, 12, 4), None)


def test_nothing_comes_before_the_first():
    assert splitting(TUESDAYS, at("2026-12-01 18:00")) == (None, TUESDAYS)


def test_what_was_skipped_and_moved_goes_with_its_part():
    plan = skipping(TUESDAYS, at("2026-12-08 18:00"))
    plan = moving(plan, at("2026-12-22 18:00"), at("2026-12-03 09:00"))

    before, later = splitting(plan, at("2026-12-15 18:00"))

    assert before is not None
    assert (before.skipped, before.moved) == (plan.skipped, ())
    assert (later.skipped, later.moved) == (frozenset(), plan.moved)


def test_a_plan_is_not_split_where_nothing_is_planned():
    with pytest.raises(InvalidInputError, match="Nothing is planned for Wed 9 Dec 2026, 18:00"):
        splitting(TUESDAYS, at("2026-12-09 18:00"))


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"version": True},
        {"version": None},
        {"easter": True},
        {"zone": "Atlantis/Capital"},
        {"zone": 5},
        {"starts": "2026-12-01T18:00:00+00:00"},
        {"starts": 1764612000},
        {"rule": "FREQ=HOURLY"},
        {"rule": []},
        {"until": "soon"},
        {"count": True},
        {"count": "3"},
        {"skipped": None},
        {"moved": [["2026-12-01T18:00:00"]]},
    ],
)
def test_a_row_that_is_not_wholly_understood_is_refused(change: dict[str, object]):
    with pytest.raises(ValueError, match="plan"):
        plan_of_json({**plan_as_json(TUESDAYS), **change})


@pytest.mark.parametrize("kept", [None, [], "plan", {}, {"version": 1, "zone": "UTC"}])
def test_what_is_no_plan_is_refused(kept: object):
    with pytest.raises(ValueError, match="plan"):
        plan_of_json(kept)
