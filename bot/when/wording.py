"""Times in words for people, in English, with the 24-hour clock."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.instants import instants_of, wall_time
from bot.when.zones import place_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def day_wording(day: date) -> str:
    """A day in full: "3 March 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """A day in short: "Tue 1 Dec 2026"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def clock_wording(local: datetime) -> str:
    """A time of day: "18:00", or "18:00:30" where there are seconds."""
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def local_wording(local: datetime) -> str:
    """A wall time: "Tue 1 Dec 2026, 18:00"."""
    return f"{short_day(local)}, {clock_wording(local)}"


def zone_wording(zone: str) -> str:
    """Whose clocks: "New York time", or "UTC"."""
    return zone if zone == "UTC" else f"{place_of(zone)} time"


def instant_wording(instant: datetime, zone: str, now: datetime) -> str:
    """An instant: "Tue 1 Dec 2026, 18:00 New York, in 8 days"; for the past without distance.

    A time that comes twice that day has its offset from UTC: "01:30 New York (UTC-4)".
    """
    there = ZoneInfo(zone)
    local = wall_time(instant, there)
    shown = f"{local_wording(local)} {place_of(zone)}"
    if len(instants_of(local, there)) > 1:
        shown = f"{shown} ({offset_wording(instant.astimezone(there).utcoffset())})"
    return f"{shown}, {distance}" if (distance := distance_wording(instant, zone, now)) else shown


def offset_wording(offset: timedelta | None) -> str:
    """An offset from UTC: "UTC-4", "UTC+10:30"."""
    minutes = round((offset or timedelta(0)) / MINUTE)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def distance_wording(instant: datetime, zone: str, now: datetime) -> str:
    """How far off: "in 20 seconds", "in 5 hours", "in 8 days" (by the calendar); "" if past."""
    ahead = instant - now
    if ahead < timedelta(0):
        return ""
    if ahead < 24 * HOUR:
        return _short_distance(ahead)
    there = ZoneInfo(zone)
    days = (wall_time(instant, there).date() - wall_time(now, there).date()).days
    if days <= 60:
        return f"in {counted(days, 'day')}"
    months = round(days / 30.44)
    return f"in {counted(months, 'month') if months < 24 else counted(round(months / 12), 'year')}"


def _short_distance(ahead: timedelta) -> str:
    if ahead < timedelta(seconds=1):
        return "now"
    if ahead < 90 * timedelta(seconds=1):
        return f"in {counted(round(ahead.total_seconds()), 'second')}"
    hours, minutes = divmod(round(ahead / MINUTE), 60)
    if hours == 0:
        return f"in {counted(minutes, 'minute')}"
    if minutes == 0 or hours >= 6:
        return f"in {counted(round(ahead / HOUR), 'hour')}"
    return f"in {counted(hours, 'hour')} {counted(minutes, 'minute')}"


def counted(number: int, thing: str) -> str:
    """So many of them: "1 day", "8 days"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def ordinal(number: int) -> str:
    """A number in a row: "1st", "22nd", "13th"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def joined(words: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
