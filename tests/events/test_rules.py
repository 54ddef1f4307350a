"""Who may change a training, which date is next, and when a post is edited."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotAllowedError
from bot.jobs.recurrence import Plan, moving
from cogs.events.planning import row_of
from cogs.events.records import Occasion, Status
from cogs.events.rules import (
    EDIT_EACH,
    EDIT_OLD_EACH,
    ahead,
    edit_due,
    later_ones,
    may_change,
    over_at,
    require_may_change,
    require_open,
)
from tests.events.making import DETAILS, HOST, NOW, STARTS, WEEKLY, event

WEEK = timedelta(days=7)
FIRST = datetime(2026, 12, 1, 18, tzinfo=UTC)


def test_hosts_and_organisers_may_change_a_training_and_nobody_else():
    training = event()

    assert may_change(training, HOST, is_organiser=False)
    assert may_change(training, 1, is_organiser=True)
    assert not may_change(training, 1, is_organiser=False)
    require_may_change(training, HOST, is_organiser=False)
    with pytest.raises(NotAllowedError, match="Only the hosts"):
        require_may_change(training, 1, is_organiser=False)


def occasion(**more: Status) -> Occasion:
    training = event()
    return Occasion(training, replace(row_of(training, STARTS), **more), DETAILS)


def test_members_sign_up_until_it_is_over_or_called_off():
    require_open(occasion(), FIRST + timedelta(minutes=89))
    with pytest.raises(NotAllowedError, match="is over"):
        require_open(occasion(), FIRST + timedelta(minutes=90))
    with pytest.raises(NotAllowedError, match="does not take place"):
        require_open(occasion(status=Status.CANCELLED), NOW)


def test_a_date_under_way_still_counts_as_coming():
    during = FIRST + timedelta(minutes=30)

    (date,) = ahead(WEEKLY, DETAILS.length, during, 1)

    assert date.starts == FIRST


def test_later_dates_come_one_by_one_to_the_last():
    assert len(list(later_ones(replace(WEEKLY, count=45), NOW))) == 45
    assert [d.starts for d in later_ones(WEEKLY, FIRST + 8 * WEEK)] == [FIRST + 9 * WEEK]


def test_a_series_is_over_when_its_last_date_ends():
    assert over_at(WEEKLY, DETAILS.length) == FIRST + 9 * WEEK + timedelta(minutes=90)
    later = STARTS + 20 * WEEK
    assert over_at(moving(WEEKLY, STARTS, later), DETAILS.length) == (
        datetime(2027, 4, 20, 17, tzinfo=UTC) + timedelta(minutes=90)
    )
    assert over_at(replace(WEEKLY, count=None), DETAILS.length) is None
    nothing = Plan("UTC", STARTS, "FREQ=DAILY", until=STARTS.date() - timedelta(days=1))
    assert over_at(nothing, DETAILS.length) == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_post_is_edited_at_once_and_then_only_now_and_then():
    assert edit_due(NOW, None, NOW) == NOW
    assert edit_due(NOW, NOW - timedelta(seconds=2), NOW) == NOW + timedelta(seconds=3)
    assert edit_due(NOW, NOW - EDIT_EACH, NOW) == NOW


def test_an_old_post_is_edited_less_often():
    posted = NOW - timedelta(hours=2)

    assert edit_due(NOW, NOW - timedelta(seconds=30), posted) == (
        NOW - timedelta(seconds=30) + EDIT_OLD_EACH
    )
    assert edit_due(NOW, posted, posted) == NOW
