"""What is true of trainings, and what follows: who may change one, what is next, when to edit."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.errors import NotAllowedError
from bot.jobs.recurrence import MOST_OCCURRENCES, Occurrence, Plan, occurrences
from cogs.events.records import Answer, Event, Occasion

MOST_HOSTS = 5
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=8)
# A post is edited at most this often; Discord limits edits of messages that are older than an hour.
EDIT_EACH = timedelta(seconds=5)
EDIT_OLD_EACH = timedelta(minutes=5)
OLD_AFTER = timedelta(minutes=55)
TOLD_OF_CANCELLING = frozenset({Answer.GOING, Answer.MAYBE, Answer.WAITING})
TOLD_OF_CHANGES = frozenset({Answer.GOING})


def may_change(event: Event, member_id: int, *, is_organiser: bool) -> bool:
    """Whether somebody may edit, cancel or hand over a training: its hosts and organisers."""
    return is_organiser or member_id in event.hosts


def require_may_change(event: Event, member_id: int, *, is_organiser: bool) -> None:
    """Go on only for somebody who may change the training.

    Raises:
        NotAllowedError: They neither host it nor are an organiser.
    """
    if not may_change(event, member_id, is_organiser=is_organiser):
        raise NotAllowedError("Only the hosts of this training and organisers can do that.")


def require_open(occasion: Occasion, now: datetime) -> None:
    """Go on only while members can still sign up.

    Raises:
        NotAllowedError: It is called off, or over.
    """
    if occasion.is_cancelled:
        raise NotAllowedError(
            f"**{occasion.details.title}** does not take place on this date, so there is nothing "
            "to sign up for. `/event list` shows what is coming."
        )
    if occasion.occurrence.ends <= now:
        raise NotAllowedError(
            f"**{occasion.details.title}** is over. `/event list` shows what is coming."
        )


def ahead(plan: Plan, length: timedelta, now: datetime, limit: int) -> tuple[Occurrence, ...]:
    """The occurrences that are not over, earliest first, with one that is under way."""
    return occurrences(plan, now - length, limit)


def later_ones(plan: Plan, after: datetime) -> Iterator[Occurrence]:
    """The occurrences that start after an instant, one by one, however many there are."""
    while found := occurrences(plan, after, 20):
        yield from found
        after = found[-1].starts


def over_at(plan: Plan, length: timedelta) -> datetime | None:
    """When the last occurrence ends; None for what never ends."""
    if plan.rule is not None and plan.until is None and plan.count is None:
        return None
    first = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    found = occurrences(plan, first, MOST_OCCURRENCES)
    return found[-1].starts + length if found else first


def edit_due(now: datetime, shown_at: datetime | None, posted_at: datetime) -> datetime:
    """When the post may be edited next.

    Args:
        now: The time.
        shown_at: When it was last posted or edited; None never.
        posted_at: When it was posted.
    """
    pause = EDIT_OLD_EACH if now - posted_at >= OLD_AFTER else EDIT_EACH
    return now if shown_at is None else max(now, shown_at + pause)
