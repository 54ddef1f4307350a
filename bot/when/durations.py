"""Lengths of time as people type them: "1h 30m", "90 minutes", "2 days"."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import InvalidInputError
from bot.when.wording import counted
from bot.when.words import NUMBERS, plain

LONGEST = timedelta(days=3660)
SIZES = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "second"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("fortnight", "fortnights"), "fortnight"),
    **dict.fromkeys(("mo", "mos", "mth", "month", "months"), "month"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "year"),
}
AMOUNTS = {"a": 1.0, "an": 1.0, "half": 0.5, "half a": 0.5, "half an": 0.5, "a couple of": 2.0}
MORE = {"and a half": 0.5, "and a quarter": 0.25}
PART = re.compile(
    r"(?P<amount>\d{1,6}(?:[.,]\d{1,3})?|a couple of|half an?|half|an?)\s*"
    rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})(?![a-z])"
    r"(?:\s+(?P<more>and a half|and a quarter))?"
    r"(?:(?<=h)(?P<minutes>\d{2})(?![\da-z]))?[\s,]*(?:and\s+(?!a\s+half))?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: months and days go by the calendar, the rest by the clock."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta(0)

    def after_wall(self, local: datetime) -> datetime:
        """The naive wall time so many months and days later; the last day of too short months.

        Raises:
            OverflowError: There is no such year.
        """
        month = local.year * 12 + local.month - 1 + self.months
        try:
            first = local.replace(year=month // 12, month=month % 12 + 1, day=1)
            after = first.replace(month=first.month % 12 + 1, year=first.year + first.month // 12)
        except ValueError as error:
            raise OverflowError("no such year") from error
        day = min(local.day, (after - first).days)
        return first.replace(day=day) + timedelta(days=self.days)


def duration_in(typed: str) -> timedelta:
    """The length of time that was typed.

    Raises:
        InvalidInputError: It can't be read, is not longer than nothing or longer than ten years.
    """
    span = span_in(plain(typed[:100]))
    if span is None:
        raise InvalidInputError(
            "I can't read that as a length of time. Type for example `90 minutes`, `1h 30m`"
            " or `2 days`."
        )
    if span.months:
        raise InvalidInputError("Months differ in length. Please say how many days or weeks.")
    length = span.exact + timedelta(days=span.days)
    if not timedelta(0) < length <= LONGEST:
        raise InvalidInputError("Please give a length of time between one second and ten years.")
    return length


def duration_wording(length: timedelta) -> str:
    """A length in words: "1 hour 30 minutes", "2 days"."""
    left, parts = int(length.total_seconds()), list[str]()
    for unit in ("day", "hour", "minute", "second"):
        number, left = divmod(left, SIZES[unit])
        if number:
            parts.append(counted(number, unit))
    return " ".join(parts) or "0 seconds"


def span_in(text: str) -> Span | None:
    """The length of time that a text of plain words is, whole; None where it is something else."""
    text = with_digits(text)
    if clock := re.fullmatch(r"(\d{1,2}):([0-5]\d)", text):
        return Span(exact=timedelta(hours=int(clock[1]), minutes=int(clock[2])))
    spans, at = list[Span](), 0
    while at < len(text):
        if (part := PART.match(text, at)) is None or (span := _span(part)) is None:
            return None
        spans.append(span)
        at = part.end()
    return _sum(spans) if spans else None


def with_digits(text: str) -> str:
    """The text with number words as digits: "two weeks" is "2 weeks"."""
    return re.sub(r"[a-z]+", lambda word: NUMBERS.get(word[0], word[0]), text)


def _span(part: re.Match[str]) -> Span | None:
    amount, unit = part["amount"], UNITS[part["unit"]]
    number = AMOUNTS[amount] if amount in AMOUNTS else float(amount.replace(",", "."))
    number += MORE.get(part["more"] or "", 0)
    if unit in ("month", "year"):
        months = number * (12 if unit == "year" else 1)
        return Span(months=int(months)) if months == int(months) else None
    if unit == "fortnight":
        unit, number = "week", number * 2
    minutes = timedelta(minutes=int(part["minutes"] or 0))
    if unit in ("day", "week") and number == int(number):
        return Span(days=int(number) * (7 if unit == "week" else 1))
    return Span(exact=timedelta(seconds=number * SIZES[unit]) + minutes)


def _sum(spans: list[Span]) -> Span:
    return Span(
        sum(span.months for span in spans),
        sum(span.days for span in spans),
        sum((span.exact for span in spans), timedelta(0)),
    )
