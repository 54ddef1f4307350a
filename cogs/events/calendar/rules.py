"""What a calendar file says of a training: the same instants as the plan, in any calendar.

Calendars agree with `bot.jobs.recurrence` but while clocks change: a wall time that comes twice or
never is for some the first, for some the second, and for some no occurrence at all (RFC 5545,
3.3.10, does not even count it). So the few occurrences that touch such an hour are written one by
one, with their instant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as dates
from zoneinfo import ZoneInfo

from bot.errors import NotFoundError
from bot.jobs.recurrence import Plan, is_planned, occurrences
from bot.when.instants import instant_of, instants_of, wall_time
from cogs.events.calendar.records import Block, Date, Edit, Entry, Shift
from cogs.events.calendar.shifts import DAY, odd_times, shifts

# A series without an end is right in its calendars for so long; a new file makes it right again.
YEARS_AHEAD = timedelta(days=10 * 365)
LAST_SECOND = time(23, 59, 59)
AS_PLANNED = Edit()
UTC_ZONES = frozenset({"UTC", "Etc/UTC"})


def series_uid(guild_id: int, event_id: int) -> str:
    """What a training is called in every calendar, for good."""
    return f"{guild_id}-{event_id}@attune"


def date_uid(guild_id: int, event_id: int, occurrence_id: int) -> str:
    """What one date is called in calendars that have it without its series, for good."""
    return f"{guild_id}-{event_id}-{occurrence_id}@attune"


def blocks_of_series(entry: Entry, now: datetime) -> tuple[Block, ...]:
    """A training as a whole: how it repeats, then the occurrences that are different.

    Args:
        entry: The training.
        now: Aware; a series without an end is worked out from here on.

    Raises:
        NotFoundError: It never happens.
    """
    plan, uid = entry.plan, series_uid(entry.guild_id, entry.event_id)
    if plan.rule is None:
        once = _block(entry, uid, plan.starts, entry.edits.get(plan.starts, AS_PLANNED))
        return (replace(once, cancelled=once.cancelled or plan.starts in plan.skipped),)
    if not (starts := _as_ruled(plan, 1)):
        raise NotFoundError("That training has no dates.")
    first = starts[0]
    odd = _odd_starts(entry, first, now + YEARS_AHEAD)
    different = sorted({*odd, *dict(plan.moved), *entry.edits} - plan.skipped)
    master = replace(
        _block(entry, uid, first, AS_PLANNED),
        starts=_written(first, plan.zone),
        rule=plan.rule,
        until=_until(plan, odd),
        count=None if _ends_by_date(plan, odd) else plan.count,
        left_out=tuple(_written(planned, plan.zone) for planned in sorted(plan.skipped)),
    )
    overrides = (
        replace(
            _block(entry, uid, planned, entry.edits.get(planned, AS_PLANNED)),
            instead_of=_written(planned, plan.zone),
        )
        for planned in different
    )
    return (master, *overrides)


def block_of_date(date: Date) -> Block:
    """One date by itself, whatever its series does."""
    local = wall_time(date.starts, ZoneInfo(date.zone))
    return Block(
        uid=date_uid(date.guild_id, date.event_id, date.occurrence_id),
        zone=date.zone,
        starts=local if _is_plain(local, date.length, date.zone) else date.starts,
        length=date.length,
        words=date.words,
        changed_at=date.changed_at,
        sequence=date.sequence,
        cancelled=date.cancelled,
    )


def zone_spans(blocks: Sequence[Block], now: datetime) -> dict[str, tuple[datetime, datetime]]:
    """For which instants each zone's clocks must be known to read these blocks."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for block in blocks:
        if block.starts.tzinfo is None or _has_local_times(block):
            since, until = _span(block, now)
            known = spans.get(block.zone, (since, until))
            spans[block.zone] = min(since, known[0]), max(until, known[1])
    return spans


def _block(entry: Entry, uid: str, planned: datetime, edit: Edit) -> Block:
    happens, zone = dict(entry.plan.moved).get(planned, planned), entry.plan.zone
    length = edit.length or entry.length
    return Block(
        uid=uid,
        zone=zone,
        starts=happens if _is_plain(happens, length, zone) else instant_of(happens, ZoneInfo(zone)),
        length=length,
        words=edit.words or entry.words,
        changed_at=entry.changed_at,
        sequence=entry.sequence,
        cancelled=entry.cancelled or edit.cancelled,
    )


def _written(local: datetime, zone: str) -> datetime:
    """A wall time as a series has it; UTC has no zone to be named (RFC 5545, 3.2.19)."""
    return local.replace(tzinfo=UTC) if zone in UTC_ZONES else local


def _is_plain(local: datetime, length: timedelta, zone: str) -> bool:
    """Whether wall times alone say when this begins and ends."""
    there = ZoneInfo(zone)
    starts, ends = instants_of(local, there), instants_of(local + length, there)
    plain = len(starts) == len(ends) == 1 and ends[0] - starts[0] == length
    return plain and zone not in UTC_ZONES


def _as_ruled(plan: Plan, limit: int) -> list[datetime]:
    """The first planned times, skipped and moved ones among them."""
    before = instant_of(plan.starts, ZoneInfo(plan.zone)) - 2 * DAY
    everything = replace(plan, skipped=frozenset(), moved=())
    return [occurrence.planned for occurrence in occurrences(everything, before, limit)]


def _odd_starts(entry: Entry, first: datetime, horizon: datetime) -> tuple[datetime, ...]:
    """The planned times from which on clocks change before it ends."""
    plan, zone = entry.plan, ZoneInfo(entry.plan.zone)
    last = min(_end_of_day(plan.until, zone), horizon) if plan.until else horizon
    changes = shifts(zone, instant_of(first, zone) - 2 * DAY, last + 2 * DAY)
    return tuple(planned for shift in changes for planned in _odd_within(entry, shift))


def _odd_within(entry: Entry, shift: Shift) -> Iterator[datetime]:
    since, before = odd_times(shift)
    since -= max([entry.length, *(edit.length or entry.length for edit in entry.edits.values())])
    day = since.date()
    while day <= before.date():
        planned = datetime.combine(day, entry.plan.starts.time())
        if since <= planned < before and is_planned(entry.plan, planned):
            yield planned
        day += DAY


def _ends_by_date(plan: Plan, odd: Sequence[datetime]) -> bool:
    return plan.until is not None or bool(odd)


def _until(plan: Plan, odd: Sequence[datetime]) -> datetime | None:
    """The end as an instant; what a count means is unclear where calendars may not count all."""
    zone = ZoneInfo(plan.zone)
    if plan.until is not None:
        return _end_of_day(plan.until, zone)
    if plan.count is None or not odd:
        return None
    return _end_of_day(_as_ruled(plan, plan.count)[-1].date(), zone)


def _end_of_day(day: dates, zone: ZoneInfo) -> datetime:
    return instant_of(datetime.combine(day, LAST_SECOND), zone)


def _has_local_times(block: Block) -> bool:
    return block.instead_of is not None and block.instead_of.tzinfo is None


def _span(block: Block, now: datetime) -> tuple[datetime, datetime]:
    zone = ZoneInfo(block.zone)
    times = [time for time in (block.starts, block.instead_of) if time is not None]
    instants = [t if t.tzinfo else instant_of(t, zone) for t in times]
    ends = max(instants) + block.length
    if block.rule is not None:
        ends = block.until or max(ends, now) + YEARS_AHEAD
    return min(instants), ends
