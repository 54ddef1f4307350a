"""What papers about attendance say, in words."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.when.instants import wall_time
from bot.when.wording import (
    WEEKDAYS,
    counted,
    day_wording,
    local_wording,
    offset_wording,
    zone_wording,
)
from bot.when.zones import place_of
from cogs.events.ce.records import Attended, Outcome, Sitting
from cogs.events.ce.rules import MINUTE, claim_wording, hours_wording, totals

NO_BOARD = (
    "Attune keeps the record of attendance. It approves no training and speaks for no board; "
    "whether this counts is decided by whoever licenses the bearer."
)


def when_wording(sitting: Sitting) -> str:
    """When it was: "Tuesday, 1 December 2026, 18:00 to 19:30, New York time (UTC-5)"."""
    zone = ZoneInfo(sitting.zone)
    starts, ends = wall_time(sitting.starts, zone), wall_time(sitting.ends, zone)
    place = zone_wording(sitting.zone)
    if sitting.zone != "UTC":
        place = f"{place} ({offset_wording(sitting.starts.astimezone(zone).utcoffset())})"
    until = (
        f"{ends:%H:%M}" if ends.date() == starts.date() else f"{day_wording(ends)}, {ends:%H:%M}"
    )
    day = f"{WEEKDAYS[starts.weekday()]}, {day_wording(starts)}"
    return f"{day}, {starts:%H:%M} to {until}, {place}"


def date_wording(sitting: Sitting) -> str:
    """When it was, in short: "Tue 1 Dec 2026, 18:00 New York"."""
    local = wall_time(sitting.starts, ZoneInfo(sitting.zone))
    return f"{local_wording(local)} {place_of(sitting.zone)}"


def presence_wording(sitting: Sitting, outcome: Outcome) -> str:
    """How long somebody was there: "85 of 90 minutes"."""
    length = counted(sitting.length // MINUTE, "minute")
    recorded = f"Present for {outcome.minutes} of {length}"
    if outcome.decided:
        return f"{recorded} by check-in and check-out; attendance was confirmed by the organiser"
    return f"{recorded}, by check-in and check-out"


def credit_wording(line: Attended) -> str:
    """What one training of a transcript counts for."""
    if not line.outcome.met:
        return "The rule for attendance was not met, so no credit is claimed."
    return claim_wording(line.sitting.claim)


def totals_wording(lines: Sequence[Attended]) -> str:
    """The sum of a transcript."""
    present, credited = totals(lines)
    trainings = counted(len(lines), "training")
    return (
        f"{trainings}: present for {counted(present, 'minute')}; the organisers claim "
        f"{hours_wording(credited)} of continuing education."
    )


def issued_wording(issued: datetime) -> str:
    """When a paper was made, and what is known of the name on it."""
    day = day_wording(issued)
    return f"Issued on {day}. The name was typed by the bearer; it was neither checked nor kept."


def file_name(sitting: Sitting, what: str, suffix: str) -> str:
    """A name for a file, of the day only: titles can hold what file systems don't."""
    day = wall_time(sitting.starts, ZoneInfo(sitting.zone))
    return f"{what}-{day:%Y-%m-%d}.{suffix}"
