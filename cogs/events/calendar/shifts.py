"""When the clocks of a place change, and which wall times that makes missing or double."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from bot.when.instants import SECOND
from cogs.events.calendar.records import Shift

DAY = timedelta(days=1)


def shifts(zone: tzinfo, since: datetime, until: datetime) -> tuple[Shift, ...]:
    """The changes after `since` up to `until` (both aware), earliest first."""
    return tuple(_found(zone, since.astimezone(UTC), until.astimezone(UTC)))


def offset_at(instant: datetime, zone: tzinfo) -> timedelta:
    """How far clocks there are ahead of UTC."""
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def name_at(instant: datetime, zone: tzinfo) -> str:
    """What the time there is called: "EST"."""
    return instant.astimezone(zone).tzname() or "?"


def odd_times(shift: Shift) -> tuple[datetime, datetime]:
    """The naive wall times, from and before, that come not at all or twice."""
    first, second = sorted((shift.before, shift.after))
    local = shift.at.replace(tzinfo=None)
    return local + first, local + second


def _found(zone: tzinfo, since: datetime, until: datetime) -> Iterator[Shift]:
    day = since
    while day < until:
        following = min(day + DAY, until)
        before, after = offset_at(day, zone), offset_at(following, zone)
        if before != after:
            at = _change_between(day, following, zone)
            yield Shift(at, before, after, name_at(following, zone))
        day = following


def _change_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    old = offset_at(before, zone)
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if offset_at(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after
