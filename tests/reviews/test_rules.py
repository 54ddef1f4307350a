"""How an item stands, by its steps and the day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AttuneError, InvalidInputError, NotAllowedError
from bot.reviews import steps
from bot.reviews.records import (
    ITSELF,
    Actor,
    Approval,
    Cause,
    Check,
    Passed,
    Review,
    Role,
    State,
    Step,
    Subject,
    What,
    Words,
)
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
from tests.reviews.thing import thing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
AUTHOR = Actor(1, Role.AUTHOR)
RAVI, OLU = Actor(2, Role.REVIEWER), Actor(3, Role.REVIEWER)
WANDA, MEI = Actor(4, Role.LEAD_REVIEWER), Actor(5, Role.MODERATOR)
GOOD = Words(interests="None", checks=tuple(Check), test_run="A model")
BAD = Words(interests="None", comment="Not like this.")
CONFLICTED = replace(GOOD, conflicted=True)


def opened(tier: int = 2, author: int | None = 1) -> Review:
    """A review that was just sent in."""
    review = Review(9, 1, thing(tier=tier, author_id=author), NOW)
    return folded(review, steps.submission(review, review.subject, AUTHOR, Words(), NOW))


def decided(
    review: Review,
    by: Actor,
    what: What = What.APPROVED,
    words: Words = GOOD,
    at: datetime = NOW,
    needed: int = 1,
) -> Review:
    return folded(review, steps.decision(review, what, by, words, at, needed))


def state(review: Review, today: date = TODAY, content: str | None = None) -> State:
    return standing_of(review, content or review.subject.content_hash, today).state


def resubmitted(review: Review, text: str = "Other text.", at: datetime = NOW) -> Review:
    subject = replace(
        thing(text=text), tier=review.subject.tier, author_id=review.subject.author_id
    )
    taken = steps.submission(review, subject, AUTHOR, Words(), at)
    return folded(replace(review, subject=subject), taken)


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


# --- who may --------------------------------------------------------------------------------------

Try = Callable[[Review], Any]
REFUSED: dict[str, tuple[Try, type[AttuneError], str]] = {
    "an author approves": (
        lambda r: decided(r, Actor(1, Role.LEAD_REVIEWER)),
        NotAllowedError,
        "You wrote this one",
    ),
    "an author claims": (
        lambda r: steps.claim(r, Actor(1, Role.REVIEWER), GOOD, NOW, 1),
        NotAllowedError,
        "You wrote this one",
    ),
    "a conflicted reviewer claims": (
        lambda r: steps.claim(r, RAVI, CONFLICTED, NOW, 1),
        NotAllowedError,
        "can't be the one who decides",
    ),
    "a claim without interests": (
        lambda r: steps.claim(r, RAVI, Words(), NOW, 1),
        InvalidInputError,
        "state your interests",
    ),
    "a decision without interests": (
        lambda r: decided(r, RAVI, words=replace(GOOD, interests="")),
        InvalidInputError,
        "state your interests",
    ),
    "a refusal without a reason": (
        lambda r: decided(r, RAVI, What.DECLINED, replace(BAD, comment="")),
        InvalidInputError,
        "say what you found",
    ),
    "an approval with something unticked": (
        lambda r: decided(r, RAVI, words=replace(GOOD, checks=tuple(Check)[1:])),
        InvalidInputError,
        r"Not everything is ticked yet \(purpose\)",
    ),
    "an approval of tier 2 without a test run": (
        lambda r: decided(r, RAVI, words=replace(GOOD, test_run="")),
        InvalidInputError,
        "needs a test run",
    ),
    "lifting what is not suspended": (
        lambda r: steps.lifting(r, WANDA, BAD, NOW),
        InvalidInputError,
        "not suspended",
    ),
    "lifting as a reviewer": (
        lambda r: steps.lifting(r, RAVI, BAD, NOW),
        NotAllowedError,
        "Only a lead reviewer",
    ),
    "lifting one's own": (
        lambda r: steps.lifting(r, Actor(1, Role.LEAD_REVIEWER), BAD, NOW),
        NotAllowedError,
        "You wrote this one",
    ),
    "suspending without a reason": (
        lambda r: steps.suspension(r, MEI, Words(), NOW),
        InvalidInputError,
        "say why",
    ),
    "retiring as a reviewer": (
        lambda r: steps.retirement(r, RAVI, BAD, NOW, Cause.LAW, None),
        NotAllowedError,
        "Only a lead reviewer or the author",
    ),
    "replacing it by itself": (
        lambda r: steps.retirement(r, WANDA, BAD, NOW, Cause.LAW, "a-thing"),
        InvalidInputError,
        "replaced by itself",
    ),
    "calling up what was never approved": (
        lambda r: steps.call_up(r, WANDA, Cause.LAW, NOW),
        InvalidInputError,
        "no approval",
    ),
    "deciding about another text": (
        lambda r: steps.check_same_content(r, "0123"),
        InvalidInputError,
        "changed the text since",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_who_may_not_or_says_too_little_is_refused(name: str):
    attempt, kind, words = REFUSED[name]

    with pytest.raises(kind, match=words):
        attempt(opened())


def test_a_decision_about_this_text_is_taken():
    review = opened()

    steps.check_same_content(review, review.subject.content_hash[:12])


def test_tier_one_needs_no_test_run():
    assert state(decided(opened(tier=1), RAVI, words=replace(GOOD, test_run=""))) is State.APPROVED


def test_what_nobody_sent_in_is_not_decided():
    with pytest.raises(InvalidInputError, match="Nobody has sent it"):
        decided(Review(9, 1, thing(), NOW), RAVI)


def test_what_is_approved_is_not_decided_again_before_it_is_due():
    with pytest.raises(InvalidInputError, match="approved until 2027-11-25"):
        decided(decided(opened(), RAVI), OLU)


def test_a_retired_item_takes_no_step_any_more():
    review = opened()
    ended = folded(review, steps.retirement(review, AUTHOR, Words(), NOW, Cause.UNUSED, None))
    attempts: list[Try] = [
        resubmitted,
        lambda r: decided(r, RAVI),
        lambda r: steps.claim(r, RAVI, GOOD, NOW, 1),
        lambda r: steps.suspension(r, MEI, BAD, NOW),
        lambda r: steps.retirement(r, WANDA, BAD, NOW, Cause.LAW, None),
        lambda r: steps.call_up(r, WANDA, Cause.LAW, NOW),
    ]

    for attempt in attempts:
        with pytest.raises(InvalidInputError, match="was retired"):
            attempt(ended)


def test_a_suspended_item_is_not_suspended_again_and_lifted_only_with_a_reason():
    review = opened()
    halted = folded(review, steps.suspension(review, MEI, BAD, NOW))

    with pytest.raises(InvalidInputError, match="suspended already"):
        steps.suspension(halted, MEI, BAD, NOW)
    with pytest.raises(InvalidInputError, match="why it is fine"):
        steps.lifting(halted, WANDA, Words(), NOW)


def test_sending_the_same_again_is_sending_it_once():
    review = opened()

    assert steps.submission(review, review.subject, AUTHOR, Words(), NOW) == ()


def test_what_was_answered_or_approved_is_not_sent_again_unchanged():
    asked = decided(opened(), RAVI, What.CHANGES_ASKED, BAD)
    with pytest.raises(InvalidInputError, match="the same as when the reviewers answered"):
        steps.submission(asked, asked.subject, AUTHOR, Words(), NOW)

    done = decided(opened(), RAVI)
    with pytest.raises(InvalidInputError, match="approved here already"):
        steps.submission(done, done.subject, AUTHOR, Words(), NOW)


def test_claiming_twice_is_claiming_once_and_others_wait():
    review = opened(tier=1)
    claimed = folded(review, steps.claim(review, RAVI, GOOD, NOW, 1))
    assert claimed.claims[0].interests == "None"

    assert steps.claim(claimed, RAVI, GOOD, NOW, 1) == ()
    with pytest.raises(NotAllowedError, match="by <@2>"):
        steps.claim(claimed, OLU, GOOD, NOW, 1)
    with pytest.raises(NotAllowedError, match="is claimed until"):
        decided(claimed, OLU)
    assert steps.claim(claimed, WANDA, GOOD, NOW, 1)
    assert state(decided(claimed, WANDA)) is State.APPROVED


def test_at_tier_three_two_claims_have_room_and_an_approval_takes_one():
    review = opened(tier=3)
    one = folded(review, steps.claim(review, RAVI, GOOD, NOW, 2))
    two = folded(one, steps.claim(one, OLU, GOOD, NOW, 2))
    third = Actor(6, Role.REVIEWER)

    with pytest.raises(NotAllowedError):
        steps.claim(two, third, GOOD, NOW, 2)
    approved = decided(one, OLU, needed=2)
    with pytest.raises(NotAllowedError):
        steps.claim(approved, third, GOOD, NOW, 2)
    assert state(decided(approved, RAVI, needed=2)) is State.APPROVED


# --- whatever happens -----------------------------------------------------------------------------

PEOPLE = [AUTHOR, RAVI, OLU, WANDA, MEI, Actor(2, Role.LEAD_REVIEWER)]
words = st.builds(
    Words,
    interests=st.sampled_from(["", "None"]),
    conflicted=st.booleans(),
    comment=st.sampled_from(["", "Because."]),
    checks=st.sampled_from([tuple(Check), steps.TO_CHECK, (), (Check.FACTS,)]),
    test_run=st.sampled_from(["", "A model"]),
)
acts = st.tuples(
    st.sampled_from(["claim", "approve", "changes", "decline", "edit", "halt", "lift", "retire"]),
    st.sampled_from(PEOPLE),
    words,
    st.integers(0, 40),
)


def attempt(
    review: Review, name: str, by: Actor, said: Words, at: datetime, needed: int
) -> tuple[Review, steps.Steps]:
    """What a step comes to; nothing where it is refused."""
    decisions = {
        "approve": What.APPROVED,
        "changes": What.CHANGES_ASKED,
        "decline": What.DECLINED,
    }
    subject: Subject = review.subject
    try:
        if name == "claim":
            taken = steps.claim(review, by, said, at, needed)
        elif name == "edit":
            text = f"Text {review.steps}"
            subject = replace(thing(text=text), tier=subject.tier, author_id=1)
            taken = steps.submission(review, subject, AUTHOR, said, at)
        elif name == "halt":
            taken = steps.suspension(review, by, said, at)
        elif name == "lift":
            taken = steps.lifting(review, by, said, at)
        elif name == "retire":
            taken = steps.retirement(review, by, said, at, Cause.UNUSED, None)
        else:
            taken = steps.decision(review, decisions[name], by, said, at, needed)
    except AttuneError:
        return review, ()
    return replace(review, subject=subject), taken


@given(st.lists(acts, max_size=40), st.sampled_from([1, 2, 3]), st.sampled_from([1, 2]))
def test_nothing_passes_without_enough_people_who_may_decide_on_this_very_text(
    story: list[tuple[str, Actor, Words, int]], tier: int, for_tier_3: int
):
    review, at, trail = opened(tier), NOW, list[Step]()
    needed = approvals_needed(tier, for_tier_3)
    for name, by, said, days in story:
        at += timedelta(days=days)
        begun, taken = attempt(review, name, by, said, at, needed)
        trail += taken
        after = folded(begun, taken)
        assert [step.number for step in taken] == list(
            range(review.steps + 1, review.steps + 1 + len(taken))
        )
        if any(step.what is What.PASSED for step in taken):
            content = after.subject.content_hash
            approvers = {
                step.by.id
                for step in trail
                if step.what is What.APPROVED
                and step.content_hash == content
                and not step.words.conflicted
            }
            assert len(approvers - {1}) >= needed
            assert 1 not in approvers
            assert state(after, at.date()) in (State.APPROVED, State.SUSPENDED)
        assert sum(vote.member_id == by.id for vote in after.votes) <= 1
        review = after
