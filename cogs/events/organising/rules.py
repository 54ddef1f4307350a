"""How organisers' buttons name a date, and what is called off."""

from datetime import datetime
from enum import StrEnum

from bot.errors import InvalidInputError

COMPACT = "%Y%m%dT%H%M%S"


class Which(StrEnum):
    """What is called off; ALL is this date and every later one."""

    ONE = "one"
    SKIP = "skip"
    ALL = "all"


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
