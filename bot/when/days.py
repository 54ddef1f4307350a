"""Which days a typed text can mean, by name or distance: "tomorrow", "next tue", "in 2 weeks"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.when.durations import Span, span_in
from bot.when.wording import WEEKDAYS as DAY_NAMES
from bot.when.wording import day_wording
from bot.when.words import TOMORROW, WEEKDAY, WEEKDAYS

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that can be meant, and what to ask where several of them lie ahead.

    `later` are days to offer where all options are past. Not `sure`: ask even where one is left.
    `written_24`: the day is written as by those who count hours to 24.
    """

    options: tuple[date, ...]
    question: str = "Which day do you mean?"
    later: tuple[date, ...] = ()
    sure: bool = True
    part: str = ""
    written_24: bool = False


Reader = Callable[[re.Match[str], date], Days]


def read_with(
    readers: tuple[tuple[re.Pattern[str], Reader], ...], text: str, today: date
) -> tuple[Days | None, str]:
    """What the first reader whose pattern is there makes of it, and the text without it."""
    for pattern, read in readers:
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return read(match, today), " ".join(rest.split())
    return None, text


def on_weekday(days: Days, text: str) -> tuple[Days, str]:
    """The days narrowed to the weekday that is said beside them; a wrong one is asked about."""
    if not (match := re.search(rf"\b{WEEKDAY}", text)):
        return days, text
    weekday = WEEKDAYS[match["weekday"]]
    rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
    fitting = tuple(day for day in days.options if day.weekday() == weekday)
    if fitting:
        return replace(days, options=fitting), rest
    day = days.options[0]
    question = (
        f"{day_wording(day)} is a {DAY_NAMES[day.weekday()]}, not a {DAY_NAMES[weekday]}."
        " Which day do you mean?"
    )
    near = day + ((weekday - day.weekday() + 3) % 7 - 3) * DAY
    return replace(days, options=(day, near), question=question, sure=False), rest


def coming(weekday: int, today: date) -> date:
    """The next day of that name, today included."""
    return today + (weekday - today.weekday()) % 7 * DAY


def _weekday(match: re.Match[str]) -> int:
    return WEEKDAYS[match["weekday"]]


def _in_days(number: int) -> Reader:
    def read(_: re.Match[str], today: date) -> Days:
        day = today + number * DAY
        return Days((day,), later=tuple(sorted({today, max(day, today) + DAY})))

    return read


def _tonight(_: re.Match[str], today: date) -> Days:
    return Days((today,), later=(today + DAY,), part="night")


def _this_part(match: re.Match[str], today: date) -> Days:
    return Days((today,), later=(today + DAY,), part=match["part"])


def _at_distance(match: re.Match[str], today: date) -> Days:
    span = span_in(match["span"]) or Span()
    return Days((span.after_wall(datetime.combine(today, time())).date(),))


def _weekday_at_distance(match: re.Match[str], today: date) -> Days:
    weeks, weekday = int(match["weeks"]) * WEEK, _weekday(match)
    options = {coming(weekday, today + DAY) + weeks, *_in_week_of(weekday, today + weeks)}
    return Days(tuple(sorted(options)), "Which week do you mean?")


def _named_day(match: re.Match[str], today: date) -> Days:
    day = coming(_weekday(match), today)
    if day != today:
        return Days((day,))
    name = DAY_NAMES[day.weekday()]
    return Days((day, day + WEEK), f"Today is {name}. Do you mean today or in a week?")


def _this_day(match: re.Match[str], today: date) -> Days:
    day = coming(_weekday(match), today)
    return Days((day,), later=(day + WEEK,))


def _next_day(match: re.Match[str], today: date) -> Days:
    weekday = _weekday(match)
    options = {coming(weekday, today + DAY), *_in_week_of(weekday, today + WEEK)}
    question = f"“Next {DAY_NAMES[weekday]}” can be two days. Which one do you mean?"
    return Days(tuple(sorted(options)), question)


def _day_next_week(match: re.Match[str], today: date) -> Days:
    options = _in_week_of(_weekday(match), today + WEEK)
    return Days(tuple(sorted(options)), "Weeks begin on Sunday or Monday. Which day do you mean?")


def _week_after(match: re.Match[str], today: date) -> Days:
    day = coming(_weekday(match), today) + WEEK
    options = (day, day + WEEK) if day == today + WEEK else (day,)
    return Days(options, "Which week do you mean?")


def _last_day(match: re.Match[str], today: date) -> Days:
    day = coming(_weekday(match), today)
    return Days((day - WEEK,), later=(day if day > today else day + WEEK,))


def _next_week(_: re.Match[str], today: date) -> Days:
    monday = today + (7 - today.weekday()) * DAY
    days = tuple(monday + n * DAY for n in range(7))
    return Days(days, "Which day of next week do you mean?")


def _weekend(_: re.Match[str], today: date) -> Days:
    saturday = coming(5, today)
    return Days((saturday, saturday + DAY), "Which day of the weekend do you mean?")


def _in_week_of(weekday: int, day: date) -> set[date]:
    """The weekday in the week of that day, for those who begin it on Monday and on Sunday."""
    from_monday = day + (weekday - day.weekday()) * DAY
    from_sunday = day + ((weekday + 1) % 7 - (day.weekday() + 1) % 7) * DAY
    return {from_monday, from_sunday}


_LENGTH = (
    r"(?P<span>(?:\d{1,4}|an?|a couple of)\s?"
    r"(?:days?|d|weeks?|wks?|w|fortnights?|months?|mo|years?|y)\b)"
)
BY_NAME: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b(?:the )?day after {TOMORROW}\b", _in_days(2)),
        (rf"\b{TOMORROW}\b", _in_days(1)),
        (r"\btod(?:ay?)?\b", _in_days(0)),
        (r"\bton(?:i(?:g(?:ht?)?)?)?\b", _tonight),
        (r"\bthis (?P<part>morning|afternoon|evening)\b", _this_part),
        (r"\byesterday\b", _in_days(-1)),
        (rf"\b{WEEKDAY} in (?P<weeks>\d) weeks?\b", _weekday_at_distance),
        (rf"\bin (?P<weeks>\d) weeks? (?:on )?{WEEKDAY}", _weekday_at_distance),
        (rf"\ba week (?:on|from) {WEEKDAY}", _week_after),
        (rf"\b{WEEKDAY} week\b", _week_after),
        (rf"\b{WEEKDAY} (?:of |in )?next week\b", _day_next_week),
        (rf"\bnext week (?:on )?{WEEKDAY}", _day_next_week),
        (rf"\bnext {WEEKDAY}", _next_day),
        (rf"\blast {WEEKDAY}", _last_day),
        (rf"\bthis (?:coming )?{WEEKDAY}", _this_day),
        (rf"\bin {_LENGTH}", _at_distance),
        (rf"\b{_LENGTH} from (?:now|today)\b", _at_distance),
        (r"\bnext week\b", _next_week),
        (r"\b(?:this |the |at the )?weekend\b", _weekend),
        (rf"\b(?:coming )?{WEEKDAY}", _named_day),
    )
)
"""Tried in this order, after the dates that are said with numbers."""
