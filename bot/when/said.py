"""What a typed text says of day and time of day, with nothing left over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.when.clocks import Clocks, Style, clocks_in
from bot.when.dates import BY_DATE, BY_DOTS_ALONE
from bot.when.days import BY_NAME, Days, on_weekday, read_with
from bot.when.records import UnclearError
from bot.when.words import FILLERS

EXAMPLES = "Try for example `tomorrow 6pm`, `28 Nov 18:00 London` or `in 2 hours`."
PART = re.compile(r"\b(?:in the |at )?(?P<part>morning|afternoon|evening|night)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """Day and time of day; None where the text says nothing of it."""

    days: Days | None
    clocks: Clocks | None
    part: str = ""


def said_in(text: str, today: date, *, counts_24: bool) -> Said:
    """What the text says, for somebody for whom it is `today`.

    Args:
        text: Plain words, without those for a zone.
        today: Where the time is meant.
        counts_24: Whether clocks there count to 24.

    Raises:
        UnclearError: Some of it says nothing of day or time, or what cannot be.
    """
    days, left = _days_in(text, today)
    part, left = _part_in(left, days.part if days else "")
    style = Style(part, counts_24=counts_24, written_24=bool(days and days.written_24))
    clocks, left = clocks_in(left, style)
    unread = [word for word in left.split() if word.strip(".,'-") not in FILLERS]
    if unread or not (days or clocks or part):
        raise UnclearError(_not_read(unread))
    return Said(days, clocks, part)


def _days_in(text: str, today: date) -> tuple[Days | None, str]:
    for readers in (BY_DATE, BY_NAME, BY_DOTS_ALONE):
        days, left = read_with(readers, text, today)
        if days is not None:
            return (days, left) if readers is BY_NAME else on_weekday(days, left)
    return None, text


def _part_in(text: str, part: str) -> tuple[str, str]:
    if not (said := PART.search(text)):
        return part, text
    return said["part"], f"{text[: said.start()]} {text[said.end() :]}"


def _not_read(unread: Sequence[str]) -> str:
    known = " ".join(word for word in unread if word.isalpha())[:40]
    if not known:
        return f"I can't read that as a time. {EXAMPLES}"
    return f"I can't read “{known}” as part of a time. {EXAMPLES}"
