"""Which days a typed text can mean, by the calendar: "28 nov", "12/5", "2026-12-01", "the 5th"."""

import itertools
import re
from dataclasses import replace
from datetime import date, timedelta

from bot.when.days import Days, Reader
from bot.when.records import UnclearError
from bot.when.wording import MONTHS as MONTH_NAMES
from bot.when.wording import day_wording
from bot.when.words import MONTH, MONTHS

FAR = timedelta(days=300)
"""A date so far off is more likely one of this year that is past, so it is asked about."""
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _month_named(match: re.Match[str], today: date) -> Days:
    return _on(today, match["year"], MONTHS[match["month"]] + 1, int(match["day"]))


def _iso(match: re.Match[str], today: date) -> Days:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if not 1 <= month <= 12:
        raise UnclearError("There is no such month. Dates are written year-month-day.")
    days = Days((_day(year, month, day),), later=_next_years(today, month, day))
    return replace(days, written_24=True)


def _dotted(match: re.Match[str], today: date) -> Days:
    month = int(match["month"])
    if not 1 <= month <= 12:
        raise UnclearError("There is no such month. Dates with dots are written day.month.year.")
    return replace(_on(today, match["year"], month, int(match["day"])), written_24=True)


def _slashed(match: re.Match[str], today: date) -> Days:
    """Day and month in either order: people write both."""
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    readings = {(d, m): None for d, m in ((a, b), (b, a)) if _is_in_some_year(m, d)}
    if not readings:
        raise UnclearError("There is no such date. Please write the month as a word.")
    if len(readings) == 1:
        ((day, month),) = readings
        return _on(today, year, month, day)
    days = [_coming(today, year, month, day) for day, month in readings]
    first, second = (f"{d} {MONTH_NAMES[m - 1]}" for d, m in readings)
    question = f"{a}/{b} can be {first} or {second}. Which one do you mean?"
    return Days(tuple(sorted(days)), question)


def _day_only(match: re.Match[str], today: date) -> Days:
    day = int(match["day"])
    if not 1 <= day <= 31:
        raise UnclearError("There is no such day of the month.")
    month = today.year * 12 + today.month - 1 + (1 if match["next"] else 0)
    found = (_in_month(month + n, day) for n in itertools.count())
    return Days((next(date for date in found if date is not None and date >= today),))


def _vague_month(match: re.Match[str], _: date) -> Days:
    raise UnclearError(f"Which day {match[0]}? Please give the date, such as `5 March`.")


def _on(today: date, year: str | None, month: int, day: int) -> Days:
    if year:
        return Days((_day(_full(year), month, day),), later=_next_years(today, month, day))
    if not _is_in_some_year(month, day):
        _day(today.year + 1, month, day)
    this_year = _valid(today.year, month, day)
    ahead = _coming(today, None, month, day)
    if this_year is None or ahead - today <= FAR:
        return Days((ahead,), sure=ahead - today <= FAR, question=_next_question(ahead))
    return Days((this_year,), later=(ahead,))


def _next_question(ahead: date) -> str:
    return f"That day comes next on {day_wording(ahead)}. Do you mean that?"


def _next_years(today: date, month: int, day: int) -> tuple[date, ...]:
    return (_coming(today, None, month, day),)


def _coming(today: date, year: str | None, month: int, day: int) -> date:
    if year:
        return _day(_full(year), month, day)
    years = range(today.year, today.year + 9)
    found = (_valid(year, month, day) for year in years)
    return next(date for date in found if date is not None and date >= today)


def _full(year: str) -> int:
    number = int(year.lstrip("'"))
    return number + 2000 if number < 100 else number


def _day(year: int, month: int, day: int) -> date:
    if (found := _valid(year, month, day)) is not None:
        return found
    name, longest = MONTH_NAMES[month - 1], LONGEST_MONTHS[month - 1]
    if (month, day) == (2, 29):
        raise UnclearError(f"February {year} has 28 days. Which day do you mean?")
    raise UnclearError(f"{name} has {longest} days. Which day do you mean?")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_month(month: int, day: int) -> date | None:
    return _valid(month // 12, month % 12 + 1, day)


def _is_in_some_year(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= LONGEST_MONTHS[month - 1]


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21)\d{2}|'\d{2})(?![\d:.]|\s?[ap]m)"
_NUMBER_START = r"(?<![\w:./-])"
BY_DATE: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            rf"{_NUMBER_START}(?P<year>\d{{4}})(?P<s>[-/.])(?P<month>\d{{1,2}})(?P=s)(?P<day>\d{{1,2}})(?:t(?=\d)|(?![\w/.-]))",
            _iso,
        ),
        (rf"{_NUMBER_START}{_DAY}\.?\s?(?:of )?{MONTH}(?:\s?{_YEAR})?", _month_named),
        (rf"\b{MONTH}\s?(?:the )?{_DAY}(?![\w:]|[/.-]\d|\s?[ap]m)(?: {_YEAR})?", _month_named),
        (
            rf"{_NUMBER_START}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d{{2}}(?![:.]))?(?!\d)",
            _dotted,
        ),
        (
            rf"{_NUMBER_START}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d{{2}}))?(?![\w/.-])",
            _slashed,
        ),
        (
            rf"{_NUMBER_START}(?P<a>\d{{1,2}})-(?P<b>\d{{1,2}})-(?P<year>\d{{4}})(?![\w/.-])",
            _slashed,
        ),
        (r"\b(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?P<next> of next month)?", _day_only),
        (r"\b(?:in |this |next )(?:month|year)\b|\bthis week\b", _vague_month),
    )
)
"""Tried in this order."""
BY_DOTS_ALONE: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        re.compile(
            rf"{_NUMBER_START}(?P<day>\d{{1,2}})\.(?P<month>0?[1-9]|1[0-2])(?P<year>)"
            r"(?!\s?[ap]m)(?= .*\d)"
        ),
        _dotted,
    ),
)
"""Only where the text has another number: "6.30" alone is a time."""
