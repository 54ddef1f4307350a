"""When somebody is reminded, and what a finished delivery amounts to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.members.records import QuietHours
from bot.when.instants import instant_of, instants_of, wall_time
from cogs.events.reminders.records import Asked, Done, Parts

MENTIONS_EACH = 80
# Who would be woken until after the start is messaged this long before it, whatever the hour.
LAST_CALL = timedelta(minutes=10)
# How long after the start "it starts now" may still be said.
STARTS_NOW_FOR = timedelta(minutes=15)
DAY = timedelta(days=1)


# --- the ladder -----------------------------------------------------------------------------------


def next_step(
    ladder: Iterable[timedelta], starts: datetime, *, after: datetime, now: datetime
) -> datetime | None:
    """When the next step is due; None where none is left.

    Args:
        ladder: How long before the start.
        starts: The start.
        after: Steps that were due by then are left out.
        now: Steps that it is too late for are left out as well.
    """
    moments = moments_of(ladder, starts)
    ahead = (moment for moment in moments if moment > after)
    return next((m for m in ahead if late_until(moments, m, starts) > now), None)


def moments_of(ladder: Iterable[timedelta], starts: datetime) -> list[datetime]:
    """When the steps are due, the earliest first."""
    return sorted({starts - step for step in ladder})


def late_until(moments: Sequence[datetime], moment: datetime, starts: datetime) -> datetime:
    """How late a step makes sense: until the next one is due, or the training has begun."""
    later = [other for other in moments if other > moment]
    end = starts + STARTS_NOW_FOR if moment >= starts else starts
    return min([*later, end])


# --- direct messages ------------------------------------------------------------------------------


def due_at(asked: Asked, starts: datetime, server_zone: str | None) -> datetime | None:
    """When to message somebody; None where that was before they came or asked for it."""
    zone = ZoneInfo(asked.zone or server_zone or "UTC")
    due = outside_quiet_hours(starts - asked.lead, starts, asked.quiet, zone)
    return due if due >= asked.since else None


def outside_quiet_hours(
    moment: datetime, starts: datetime, quiet: QuietHours | None, zone: tzinfo
) -> datetime:
    """The moment, or the end of the quiet hours it falls into, but before the start.

    Args:
        moment: When they would be told, in UTC; before the start.
        starts: The start.
        quiet: Their quiet hours.
        zone: Where their clock is.
    """
    if quiet is None or not is_quiet(moment, quiet, zone):
        return moment
    return min(end_of_quiet(moment, quiet, zone), max(moment, starts - LAST_CALL))


def is_quiet(moment: datetime, quiet: QuietHours, zone: tzinfo) -> bool:
    """Whether clocks in a zone show a time within the quiet hours."""
    shown = wall_time(moment, zone).time()
    if quiet.begins <= quiet.ends:
        return quiet.begins <= shown < quiet.ends
    return shown >= quiet.begins or shown < quiet.ends


def end_of_quiet(moment: datetime, quiet: QuietHours, zone: tzinfo) -> datetime:
    """When the quiet hours around a moment end; an hour that is skipped ends them too."""
    wall = wall_time(moment, zone)
    ends = datetime.combine(wall.date(), quiet.ends)
    for day in (ends, ends + DAY):
        for end in instants_of(day, zone) or (instant_of(day, zone),):
            if end > moment:
                return end
    raise AssertionError("a day ends")


# --- what came of it ------------------------------------------------------------------------------


def parts_of(members: Sequence[int]) -> Iterator[list[int]]:
    """So many of them as one message mentions, in order."""
    for start in range(0, len(members), MENTIONS_EACH):
        yield list(members[start : start + MENTIONS_EACH])


def place_step(name: str, number: int, place: int) -> str:
    """The name of the step that mentions the members of one part in one place."""
    return f"{name} {number} in {place}"


def direct_step(member_id: int) -> str:
    """The name of the step that messages somebody."""
    return f"dm {member_id}"


def mentioned_in(steps: Done, name: str, members: Sequence[int]) -> int:
    """How many of the members were mentioned by the messages of this name."""
    beginnings = [f"{name} {n} in " for n, _ in enumerate(parts_of(members))]
    done = [step for step, is_done in steps.items() if is_done]
    return sum(
        len(part)
        for begins, part in zip(beginnings, parts_of(members), strict=True)
        if any(step.startswith(begins) for step in done)
    )


def amounts_to(
    steps: Done, *, mentioned: Sequence[int], direct: Sequence[int], instead: Sequence[int]
) -> Parts:
    """What a delivery amounts to once it is over.

    Args:
        steps: Of its job.
        mentioned: Who was to be mentioned.
        direct: Who was to be messaged.
        instead: Whom of those no message reached.
    """
    told = mentioned_in(steps, "part", mentioned)
    messaged = sum(steps.get(direct_step(member), False) for member in direct)
    fell_back = mentioned_in(steps, "instead", instead)
    failed = len(mentioned) - told + len(direct) - messaged - fell_back
    return Parts(told, messaged, fell_back, failed)
