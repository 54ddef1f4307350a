"""How an item stands, by its steps and the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviews import steps
from bot.reviews.records import ITSELF, Approval, Cause, Passed, Role, State, Step, What, Words
from bot.reviews.rules import (
    approvals_needed,
    claims_at,
    due_after,
    folded,
    may_be_renewed,
    named,
    shipped_standing,
    standing_of,
    still_missing,
    waits_for_reviewers,
    with_step,
)
from tests.reviews.taken import (
    BAD,
    CONFLICTED,
    GOOD,
    MEI,
    NOW,
    OLU,
    RAVI,
    TODAY,
    WANDA,
    decided,
    opened,
    resubmitted,
    state,
)

# --- numbers and days -----------------------------------------------------------------------------


def test_only_tier_three_asks_for_what_the_server_chose():
    assert [approvals_needed(tier, 2) for tier in (1, 2, 3)] == [1, 1, 2]
    assert approvals_needed(3, 1) == 1


@pytest.mark.parametrize(
    ("tier", "on", "due_on"),
    [
        (1, date(2026, 11, 25), date(2027, 11, 25)),
        (2, date(2028, 2, 29), date(2029, 2, 28)),
        (3, date(2026, 8, 31), date(2027, 2, 28)),
        (3, date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_a_review_holds_a_year_and_half_a_year_for_tier_three(tier: int, on: date, due_on: date):
    assert due_after(tier, on) == due_on


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_due_date_lies_in_the_right_month(on: date):
    assert (due_after(2, on).month, due_after(2, on).year) == (on.month, on.year + 1)
    assert timedelta(days=180) <= due_after(3, on) - on <= timedelta(days=184)


def test_a_member_is_named_and_a_forgotten_one_is_not():
    assert named(7) == "<@7>"
    assert named(-7) == named(None) == "a former member"


# --- states ---------------------------------------------------------------------------------------


def test_one_approval_is_enough_below_tier_three():
    review = opened()
    assert state(review) is State.IN_REVIEW
    assert waits_for_reviewers(review)

    done = decided(review, RAVI)

    assert state(done) is State.APPROVED
    standing = standing_of(done, done.subject.content_hash, TODAY)
    assert standing.reviewers == ("reviewer",)
    assert (standing.reviewed_on, standing.due_on) == (TODAY, date(2027, 11, 25))
    assert not waits_for_reviewers(done)


def test_tier_three_needs_two_different_people_one_of_them_trained():
    review = opened(tier=3)
    untrained = replace(GOOD, checks=steps.TO_CHECK)
    once = decided(review, RAVI, words=untrained, needed=2)
    twice = decided(once, RAVI, words=untrained, needed=2)
    assert still_missing(twice, 2) == (1, True)

    both = decided(twice, OLU, words=untrained, needed=2)
    assert still_missing(both, 2) == (0, True)
    assert state(both) is State.IN_REVIEW

    assert state(decided(both, OLU, needed=2)) is State.APPROVED


def test_a_conflicted_approval_is_never_counted():
    review = decided(opened(), RAVI, words=CONFLICTED)

    assert state(review) is State.IN_REVIEW
    assert len(review.votes) == 1
    assert state(decided(review, OLU)) is State.APPROVED


def test_a_conflicted_objection_is_advice():
    advice = replace(BAD, conflicted=True)

    review = decided(opened(), RAVI, What.DECLINED, advice)

    assert state(review) is State.IN_REVIEW


def test_an_objection_stands_until_its_author_or_a_lead_takes_it_back():
    objected = decided(opened(), RAVI, What.CHANGES_ASKED, BAD)
    assert state(objected) is State.CHANGES_REQUESTED
    assert not waits_for_reviewers(objected)

    assert state(decided(objected, OLU)) is State.CHANGES_REQUESTED
    assert state(decided(objected, RAVI)) is State.APPROVED
    assert state(decided(objected, WANDA)) is State.APPROVED
    assert state(decided(objected, WANDA, words=CONFLICTED)) is State.CHANGES_REQUESTED


def test_a_refusal_weighs_more_than_a_wish_for_changes():
    review = decided(opened(), RAVI, What.CHANGES_ASKED, BAD)
    review = decided(review, OLU, What.DECLINED, replace(BAD, comment="Never."))

    standing = standing_of(review, review.subject.content_hash, TODAY)

    assert (standing.state, standing.reason) == (State.REJECTED, "Never.")
    assert standing.is_hidden


def test_any_edit_sets_approvals_back():
    first = decided(opened(tier=3), RAVI, needed=2)

    changed = resubmitted(first)

    assert changed.votes == ()
    assert state(decided(changed, OLU, needed=2)) is State.IN_REVIEW
    assert state(changed, content=first.subject.content_hash) is State.UNREVIEWED


def test_what_was_approved_stays_so_while_its_change_is_looked_at():
    done = decided(opened(), RAVI)

    changed = resubmitted(done)

    assert state(changed) is State.IN_REVIEW
    assert state(changed, content=done.subject.content_hash) is State.APPROVED
    declined = decided(changed, RAVI, What.DECLINED, BAD)
    assert state(declined) is State.REJECTED
    assert state(declined, content=done.subject.content_hash) is State.APPROVED


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, State.APPROVED), (0, State.DUE), (29, State.DUE), (30, State.OVERDUE)],
)
def test_an_approval_is_due_then_after_thirty_days_overdue(days: int, expected: State):
    done = decided(opened(), RAVI)

    standing = standing_of(
        done, done.subject.content_hash, date(2027, 11, 25) + timedelta(days=days)
    )

    assert standing.state is expected
    assert standing.is_reviewed is (expected is not State.OVERDUE)
    assert standing.is_hidden is (expected is State.OVERDUE)


def test_a_review_is_renewed_from_thirty_days_before():
    done = decided(opened(), RAVI)
    early, soon = date(2027, 10, 25), date(2027, 10, 26)
    assert (may_be_renewed(done, early), may_be_renewed(done, soon)) == (False, True)
    assert not may_be_renewed(opened(), TODAY)
    assert not may_be_renewed(resubmitted(done), date(2027, 11, 25))

    at = datetime(2027, 11, 1, tzinfo=UTC)
    again = decided(done, OLU, at=at)

    assert again.passed is not None
    assert again.passed.due_on == date(2028, 11, 1)


def test_a_due_item_stays_visible_while_changes_are_asked_but_not_when_it_is_declined():
    done, at = decided(opened(), RAVI), datetime(2027, 11, 26, tzinfo=UTC)

    asked = decided(done, OLU, What.CHANGES_ASKED, BAD, at)
    declined = decided(done, OLU, What.DECLINED, BAD, at)

    assert state(asked, at.date()) is State.DUE
    assert state(declined, at.date()) is State.REJECTED


def test_an_event_makes_the_next_review_due_that_day():
    done = decided(opened(), RAVI)

    called = folded(done, steps.call_up(done, WANDA, Cause.LAW, NOW))

    standing = standing_of(called, done.subject.content_hash, TODAY)
    assert (standing.state, standing.due_on, standing.reason) == (State.DUE, TODAY, "law")


def test_an_item_that_never_passed_can_be_called_up_by_nobody():
    step = Step(2, What.CALLED_UP, NOW, WANDA, "x", cause=Cause.LAW)

    assert with_step(opened(), step).passed is None


def test_steps_without_dates_get_the_usual_ones():
    voted = with_step(opened(), Step(2, What.APPROVED, NOW, RAVI, "c", GOOD))
    passed = with_step(voted, Step(3, What.PASSED, NOW, ITSELF, "c"))
    called = with_step(passed, Step(4, What.CALLED_UP, NOW, WANDA, "c", cause=Cause.LINK))

    assert passed.passed == Passed("c", TODAY, date(2027, 11, 25), (Role.REVIEWER,))
    assert called.passed == Passed("c", TODAY, TODAY, (Role.REVIEWER,), "link")


def test_a_suspension_holds_for_any_text_and_its_end_brings_back_what_was():
    done = decided(opened(), RAVI)

    halted = folded(done, steps.suspension(done, MEI, Words(comment="A dose."), NOW))
    changed = resubmitted(halted)

    assert state(halted) is state(changed) is State.SUSPENDED
    assert standing_of(halted, "anything", TODAY).reason == "A dose."
    lifted = folded(changed, steps.lifting(changed, WANDA, Words(comment="Fine."), NOW))
    assert state(lifted) is State.IN_REVIEW
    assert state(lifted, content=done.subject.content_hash) is State.APPROVED


def test_reports_suspend_with_their_own_reason():
    review = opened()

    halted = folded(review, steps.suspension(review, ITSELF, Words(), NOW, Cause.REPORTS))

    assert standing_of(halted, "anything", TODAY).reason == "reports"


def test_a_retired_item_is_gone_for_good_and_names_what_replaces_it():
    done = decided(opened(), RAVI)
    ended = folded(
        done,
        steps.retirement(done, WANDA, Words(comment="See there."), NOW, Cause.SUPERSEDED, "other"),
    )

    standing = standing_of(ended, done.subject.content_hash, TODAY)

    assert (standing.state, standing.replaced_by) == (State.RETIRED, "other")
    assert standing.reason == "superseded: See there."
    assert standing.is_hidden
    assert not waits_for_reviewers(ended)


def test_a_claim_lapses_after_seven_days():
    review = opened()
    claimed = folded(review, steps.claim(review, RAVI, GOOD, NOW, 1))

    assert len(claims_at(claimed, NOW + timedelta(days=7, seconds=-1))) == 1
    assert claims_at(claimed, NOW + timedelta(days=7)) == ()


def test_a_shipped_review_holds_for_exactly_its_content():
    approval = Approval("thing", "a", "abc", 2, TODAY, date(2027, 11, 25), ("reviewer",))

    assert shipped_standing(approval, "abc", TODAY).is_reviewed
    assert shipped_standing(approval, "abc", date(2027, 12, 1)).state is State.DUE
    assert shipped_standing(approval, "abd", TODAY).state is State.UNREVIEWED
