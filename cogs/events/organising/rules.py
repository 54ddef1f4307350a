"""How organisers' buttons name a date, and what is called off."""

from datetime import datetime
from enum import StrEnum

from bot.errors import InvalidInputError
from bot.jobs.recurrence import Plan
from bot.when.wording import local_wording
from bot.when.zones import place_of

COMPACT = "%Y%m%dT%H%M%S"


class Which(StrEnum):
    """What is called off; ALL is this date and every later one."""

    ONE = "one"
    SKIP = "skip"
    ALL = "all"


def called_off_wording(plan: Plan, planned: datetime, which: Which) -> str:
    """Which dates are called off: "Tue 1 Dec 2026, 18:00 New York, and every later date"."""
    local = dict(plan.moved).get(planned, planned)
    date = f"{local_wording(local)} {place_of(plan.zone)}"
    if plan.rule is None:
        return date
    return f"{date}, and every later date" if which is Which.ALL else f"{date}; other dates stay"


def compact(planned: datetime) -> str:
    """A planned wall time without colons, for a button."""
    return planned.strftime(COMPACT)


def planned_in(text: str) -> datetime:
    """The planned wall time that a button or a picked suggestion names.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        planned = datetime.fromisoformat(text)
    except ValueError:
        planned = None
    if planned is not None and planned.tzinfo is None:
        return planned
    raise InvalidInputError("Please pick one of the suggested dates.")
