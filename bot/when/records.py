"""What becomes of a time that somebody typed: an instant, or a question back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Understood:
    """One instant was meant. `instant` is aware, in UTC; `zone` is an IANA name.

    `wording` shows it in that zone: "Tue 1 Dec 2026, 18:00 New York, in 8 days".
    """

    instant: datetime
    zone: str
    wording: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, for a menu or a suggestion; both texts have at most 100 characters.

    `value` can be read again in place of what was typed: an exact instant where `name` is one.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """It could not be told what was meant. `choices` may be empty; there are at most 25."""

    sentence: str
    choices: tuple[Choice, ...] = ()


Answer = Understood | Question


class UnclearError(Exception):
    """A text can't be read on; the message is the question for whoever typed it."""
