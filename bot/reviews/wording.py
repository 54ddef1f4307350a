"""What members are told of how something was reviewed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.reviews.records import Standing, State


def day(when: date) -> str:
    """A date as members read it: Nov 25, 2026."""
    return f"{when:%b} {when.day}, {when.year}"


def review_line(standing: Standing) -> str:
    """Who reviewed it by role, and when; or that nobody has."""
    match standing.state:
        case State.APPROVED | State.DUE:
            return _reviewed(standing)
        case State.IN_REVIEW:
            more = " A review is under way."
        case State.CHANGES_REQUESTED:
            more = " Reviewers asked for changes."
        case _:
            more = ""
    return f"Not yet reviewed by a licensed clinician here.{more}"


def withdrawn_line(standing: Standing) -> str:
    """Why it is no longer shown; empty where it is."""
    match standing.state:
        case State.SUSPENDED:
            return "suspended while reviewers look into a concern"
        case State.RETIRED:
            return "retired by its reviewers"
        case State.REJECTED:
            return "declined by the reviewers here"
        case State.OVERDUE:
            return "not listed until its overdue review is done"
        case _:
            return ""


def _reviewed(standing: Standing) -> str:
    who = _roles(standing.reviewers) or "a reviewer"
    line = f"Reviewed by {who}"
    if standing.reviewed_on is not None:
        line += f" on {day(standing.reviewed_on)}"
    if standing.due_on is None:
        return f"{line}."
    if standing.state is State.DUE:
        return f"{line}. A new review was due on {day(standing.due_on)}: read it with extra care."
    return f"{line}; next review due {day(standing.due_on)}."


def _roles(roles: Sequence[str]) -> str:
    counted = Counter(roles)
    parts = [f"a {role}" if n == 1 else f"{n} {role}s" for role, n in counted.items()]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
