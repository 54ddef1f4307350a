"""When something that repeats happens: RFC 5545 rules over the wall time of one place."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import InvalidInputError
from bot.when.instants import instant_of, wall_time
from bot.when.rule_wording import rule_wording
from bot.when.rules import Rule, rule_in
from bot.when.wording import day_wording, local_wording, zone_wording

# Places have skipped a whole day (Apia, 30 December 2011), never more.
LONGEST_SKIP = timedelta(days=2)
LAST_YEAR = 9000
MOST_OCCURRENCES = 10_000
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned: a start, and how it repeats. All times are naive wall times in `zone`.

    It ends by date or by count, not both, or never. `count` counts what the rule gives, skipped
    ones too. The zone stays whatever the server's becomes.

    Raises:
        ValueError: The parts do not make a plan; what people type goes through `bot.when` first.
    """

    zone: str
    starts: datetime
    """The first occurrence is the first that the rule gives at or after this."""
    rule: str | None = None
    """"FREQ=WEEKLY;BYDAY=TU", as RFC 5545 but without COUNT and UNTIL; None happens once."""
    until: date | None = None
    """The last day on which it may happen."""
    count: int | None = None
    skipped: frozenset[datetime] = frozenset()
    """Occurrences that do not happen, by their planned times."""
    moved: tuple[tuple[datetime, datetime], ...] = ()
    """Occurrences at another time: planned, and instead."""

    def __post_init__(self) -> None:
        if any(t.tzinfo for t in (self.starts, *self.skipped, *itertools.chain(*self.moved))):
            raise ValueError("a plan has wall times, without a zone of their own")
        if self.rule is not None:
            rule_in(self.rule)
        if self.until is not None and self.count is not None:
            raise ValueError("a plan ends by date or by count, not both")
        if self.count is not None and not 1 <= self.count <= MOST_OCCURRENCES:
            raise ValueError(f"count is from 1 to {MOST_OCCURRENCES}")
        ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a plan happens.

    `planned` is the naive wall time that the rule gave: its name for good, also when it was moved.
    `starts` is the instant at which it happens, aware, in UTC.
    """

    planned: datetime
    starts: datetime


def occurrences(plan: Plan, after: datetime, limit: int) -> tuple[Occurrence, ...]:
    """The next that start later than `after` (aware), earliest first, at most `limit`.

    18:00 stays 18:00 when clocks change; a time that is skipped that day moves to the next that
    exists, one that comes twice is the first.
    """
    merged = heapq.merge(_as_ruled(plan, after), _as_moved(plan), key=_start)
    ahead = (occurrence for occurrence in merged if occurrence.starts > after)
    # Two wall times can be one instant: those of a day that the clocks skip are all its end.
    once = (next(same) for _, same in itertools.groupby(ahead, key=_start))
    return tuple(itertools.islice(once, limit))


def next_after(plan: Plan, instant: datetime) -> Occurrence | None:
    """The first that starts later than `instant` (aware); None when the plan is over."""
    return next(iter(occurrences(plan, instant, 1)), None)


def is_planned(plan: Plan, planned: datetime) -> bool:
    """Whether the rule gives this naive wall time, be it skipped or moved."""
    return next(_rule_times(plan, planned), None) == planned


def skipping(plan: Plan, planned: datetime) -> Plan:
    """The plan without this occurrence; skipping it twice is the same.

    Raises:
        InvalidInputError: The plan has no such occurrence.
    """
    kept = restoring(plan, planned)
    return replace(kept, skipped=kept.skipped | {planned})


def moving(plan: Plan, planned: datetime, instead: datetime) -> Plan:
    """The plan with this occurrence at another naive wall time; a skipped one comes back.

    Raises:
        InvalidInputError: The plan has no such occurrence, or has another at that time.
    """
    kept, zone = restoring(plan, planned), ZoneInfo(plan.zone)
    if instead == planned:
        return kept
    without, start = skipping(plan, planned), instant_of(instead, zone)
    if any(o.starts == start for o in occurrences(without, start - INSTANT, 1)):
        raise InvalidInputError(
            f"It already happens on {local_wording(wall_time(start, zone))}. Choose another time."
        )
    return replace(kept, moved=(*kept.moved, (planned, instead)))


def restoring(plan: Plan, planned: datetime) -> Plan:
    """The plan with this occurrence back where the rule gives it.

    Raises:
        InvalidInputError: The plan has no such occurrence.
    """
    _require_planned(plan, planned)
    others = tuple(pair for pair in plan.moved if pair[0] != planned)
    return replace(plan, skipped=plan.skipped - {planned}, moved=others)


def splitting(plan: Plan, planned: datetime) -> tuple[Plan | None, Plan]:
    """The plan before this occurrence, and the plan of this and every later one.

    Together they happen exactly when the whole did; each keeps what was skipped and moved of it, by
    planned times. The first is None where nothing comes before. Who gives the second another time
    or rule makes it without `skipped` and `moved`, which name times of the old rule.

    Raises:
        InvalidInputError: The plan has no such occurrence.
    """
    _require_planned(plan, planned)
    times = _rule_times(plan, plan.starts)
    earlier = sum(1 for _ in itertools.takewhile(lambda time: time < planned, times))
    if not earlier:
        return None, plan
    before = _with_exceptions(plan, lambda time: time < planned)
    later = replace(_with_exceptions(plan, lambda time: time >= planned), starts=planned)
    if plan.count is None:
        return replace(before, until=planned.date() - timedelta(days=1)), later
    return replace(before, count=earlier), replace(later, count=plan.count - earlier)


def plan_wording(plan: Plan) -> str:
    """The plan in words: "every Tuesday at 18:00, New York time, until 3 March 2027"."""
    if plan.rule is None:
        return f"{local_wording(plan.starts)}, {zone_wording(plan.zone)}"
    repeats = rule_wording(rule_in(plan.rule))
    return f"{repeats} at {plan.starts:%H:%M}, {zone_wording(plan.zone)}{_end_wording(plan)}"


def _require_planned(plan: Plan, planned: datetime) -> None:
    if not is_planned(plan, planned):
        raise InvalidInputError(f"Nothing is planned for {local_wording(planned)}.")


def _with_exceptions(plan: Plan, kept: Callable[[datetime], bool]) -> Plan:
    moved = tuple(pair for pair in plan.moved if kept(pair[0]))
    return replace(plan, skipped=frozenset(filter(kept, plan.skipped)), moved=moved)


def _end_wording(plan: Plan) -> str:
    if plan.until is not None:
        return f", until {day_wording(plan.until)}"
    if plan.count is not None:
        return ", once" if plan.count == 1 else f", {plan.count} times"
    return ""


def _start(occurrence: Occurrence) -> datetime:
    return occurrence.starts


def _as_ruled(plan: Plan, after: datetime) -> Iterator[Occurrence]:
    zone = ZoneInfo(plan.zone)
    elsewhere = plan.skipped | {planned for planned, _ in plan.moved}
    for planned in _rule_times(plan, wall_time(after, zone) - LONGEST_SKIP):
        if planned not in elsewhere:
            yield Occurrence(planned, instant_of(planned, zone))


def _as_moved(plan: Plan) -> list[Occurrence]:
    zone = ZoneInfo(plan.zone)
    found = [Occurrence(planned, instant_of(instead, zone)) for planned, instead in plan.moved]
    return sorted(found, key=_start)


def _rule_times(plan: Plan, earliest: datetime) -> Iterator[datetime]:
    """What the rule gives from `earliest` on, in order, as naive wall times."""
    if plan.rule is None:
        return iter([plan.starts] if plan.starts >= earliest else [])
    starts = plan.starts
    if plan.count is None:
        starts = _nearer_start(rule_in(plan.rule), starts, earliest)
    last = None if plan.until is None else datetime.combine(plan.until, time.max)
    times = _expanded(plan.rule, starts, plan.count, last)
    return itertools.dropwhile(lambda t: t < earliest, times)


def _nearer_start(rule: Rule, starts: datetime, earliest: datetime) -> datetime:
    """A later start that gives the same from `earliest` on, so that old plans cost no more."""
    period = {"DAILY": 1, "WEEKLY": 7}.get(rule.frequency)
    if period is None or earliest <= starts:
        return starts
    step = timedelta(days=period * rule.interval)
    return starts + (earliest - starts) // step * step


def _expanded(
    rule: str, starts: datetime, count: int | None, last: datetime | None
) -> Iterator[datetime]:
    from dateutil.rrule import rrule, rrulestr

    endless = rrulestr(rule, dtstart=starts)
    assert isinstance(endless, rrule)  # noqa: S101 - a rule of one line is no set
    found = endless.replace(count=count) if count else endless.replace(until=last)
    return itertools.takewhile(lambda t: t.year < LAST_YEAR, found)
