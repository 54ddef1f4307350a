"""What the dates of reviews bring, and on which morning it is told."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.reviews.records import (
    Actor,
    Cause,
    Change,
    Claim,
    Halt,
    Passed,
    Retirement,
    Review,
    Role,
    Subject,
    Vote,
    What,
)
from bot.reviews.rules import standing_of
from bot.reviews.service import Reviews
from bot.storage import Storage
from cogs.reviews.digest.records import Fact
from cogs.reviews.digest.rules import (
    headline,
    line,
    morning_after,
    next_instant,
    tidings_between,
    tidings_of,
)
from cogs.reviews.digest.views import digest_panel
from tests.reviews.thing import thing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
EVER = datetime(2100, 1, 1, tzinfo=UTC)
MAYA, RAVI = 1, 2
SENT = Review(9, 1, thing(author_id=MAYA), NOW, submitted_at=NOW, is_open=True)
PASSED = Passed(SENT.subject.content_hash, NOW.date(), date(2027, 11, 25), (Role.REVIEWER,))
APPROVED = replace(SENT, is_open=False, passed=PASSED)


def told(review: Review) -> list[tuple[Fact, datetime]]:
    """All that the time brings, in order."""
    found = [(t.fact, t.at) for t in tidings_of(review)]
    return sorted(found, key=lambda each: each[1])


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def test_a_submission_is_reminded_of_after_a_week_and_twice_more():
    assert told(SENT) == [(Fact.WAITING, NOW + n * WEEK) for n in (1, 2, 3)]


def test_a_claim_that_lapses_is_told_and_then_it_waits_again():
    claimed = replace(SENT, claims=(Claim(RAVI, NOW + DAY),))

    lapses = NOW + DAY + WEEK
    assert told(claimed) == [
        (Fact.CLAIM_LAPSED, lapses),
        *((Fact.WAITING, lapses + n * WEEK) for n in (1, 2, 3)),
    ]


def test_an_approval_is_told_of_when_due_and_when_overdue():
    assert told(APPROVED) == [
        (Fact.DUE, midnight(2027, 11, 25)),
        (Fact.OVERDUE, midnight(2027, 12, 25)),
    ]


@given(days=st.integers(0, 800))
def test_what_is_told_is_what_the_standing_says_by_then(days: int):
    now = NOW + timedelta(days=days)
    said = [t.fact for t in tidings_of(APPROVED) if t.at <= now]

    state = standing_of(APPROVED, SENT.subject.content_hash, now.date()).state.name

    assert (said[-1].name if said else "APPROVED") == state


def test_what_is_called_up_is_told_the_next_day():
    called = replace(APPROVED, passed=replace(PASSED, due_on=NOW.date(), cause=Cause.LAW))

    assert told(called)[0] == (Fact.DUE, midnight(2026, 11, 26))


def test_a_re_review_under_way_is_not_called_due_but_still_overdue():
    again = replace(APPROVED, is_open=True, submitted_at=midnight(2027, 11, 1))

    facts = [fact for fact, _ in told(again)]

    assert Fact.DUE not in facts
    assert Fact.OVERDUE in facts


def test_a_suspension_waits_for_its_answer_and_hides_the_rest():
    halted = replace(APPROVED, halt=Halt(NOW, Actor(None, Role.NOBODY), "reported"))

    assert told(halted) == [(Fact.HALTED, NOW + n * WEEK) for n in (1, 2, 3)]


def test_nothing_is_told_of_what_is_retired_answered_or_changed_since():
    declined = Vote(RAVI, Role.REVIEWER, What.DECLINED, reason="No.")
    changed = replace(SENT.subject, content_hash="another")

    assert told(replace(APPROVED, retirement=Retirement(NOW, "unused"))) == []
    assert told(replace(SENT, votes=(declined,))) == []
    assert told(replace(APPROVED, subject=changed)) == []


def test_a_review_is_told_of_once_by_what_is_true_last():
    between = tidings_between([APPROVED], NOW, EVER)

    assert [tiding.fact for tiding in between] == [Fact.OVERDUE]


def test_each_tiding_falls_between_two_digests_once():
    mornings = [NOW + n * DAY for n in range(400)]

    found = [
        tiding.at
        for since, until in itertools.pairwise(mornings)
        for tiding in tidings_between([APPROVED, replace(SENT, number=2)], since, until)
    ]

    assert sorted(found) == sorted(
        at for _, at in (*told(APPROVED), *told(SENT)) if at < mornings[-1]
    )


def test_the_next_instant_is_the_earliest_ahead():
    assert next_instant([APPROVED, SENT], NOW) == NOW + WEEK
    assert next_instant([APPROVED, SENT], NOW + 4 * WEEK) == midnight(2027, 11, 25)
    assert next_instant([APPROVED], midnight(2028, 1, 1)) is None


@pytest.mark.parametrize(
    ("zone", "instant", "morning"),
    [
        ("UTC", "2026-12-02T08:59:00+00:00", "2026-12-02T09:00:00+00:00"),
        ("UTC", "2026-12-02T09:00:00+00:00", "2026-12-03T09:00:00+00:00"),
        ("America/New_York", "2026-12-02T12:00:00+00:00", "2026-12-02T14:00:00+00:00"),
        ("America/New_York", "2027-03-13T20:00:00+00:00", "2027-03-14T13:00:00+00:00"),
        ("Europe/London", "2027-03-28T00:00:00+00:00", "2027-03-28T08:00:00+00:00"),
        ("Australia/Sydney", "2026-10-03T20:00:00+00:00", "2026-10-03T22:00:00+00:00"),
        ("Australia/Lord_Howe", "2026-10-03T23:00:00+00:00", "2026-10-04T22:00:00+00:00"),
    ],
)
def test_it_is_told_at_nine_by_the_servers_clocks(zone: str, instant: str, morning: str):
    found = morning_after(datetime.fromisoformat(instant), ZoneInfo(zone))

    assert found == datetime.fromisoformat(morning)


def test_the_first_line_says_all_of_it():
    claimed = replace(SENT, number=2, claims=(Claim(RAVI, NOW),))
    overdue = replace(APPROVED, number=3, passed=replace(PASSED, due_on=date(2026, 11, 1)))
    tidings = tidings_between([SENT, claimed, overdue], NOW, NOW + 8 * WEEK)

    assert headline(tidings) == ("1 review is overdue and 2 submissions wait for a reviewer")


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (SENT, "**1. A Thing** was sent <t:1795608000:R>, and nobody is looking at it"),
        (
            replace(SENT, claims=(Claim(RAVI, NOW + 3 * WEEK),)),
            "**1. A Thing** is free again: <@2> claimed it and did not decide",
        ),
        (
            replace(APPROVED, passed=replace(PASSED, due_on=NOW.date(), cause=Cause.LAW)),
            "**1. A Thing** is to be reviewed again (A law changed); without that it is hidden on "
            "25 Dec 2026",
        ),
        (
            replace(APPROVED, passed=replace(PASSED, due_on=date(2026, 11, 12))),
            "**1. A Thing** was not reviewed again in time, so members no longer see it",
        ),
        (
            replace(SENT, halt=Halt(NOW, Actor(None, Role.NOBODY), "reported")),
            "**1. A Thing** was suspended <t:1795608000:R>; a lead reviewer decides how it goes on",
        ),
    ],
)
def test_each_tiding_says_what_it_means(review: Review, words: str):
    (tiding,) = tidings_between([review], NOW, NOW + 4 * WEEK + DAY)

    assert line(tiding) == words


def test_a_long_digest_fits_a_message():
    reviews = [
        replace(SENT, number=n, subject=thing(title="T" * 90, author_id=MAYA)) for n in range(1, 41)
    ]

    panel = digest_panel(tidings_between(reviews, NOW, NOW + 2 * WEEK))

    assert panel.content_length() <= 4000


# --- steps and digest in one transaction ----------------------------------------------------------


@pytest.fixture
async def reviews(storage: Storage) -> Reviews:
    return Reviews(storage, GuildSettings(storage, {"server": ServerSettings}))


async def submit(reviews: Reviews, subject: Subject) -> int:
    return await reviews.submit(
        9, subject, author_id=MAYA, interests="None", snapshot={"title": "A Thing"}, at=NOW
    )


async def test_a_step_and_what_it_leads_to_are_written_together_or_not_at_all(reviews: Reviews):
    async def fails(_: AsyncConnection, change: Change) -> None:
        assert change.steps
        raise RuntimeError("the queue can't be written")

    reviews.store.followed_by(fails)
    with pytest.raises(RuntimeError):
        await submit(reviews, thing())

    assert await reviews.store.all_reviews() == []


async def test_what_follows_sees_the_steps_and_hears_of_no_empty_change(reviews: Reviews):
    seen: list[list[Review]] = []

    async def look(within: AsyncConnection, change: Change) -> None:
        seen.append(await reviews.store.all_reviews(9, within=within))

    reviews.store.followed_by(look)
    number = await submit(reviews, thing())
    await submit(reviews, thing())
    await reviews.report_safety(9, thing(), member_id=RAVI, reason="Unsafe", at=NOW)

    assert [[review.number for review in found] for found in seen] == [[number]]
    assert seen[0][0].submitted_at == NOW
