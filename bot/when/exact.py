"""Instants as text that leaves nothing open, and reading them back."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.when.zones import zone_names

ISO = re.compile(
    r"(?P<time>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?"
    r"(?P<offset>Z|[+-]\d{2}:?\d{2})"
    r"(?:\[(?P<zone>[A-Za-z0-9_/+-]+)\])?",
    re.IGNORECASE | re.ASCII,
)
DISCORD = re.compile(r"<t:(?P<seconds>\d{1,12})(?::[tTdDfFRsS])?>", re.ASCII)


class Exact(NamedTuple):
    """An instant (UTC), and the zone in which it was meant, where it says one."""

    instant: datetime
    zone: str | None


def exact_form(instant: datetime, zone: str) -> str:
    """The instant in its zone as RFC 9557 writes it, at most 100 characters.

    "2026-12-01T18:00:00-05:00[America/New_York]"; parts of a second are left out.
    """
    return f"{instant.astimezone(ZoneInfo(zone)).isoformat(timespec='seconds')}[{zone}]"


def exact_in(text: str) -> Exact | None:
    """What an exact form says: ours, ISO 8601 with an offset, or Discord's `<t:…>`.

    Raises:
        OverflowError: There is no such instant.
    """
    if discord := DISCORD.fullmatch(text):
        return Exact(_at_second(int(discord["seconds"])), None)
    if not (iso := ISO.fullmatch(text)):
        return None
    try:
        instant = datetime.fromisoformat(f"{iso['time']}{iso['offset'].upper()}").astimezone(UTC)
    except ValueError:
        return None
    return Exact(instant, iso["zone"] if iso["zone"] in zone_names() else None)


def _at_second(second: int) -> datetime:
    try:
        return datetime.fromtimestamp(second, UTC)
    except (ValueError, OSError) as error:
        raise OverflowError("no such instant") from error
