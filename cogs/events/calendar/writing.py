"""Calendar files in the form of RFC 5545."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cogs.events.calendar.records import Block, Shift
from cogs.events.calendar.rules import zone_spans
from cogs.events.calendar.shifts import name_at, offset_at, shifts

if TYPE_CHECKING:
    from icalendar import Component, Timezone, vRecur

PRODUCT = "-//Attune//Trainings//EN"
# Calendars look for the last change before an event, so the years before it count as well.
LOOK_BACK = timedelta(days=400)
Properties = dict[str, object]


def calendar_file(blocks: Sequence[Block], now: datetime, *, name: str = "") -> bytes:
    """A file that any calendar can read; takes long enough to belong in a thread.

    It has no METHOD: that would make it an invitation, which needs an organiser's email address.

    Args:
        blocks: What happens; the master of a series before its exceptions.
        now: Aware; when the file was made.
        name: What the calendar is called where it becomes one of its own.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    version = {"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN"}
    _fill(calendar, {**version, "name": name, "x-wr-calname": name})
    for zone, (since, until) in sorted(zone_spans(blocks, now).items()):
        calendar.add_component(_zone(zone, since, until))
    for block in blocks:
        event = Event()
        _fill(event, _about(block, now) | _when(block))
        calendar.add_component(event)
    return calendar.to_ical()


def _fill(component: Any, properties: Properties) -> None:  # noqa: ANN401 - it has no right type
    for name, value in properties.items():
        if value not in (None, "", []):
            component.add(name, value)


def _about(block: Block, now: datetime) -> Properties:
    return {
        "uid": block.uid,
        "dtstamp": now.astimezone(UTC),
        "last-modified": block.changed_at.astimezone(UTC),
        "sequence": block.sequence,
        "status": "CANCELLED" if block.cancelled else "CONFIRMED",
        "summary": block.words.title,
        "description": block.words.description,
        "location": block.words.place,
        "url": block.words.url,
    }


def _when(block: Block) -> Properties:
    instead_of = block.instead_of
    return {
        "dtstart": _written(block.starts, block.zone),
        "duration": block.length,
        "recurrence-id": None if instead_of is None else _written(instead_of, block.zone),
        "rrule": None if block.rule is None else _rule(block.rule, block),
        "exdate": [_written(start, block.zone) for start in block.left_out],
    }


def _rule(rule: str, block: Block) -> "vRecur":
    from icalendar import vRecur

    written = vRecur.from_ical(rule)
    if block.until is not None:
        written["UNTIL"] = [block.until]
    if block.count is not None:
        written["COUNT"] = [block.count]
    return written


def _written(time: datetime, zone: str) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=ZoneInfo(zone))


def _zone(name: str, since: datetime, until: datetime) -> "Timezone":
    """What clocks there show in these years, each change by itself: not every reader knows RDATE.

    The library can make one too, but begins summer time an hour late: an onset is told by the
    clocks before it.
    """
    from icalendar import Timezone

    zone, begins = ZoneInfo(name), since - LOOK_BACK
    offset = offset_at(begins, zone)
    timezone = Timezone()
    _fill(timezone, {"tzid": name})
    timezone.add_component(_observed(Shift(begins, offset, offset, name_at(begins, zone))))
    for shift in shifts(zone, begins, until):
        timezone.add_component(_observed(shift))
    return timezone


def _observed(shift: Shift) -> "Component":
    from icalendar import TimezoneDaylight, TimezoneStandard

    made = TimezoneDaylight() if shift.after > shift.before else TimezoneStandard()
    offsets = {"tzname": shift.name, "tzoffsetfrom": shift.before, "tzoffsetto": shift.after}
    _fill(made, {**offsets, "dtstart": (shift.at + shift.before).replace(tzinfo=None)})
    return made
