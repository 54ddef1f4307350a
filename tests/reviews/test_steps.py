"""Who may take which step, and that nothing passes without enough of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AttuneError, InvalidInputError, NotAllowedError
from bot.reviews import steps
from bot.reviews.records import Actor, Cause, Check, Review, Role, State, Step, Subject, What, Words
from bot.reviews.rules import approvals_needed, folded
from tests.reviews.taken import (
    AUTHOR,
    BAD,
    CONFLICTED,
    GOOD,
    MEI,
    NOW,
    OLU,
    RAVI,
    WANDA,
    decided,
    opened,
    resubmitted,
    state,
)
from tests.reviews.thing import thing

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
