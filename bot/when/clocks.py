"""The time of day in a typed text: which times it can mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.when.records import UnclearError
from bot.when.wording import joined

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# In places that write 24 hours, "9:30" is in the morning; "6:30" is said of the evening too.
MORNING_AS_WRITTEN = range(7, 12)
USUAL_HOURS = {
    "": (9, 12, 14, 18, 20),
    "morning": (8, 9, 10, 11),
    "afternoon": (13, 14, 15, 16, 17),
    "evening": (17, 18, 19, 20, 21),
    "night": (18, 19, 20, 21, 22),
}


@dataclass(frozen=True, slots=True)
class Clocks:
    """The times of day that can be meant, from that day's midnight on, and what to ask.

    Not `sure`: ask even where one is left.
    """

    options: tuple[timedelta, ...]
    sure: bool = True
    asked: str = ""

    @property
    def question(self) -> str:
        """What to ask where several of them can be meant."""
        shown = [clock_time(option) for option in self.options]
        return self.asked or f"Do you mean {joined(shown, 'or')}?"


@dataclass(frozen=True, slots=True)
class Style:
    """What else says how to read an hour: the part of the day, and whether 24 are counted.

    `counts_24` is a habit of the place, `written_24` leaves no doubt.
    """

    part: str = ""
    counts_24: bool = False
    written_24: bool = False


def clock_time(since_midnight: timedelta) -> str:
    """A time of day from the time since midnight: "18:00", "24:00"."""
    minutes, seconds = divmod(int(since_midnight.total_seconds()), 60)
    shown = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{shown}:{seconds:02}" if seconds else shown


def usual_clocks(part: str, *, few: bool) -> Clocks:
    """What to offer where no time was typed."""
    hours = USUAL_HOURS[part]
    return Clocks(tuple(hour * HOUR for hour in (hours[:3] if few else hours)))


def clocks_in(text: str, style: Style) -> tuple[Clocks | None, str]:
    """The time of day in a text of plain words, and the text without it.

    Raises:
        UnclearError: The time cannot be, such as 25:00 or 14 am.
    """
    for pattern, read in READERS:
        if match := pattern.search(text):
            rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
            if (clocks := read(match, style)) is None:
                raise UnclearError(
                    f"“{match[0].strip()}” is not a time of day. Which one do you mean?"
                )
            return clocks, rest
    return None, text


def _named(match: re.Match[str], style: Style) -> Clocks:
    if match["named"] == "noon":
        return Clocks((12 * HOUR,))
    if style.part == "night":
        return Clocks((DAY,))
    return Clocks((0 * HOUR, DAY), asked="Do you mean the start or the end of that day?")


def _beside(match: re.Match[str], style: Style) -> Clocks | None:
    minutes = {"half": 30, "quarter": 15}.get(match["minutes"]) or int(match["minutes"])
    if minutes > 59 or not 0 < int(match["hour"]) < 13:
        return None
    by = timedelta(minutes=-minutes if match["beside"] in ("to", "before") else minutes)
    hours = _hours(int(match["hour"]), match["half"], style, bare=True)
    return hours and Clocks(tuple((option + by) % DAY for option in hours.options), hours.sure)


def _half(match: re.Match[str], style: Style) -> Clocks | None:
    hours = _hours(int(match["hour"]), match["half"], style, bare=True)
    return hours and Clocks(tuple(o + HOUR / 2 for o in hours.options), hours.sure)


def _digits(match: re.Match[str], style: Style) -> Clocks | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if minute > 59 or second > 59 or (hour == 24 and minute + second):
        return None
    if match["second"] or match["hour"].startswith("0"):
        style = replace(style, written_24=True)
    hours = _hours(hour, match["half"], style, bare=False)
    past_hour = timedelta(minutes=minute, seconds=second)
    return hours and Clocks(tuple(o + past_hour for o in hours.options), hours.sure)


def _four_digits(match: re.Match[str], style: Style) -> Clocks | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        return None
    return Clocks((timedelta(hours=hour, minutes=minute),))


def _bare(match: re.Match[str], style: Style) -> Clocks | None:
    if match["h"] or match["hour"].startswith("0"):
        style = replace(style, written_24=True)
    return _hours(int(match["hour"]), match["half"], style, bare=True)


def _hours(hour: int, half: str | None, style: Style, *, bare: bool) -> Clocks | None:
    """The hours of the day that this one can be; `bare` is one said without minutes."""
    if hour > 24 or (half and not 0 < hour < 13):
        return None
    if half:
        return Clocks(((hour % 12 + (12 if half[0] == "p" else 0)) * HOUR,))
    if hour in (0, *range(13, 25)):
        return Clocks((hour * HOUR,))
    if style.part:
        clocks = _in_part(hour, style.part)
        return replace(clocks, sure=clocks.sure and not (style.written_24 and hour < 12))
    if hour == 12:
        return Clocks((12 * HOUR,))
    as_written = style.counts_24 and not bare and hour in MORNING_AS_WRITTEN
    if style.written_24 or as_written:
        return Clocks((hour * HOUR,))
    return Clocks((hour * HOUR, (hour + 12) * HOUR))


def _in_part(hour: int, part: str) -> Clocks:
    if part == "morning":
        return Clocks((hour % 12 * HOUR,))
    if part == "night" and (hour == 12 or hour < 5):
        # "Tonight at 1" is after midnight, but somebody may think of it otherwise.
        question = f"Do you mean {hour % 12:02}:00 in the night that follows?"
        return Clocks((DAY + hour % 12 * HOUR,), sure=False, asked=question)
    return Clocks(((hour % 12 + 12) * HOUR,))


_START = r"(?<![\w:./+-])"
_HOUR = r"(?P<hour>\d{1,2})"
_HALF = r"(?P<half>[ap]m?\b)?"
Reader = Callable[[re.Match[str], Style], Clocks | None]
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"\b(?:12 )?(?P<named>noon|midnight)\b"), _named),
    (
        re.compile(
            rf"\b(?P<minutes>half|quarter|\d{{1,2}}) (?:minutes? )?(?P<beside>past|to|after|before)"
            rf" {_HOUR}\s?{_HALF}(?![\w:.])"
        ),
        _beside,
    ),
    (re.compile(rf"\bhalf {_HOUR}\s?{_HALF}(?![\w:.])"), _half),
    (
        re.compile(
            rf"{_START}{_HOUR}(?:[:.]|h(?=\d))(?P<minute>\d{{2}})"
            rf"(?::(?P<second>\d{{2}}))?\s?{_HALF}(?![\w:]|[/.-]\d)"
        ),
        _digits,
    ),
    (re.compile(rf"{_START}(?P<hour>\d{{2}})(?P<minute>\d{{2}})h?(?![\w:]|[/.-]\d)"), _four_digits),
    (re.compile(rf"{_START}{_HOUR}\s?(?:(?P<h>h)\b|{_HALF})(?![\w:]|[/.-]\d)"), _bare),
)
