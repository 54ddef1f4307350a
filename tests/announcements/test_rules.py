"""What an announcement needs before it goes out, and who may let it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import InvalidInputError, NotAllowedError
from bot.jobs.recurrence import Plan
from cogs.announcements.records import (
    Announcement,
    Answered,
    Approval,
    Approvals,
    Content,
    Picture,
    Placing,
    State,
    Timing,
    Verdict,
)
from cogs.announcements.rules import (
    approvals_wording,
    checked_stay,
    content_hash,
    is_going,
    link_trouble,
    links_wording,
    require_may_answer,
    troubles_of,
)
from cogs.announcements.times import left_out, without

AT = datetime(2026, 12, 1, 18, tzinfo=UTC)
wall = datetime.fromisoformat
PLACE = Placing(channel_id=1)
CONTENT = Content(title="Hello", body="World", picture=Picture("a.png", "abc", "A"))
WEEKLY = Timing(Plan("Europe/London", wall("2026-12-01 18:00"), "FREQ=WEEKLY;BYDAY=TU"))
KNOWN = {"date": "a day"}


def said(by: int, verdict: Verdict = Verdict.APPROVED, words: str = "") -> Approval:
    return Approval("hash", by, verdict, words, AT)


@pytest.mark.parametrize("link", ["", "https://example.org", "https://example.org/a?b=c#d"])
def test_a_link_that_works(link: str):
    assert link_trouble(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org",
        "example.org",
        "https://",
        "https://here",
        "https://a b.org",
        "javascript:1",
        "https://[x.org",
        "https://a..org",
        "https://-a.org",
        "https://bücher.example",
    ],
)
def test_a_link_that_does_not(link: str):
    assert "https://" in str(link_trouble(link))


def test_a_link_that_is_too_long_says_by_how_much():
    long = "https://example.org/" + "x" * 493

    assert link_trouble(long[:512]) is None
    assert "513 characters" in str(link_trouble(long))


def test_what_is_missing_is_said_all_at_once():
    content = replace(CONTENT, link="nowhere", body="On {{day}}", picture=Picture("a", "b"))

    troubles = troubles_of(content, PLACE, {}, KNOWN)

    assert [t.split()[0] for t in troubles] == ["I", "The", "The"]
    assert "`{{day}}`" in troubles[0]
    assert "`{{date}}`" in troubles[0]
    assert "alternative text" in troubles[2]
    assert troubles_of(CONTENT, PLACE, {}, KNOWN) == ()


def test_a_text_for_more_than_five_messages_is_told_with_their_number():
    values = {"date": "x" * 4000}

    (trouble,) = troubles_of(Content(title="T", body="{{date}} " * 6), PLACE, values, KNOWN)

    assert "would fill" in trouble
    assert "at most 5" in trouble


def test_a_title_that_grows_too_long_is_told():
    content = Content(title="{{date}}")

    assert troubles_of(content, PLACE, {"date": "x" * 300}, KNOWN) == ()
    (trouble,) = troubles_of(content, PLACE, {"date": "x" * 301}, KNOWN)
    assert "301 characters" in trouble


CHANGES = {
    "title": (replace(CONTENT, title="Hallo"), PLACE, WEEKLY),
    "text": (replace(CONTENT, body="all"), PLACE, WEEKLY),
    "link": (replace(CONTENT, link="https://example.org"), PLACE, WEEKLY),
    "image": (replace(CONTENT, picture=Picture("a.png", "abd", "A")), PLACE, WEEKLY),
    "alternative text": (replace(CONTENT, picture=Picture("a.png", "abc", "B")), PLACE, WEEKLY),
    "no image": (replace(CONTENT, picture=None), PLACE, WEEKLY),
    "channel": (CONTENT, replace(PLACE, channel_id=2), WEEKLY),
    "role": (CONTENT, replace(PLACE, role_id=2), WEEKLY),
    "publishing": (CONTENT, replace(PLACE, publish=True), WEEKLY),
    "thread": (CONTENT, replace(PLACE, thread=True), WEEKLY),
    "taking down": (CONTENT, replace(PLACE, take_down_after=timedelta(days=1)), WEEKLY),
    "time": (CONTENT, PLACE, Timing(replace(WEEKLY.plan, starts=wall("2026-12-01 19:00")))),
    "repeat": (CONTENT, PLACE, Timing(replace(WEEKLY.plan, rule="FREQ=DAILY"))),
    "zone": (CONTENT, PLACE, Timing(replace(WEEKLY.plan, zone="Europe/Paris"))),
    "no time": (CONTENT, PLACE, None),
}


@pytest.mark.parametrize("what", CHANGES, ids=str)
def test_any_change_of_what_is_posted_voids_an_approval(what: str):
    assert content_hash(*CHANGES[what]) != content_hash(CONTENT, PLACE, WEEKLY)


def test_leaving_one_occurrence_out_does_not():
    skipped = left_out(WEEKLY, wall("2026-12-08 18:00"))
    holidays = without(WEEKLY, [date(2026, 12, 15)])

    assert content_hash(CONTENT, PLACE, skipped) == content_hash(CONTENT, PLACE, WEEKLY)
    assert content_hash(CONTENT, PLACE, holidays) == content_hash(CONTENT, PLACE, WEEKLY)


def test_nobody_who_wrote_some_of_it_approves_it():
    with pytest.raises(NotAllowedError, match="You wrote some"):
        require_may_answer(Approvals(1, "hash", authors=frozenset({7, 8})), 8)


def test_one_person_approves_once():
    stands = Approvals(2, "hash", (said(9),), frozenset({7}))

    with pytest.raises(InvalidInputError, match="approved it already"):
        require_may_answer(stands, 9)
    require_may_answer(stands, 10)


def test_it_is_missing_until_enough_have_approved_and_nobody_asks_for_changes():
    assert not Approvals(0, "hash").missing
    assert Approvals(1, "hash").missing
    assert not Approvals(1, "hash", (said(9),)).missing
    assert Approvals(2, "hash", (said(9),)).missing
    assert not Approvals(2, "hash", (said(9), said(10))).missing
    assert Approvals(1, "hash", (said(9), said(10, Verdict.CHANGES, "Shorter"))).missing
    assert Approvals(1, "hash", (said(9, Verdict.CHANGES, "Shorter"),)).missing


def test_how_it_stands_is_a_sentence():
    changes = Approvals(1, "hash", (said(9, Verdict.CHANGES, "Shorter"),))

    assert approvals_wording(Approvals(0, "h")) == "It needs no approval here."
    assert "another organiser" in approvals_wording(Approvals(1, "h"))
    assert "2 other organisers" in approvals_wording(Approvals(2, "h"))
    assert "one more organiser" in approvals_wording(Approvals(2, "h", (said(9),)))
    assert approvals_wording(Approvals(1, "h", (said(9),))) == "Approved by <@9>."
    assert approvals_wording(changes) == "<@9> asked for changes: Shorter"


def test_a_post_stays_at_least_a_minute_and_at_most_a_year():
    assert checked_stay(timedelta(days=2)) == timedelta(days=2)
    for wrong in (timedelta(seconds=59), timedelta(days=367)):
        with pytest.raises(InvalidInputError):
            checked_stay(wrong)


def test_each_post_has_a_link_that_says_which_it_is():
    assert links_wording(["u1"]) == "[see the post](u1)"
    assert links_wording(["u2", "u1"]) == "[the newest](u2) · [the one before](u1)"


def test_an_announcement_is_on_its_way_from_its_time_until_it_is_posted():
    due = Announcement(
        id=1,
        guild_id=7,
        state=State.PLANNED,
        content=CONTENT,
        placing=PLACE,
        due_at=AT,
        made_at=AT,
        changed_at=AT,
    )

    assert is_going(due, AT)
    assert not is_going(due, AT - timedelta(seconds=1))
    assert not is_going(replace(due, state=State.PAUSED), AT)
    assert not is_going(replace(due, due_at=None), AT)


@pytest.mark.parametrize(
    ("verdict", "state", "missing", "waits"),
    [
        (Verdict.CHANGES, State.PLANNED, True, True),
        (Verdict.APPROVED, State.DRAFT, False, True),
        (Verdict.APPROVED, State.DRAFT, True, False),
        (Verdict.APPROVED, State.PLANNED, False, False),
        (Verdict.APPROVED, State.POSTED, False, False),
    ],
)
def test_an_answer_waits_for_the_planner_where_nothing_goes_on_by_itself(
    verdict: Verdict, state: State, missing: bool, waits: bool
):
    assert Answered(verdict, 7, state, missing).waits_for_planner is waits
