"""On which days something is posted, and how late on such a day. Standard library and bot.when."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.jobs.recurrence import Occurrence, Plan, next_after, occurrences, plan_wording
from bot.when.instants import instant_of, wall_time

JUST_BEFORE = timedelta(microseconds=1)
DAY = timedelta(days=1)


def late_until(occurrence: Occurrence, zone: str) -> datetime:
    """Until when it may be posted late: the last second of its local day (UTC)."""
    there = ZoneInfo(zone)
    tomorrow = wall_time(occurrence.starts, there).date() + DAY
    return instant_of(datetime.combine(tomorrow, time()), there) - timedelta(seconds=1)


def first_after(plan: Plan, instant: datetime, taken: Collection[date]) -> Occurrence | None:
    """The first post after an instant (aware) on a day that is not taken."""
    return next(iter(next_posts(plan, instant, 1, taken)), None)


def next_posts(
    plan: Plan, after: datetime, count: int, taken: Collection[date] = ()
) -> Sequence[Occurrence]:
    """The next `count` posts after an instant (aware), on days that are not taken."""
    ahead = {day for day in taken if day >= local_day(after, plan.zone) - DAY}
    found = occurrences(plan, after, count + len(ahead))
    return [each for each in found if each.planned.date() not in ahead][:count]


def occurrence_at(plan: Plan, planned: datetime) -> Occurrence:
    """The post that the plan gives at a naive wall time."""
    return Occurrence(planned, instant_of(planned, ZoneInfo(plan.zone)))


def from_head(plan: Plan, head: datetime) -> datetime:
    """The instant after which the next post is the one that waits as a job."""
    return occurrence_at(plan, head).starts - JUST_BEFORE


def local_day(instant: datetime, zone: str) -> date:
    """Which day it is there."""
    return wall_time(instant, ZoneInfo(zone)).date()


def in_zone(plan: Plan, zone: str) -> Plan:
    """The plan at the same time of day in another zone."""
    return replace(plan, zone=zone)


def is_post_day(plan: Plan, day: date) -> bool:
    """Whether the plan posts on a day."""
    midnight = instant_of(datetime.combine(day, time()), ZoneInfo(plan.zone)) - JUST_BEFORE
    following = next_after(plan, midnight)
    return following is not None and following.planned.date() == day


def sentence_of(plan: Plan) -> str:
    """When it posts: "Every weekday at 09:00, New York time"."""
    wording = plan_wording(plan)
    return f"{wording[0].upper()}{wording[1:]}"


def zone_differs(plan: Plan, server_zone: str) -> bool:
    """Whether the server has chosen another zone since, or another from the beginning."""
    return plan.zone != server_zone
