"""What can be pressed when, what is due, and how a review is put in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError
from bot.reviews.records import (
    ITSELF,
    Actor,
    Cause,
    Check,
    Claim,
    Halt,
    Passed,
    Retirement,
    Review,
    Role,
    Standing,
    State,
    Step,
    Vote,
    What,
    Words,
)
from cogs.reviews.records import Act
from cogs.reviews.rules import (
    CAUSE_WORDS,
    CHECK_WORDS,
    STEP_WORDS,
    acts_for,
    cut,
    due_soon,
    missing_line,
    needs_attention,
    outcome,
    page_of,
    people_lines,
    plain,
    refuse_identifiers,
    state_line,
    step_lines,
)
from tests.reviews.thing import thing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
OPEN = Review(9, 1, thing(), NOW, is_open=True)
HALT = Halt(NOW, Actor(5, Role.MODERATOR), "A dose.")
END = Retirement(NOW, "unused")


def passed(due_on: date) -> Review:
    content = OPEN.subject.content_hash
    done = Passed(content, TODAY, due_on, (Role.REVIEWER,))
    return replace(OPEN, is_open=False, passed=done)


def pressable(review: Review) -> set[Act]:
    return {act for acts in acts_for(review, TODAY) for act in acts}


LOOKING = {Act.CLAIM, Act.APPROVE, Act.CHANGES, Act.DECLINE}


def test_what_can_be_pressed_follows_from_the_state():
    always = {Act.READ, Act.HISTORY, Act.RETIRE}
    far = passed(TODAY + timedelta(days=300))

    assert pressable(OPEN) == always | LOOKING | {Act.SUSPEND}
    assert pressable(replace(OPEN, halt=HALT)) == always | LOOKING | {Act.LIFT}
    assert pressable(far) == always | {Act.SUSPEND, Act.CALL_UP}
    assert pressable(passed(TODAY)) == always | LOOKING | {Act.SUSPEND}
    assert pressable(replace(OPEN, is_open=False)) == always | {Act.SUSPEND}
    assert pressable(replace(far, retirement=END)) == {Act.READ, Act.HISTORY}
    assert all(len(acts) <= 5 for acts in acts_for(OPEN, TODAY))


def test_a_deleted_card_comes_back_where_somebody_should_look():
    assert needs_attention(OPEN)
    assert needs_attention(replace(OPEN, is_open=False, halt=HALT))
    assert not needs_attention(replace(OPEN, is_open=False))
    assert not needs_attention(replace(OPEN, retirement=END))


def test_what_is_due_soon_is_listed_by_its_day():
    days = {1: 31, 2: 30, 3: -40, 4: 0}
    reviews = [
        replace(passed(TODAY + timedelta(days=left)), number=number)
        for number, left in days.items()
    ]
    retired = replace(passed(TODAY), number=5, retirement=END)

    assert [r.number for r in due_soon([*reviews, retired, OPEN], TODAY)] == [3, 4, 2]


@pytest.mark.parametrize(
    ("standing", "line"),
    [
        (
            Standing(State.APPROVED, due_on=date(2027, 5, 3)),
            "Approved, to be reviewed again by 3 May 2027",
        ),
        (
            Standing(State.DUE, due_on=date(2026, 11, 3)),
            "Due for review since 3 Nov 2026; shown until 3 Dec 2026",
        ),
        (Standing(State.DUE), "Due for review since an unknown day; shown until an unknown day"),
        (
            Standing(State.OVERDUE, due_on=date(2026, 1, 3)),
            "Overdue since 3 Jan 2026: no longer shown",
        ),
        (Standing(State.IN_REVIEW), "In review"),
        (Standing(State.CHANGES_REQUESTED), "Changes requested"),
    ],
)
def test_a_state_is_a_line(standing: Standing, line: str):
    assert state_line(standing) == line


def test_what_an_approval_lacks_is_said():
    vote = Vote(2, Role.REVIEWER, What.APPROVED)
    hard = replace(OPEN, subject=thing(tier=3))

    assert missing_line(OPEN, 1) == "Still needed: 1 more approval."
    assert missing_line(replace(OPEN, votes=(vote,)), 1) == ""
    assert missing_line(hard, 2) == (
        "Still needed: 2 more approvals and somebody trained in the area among those who approve."
    )
    assert missing_line(replace(hard, votes=(vote, replace(vote, member_id=3))), 2) == (
        "Still needed: somebody trained in the area among those who approve."
    )


def test_who_claimed_and_decided_is_said():
    review = replace(
        OPEN,
        claims=(Claim(2, NOW), Claim(3, NOW - timedelta(days=8))),
        votes=(
            Vote(4, Role.REVIEWER, What.CHANGES_ASKED, reason="Shorter."),
            Vote(-4, Role.LEAD_REVIEWER, What.APPROVED, conflicted=True),
        ),
    )

    assert people_lines(review, NOW) == (
        "Claimed by <@2> until <t:1796212800:d>",
        "<@4> (reviewer) asked for changes: Shorter.",
        "a former member (lead reviewer) approved, as advice (conflict of interest)",
    )


def test_a_reviewer_is_told_what_came_of_a_decision():
    vote = Vote(2, Role.REVIEWER, What.APPROVED)
    hard = replace(OPEN, subject=thing(tier=3), votes=(vote,))
    done = Standing(State.APPROVED, due_on=date(2027, 5, 3))

    assert outcome(passed(TODAY), done, 1) == (
        "**A Thing**: approved, to be reviewed again by 3 May 2027."
    )
    assert outcome(hard, Standing(State.IN_REVIEW), 2).startswith(
        "**A Thing** is in review. Still needed: 1 more approval and"
    )
    assert outcome(OPEN, Standing(State.REJECTED), 1) == "**A Thing** is declined."
    assert outcome(OPEN, Standing(State.SUSPENDED), 1) == "**A Thing** is suspended."


def test_a_step_says_who_what_when_and_why():
    words = Words("None", True, "Two\n\nlines.", (Check.FACTS, Check.LAW), "A model")
    step = Step(2, What.APPROVED, NOW, Actor(2, Role.REVIEWER), "0123456789ab", words)
    end = Step(
        3, What.RETIRED, NOW, ITSELF, "01", cause=Cause.LAW, due_on=TODAY, replaced_by="other"
    )

    assert step_lines(step) == (
        "<t:1795608000:f> <@2> (reviewer) **approved**",
        "-# content 01234567",
        "> Interests: None",
        "> With a conflict of interest: advice only",
        "> Looked at: facts, law",
        "> Tried with: A model",
        "> Two lines.",
    )
    assert step_lines(end) == (
        "<t:1795608000:f> **retired**",
        "-# A law changed · replaced by `other` · due 2026-11-25 · content 01",
    )


def test_every_step_cause_and_check_has_words():
    assert set(STEP_WORDS) == set(What)
    assert set(CAUSE_WORDS) == set(Cause)
    assert set(CHECK_WORDS) == set(Check)
    assert all(len(words) <= 100 for words in (*CAUSE_WORDS.values(), *CHECK_WORDS.values()))


def test_a_snapshot_is_a_text_to_read():
    kept = {
        "title": "A Thing",
        "risk_tier": 2,
        "client_facing": True,
        "test_runs": [],
        "body": "One.\n\nTwo.",
        "cautions": ["Mind this.", "And\nthat."],
        "placeholders": [{"name": "tone", "hint": None}],
    }

    assert plain(kept).splitlines() == [
        "title: A Thing",
        "risk tier: 2",
        "client facing: yes",
        "test runs: ",
        "body:",
        "  One.",
        "  ",
        "  Two.",
        "cautions:",
        "  - Mind this.",
        "  - And",
        "    that.",
        "placeholders:",
        "  - name: tone",
        "    hint: ",
    ]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_any_snapshot_can_be_read(value: object):
    assert isinstance(plain(value), str)


def test_a_long_text_is_cut_into_one_paragraph():
    assert cut("a\n b", 5) == "a b"
    assert cut("abcdef", 5) == "abcd…"


@given(st.lists(st.integers(), max_size=40), st.integers(-5, 50))
def test_pages_hold_everything_once(items: list[int], number: int):
    page = page_of(items, number)
    everything = [item for n in range(page.count) for item in page_of(items, n).items]

    assert everything == items
    assert 0 <= page.number < page.count
    assert page.with_items(("x",)).count == page.count


def test_words_that_may_identify_somebody_are_refused_and_a_trial_has_a_day():
    refuse_identifiers(Words("None", False, "Fine for teens.", (), "A model, 11/20/2026"))

    for words in (
        Words(comment="Born 03/14/1985."),
        Words(interests="Mail ann@example.org"),
        Words(test_run="A model, SSN 123-45-6789"),
    ):
        with pytest.raises(InvalidInputError, match="I found a") as refused:
            refuse_identifiers(words)
        assert not {"1985", "ann@", "6789"} & set(str(refused.value).split())
