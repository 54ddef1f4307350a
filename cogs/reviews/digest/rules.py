"""What becomes true of reviews when, and on which morning it is told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.reviews.records import Cause, Review
from bot.reviews.rules import CLAIM_LASTS, SHOWN_WHILE_DUE, named, waits_for_reviewers
from bot.when.instants import instant_of, wall_time
from bot.when.wording import joined
from cogs.reviews.digest.records import Fact, Tiding
from cogs.reviews.rules import CAUSE_WORDS, cut, day_words

TOLD_AT = time(9)
DAY = timedelta(days=1)
# What waits is told of after a week, and again twice; then it is for `/review queue`.
WAITS_AT_MOST = timedelta(days=7)
REMINDED = 3
TITLE_CHARACTERS = 80


def tidings_of(review: Review) -> Iterator[Tiding]:
    """All that the time will bring, or has brought, to a review as it is now."""
    if review.retirement is not None:
        return
    if review.halt is not None:
        yield from _repeated(Fact.HALTED, review, review.halt.at)
        return
    yield from _dates_of_approval(review)
    if waits_for_reviewers(review) and review.submitted_at is not None:
        lapses = [(claim.at + CLAIM_LASTS, claim.member_id) for claim in review.claims]
        for at, member_id in lapses:
            yield Tiding(Fact.CLAIM_LAPSED, review, at, member_id)
        nobody_since = max([review.submitted_at, *(at for at, _ in lapses)])
        yield from _repeated(Fact.WAITING, review, nobody_since)


def tidings_between(reviews: Iterable[Review], since: datetime, until: datetime) -> list[Tiding]:
    """The last that each review brought from `since` on and before `until`, earliest first."""
    found: dict[int, Tiding] = {}
    for review in reviews:
        new = [tiding for tiding in tidings_of(review) if since <= tiding.at < until]
        if new:
            found[review.number] = max(new, key=_instant)
    return sorted(found.values(), key=_instant)


def next_instant(reviews: Iterable[Review], since: datetime) -> datetime | None:
    """When something becomes true next, from `since` on; None where the time brings nothing."""
    ahead = [t.at for review in reviews for t in tidings_of(review) if t.at >= since]
    return min(ahead, default=None)


def morning_after(instant: datetime, zone: tzinfo) -> datetime:
    """The first morning after an instant at which the server is told, by its own clocks."""
    day = wall_time(instant, zone).date()
    mornings = (instant_of(datetime.combine(day + n * DAY, TOLD_AT), zone) for n in range(4))
    return next(morning for morning in mornings if morning > instant)


def headline(tidings: Iterable[Tiding]) -> str:
    """All of it in a line: "2 reviews are due and 1 submission waits for a reviewer"."""
    count = Counter(tiding.fact for tiding in tidings)
    return joined([_counted(fact, count[fact]) for fact in Fact if count[fact]])


def line(tiding: Tiding) -> str:
    """One tiding in a line: which review, and what that means."""
    review = tiding.review
    return f"**{review.number}. {cut(review.subject.title, TITLE_CHARACTERS)}** {_meaning(tiding)}"


def _instant(tiding: Tiding) -> datetime:
    return tiding.at


def _repeated(fact: Fact, review: Review, since: datetime) -> Iterator[Tiding]:
    for times in range(1, REMINDED + 1):
        yield Tiding(fact, review, since + times * WAITS_AT_MOST)


def _dates_of_approval(review: Review) -> Iterator[Tiding]:
    passed = review.passed
    if passed is None or passed.content_hash != review.subject.content_hash:
        return
    if not review.is_open:
        # Called up by hand: midnight of that day was over by then, so it is told the next day.
        yield Tiding(Fact.DUE, review, _midnight(passed.due_on + bool(passed.cause) * DAY))
    yield Tiding(Fact.OVERDUE, review, _midnight(passed.due_on + SHOWN_WHILE_DUE))


def _midnight(day: date) -> datetime:
    """When standings change: days of reviews are in UTC."""
    return datetime.combine(day, time(), UTC)


def _counted(fact: Fact, count: int) -> str:
    one, more = {
        Fact.DUE: ("review is due", "reviews are due"),
        Fact.OVERDUE: ("review is overdue", "reviews are overdue"),
        Fact.CLAIM_LAPSED: ("claim has lapsed", "claims have lapsed"),
        Fact.WAITING: ("submission waits for a reviewer", "submissions wait for a reviewer"),
        Fact.HALTED: ("suspension waits for an answer", "suspensions wait for an answer"),
    }[fact]
    return f"{count} {one if count == 1 else more}"


def _meaning(tiding: Tiding) -> str:
    review = tiding.review
    match tiding.fact:
        case Fact.DUE if review.passed is not None:
            until = day_words(review.passed.due_on + SHOWN_WHILE_DUE)
            why = f" ({CAUSE_WORDS[Cause(review.passed.cause)]})" if review.passed.cause else ""
            return f"is to be reviewed again{why}; without that it is hidden on {until}"
        case Fact.CLAIM_LAPSED:
            return f"is free again: {named(tiding.member_id)} claimed it and did not decide"
        case Fact.WAITING if review.submitted_at is not None:
            return f"was sent {_ago(review.submitted_at)}, and nobody is looking at it"
        case Fact.HALTED if review.halt is not None:
            return f"was suspended {_ago(review.halt.at)}; a lead reviewer decides how it goes on"
        case _:
            return "was not reviewed again in time, so members no longer see it"


def _ago(instant: datetime) -> str:
    return f"<t:{int(instant.timestamp())}:R>"
