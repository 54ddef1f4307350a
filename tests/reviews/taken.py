"""Reviews after some steps, for the tests of their rules."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.reviews import steps
from bot.reviews.records import Actor, Check, Review, Role, State, What, Words
from bot.reviews.rules import folded, standing_of
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
