"""When an announcement is posted: what was typed, what it means, what comes next. Plain Python."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.errors import InvalidInputError
from bot.jobs.recurrence import Occurrence, Plan, is_planned, next_after, plan_wording, skipping
from bot.when.ends import End, end_in
from bot.when.exact import exact_form
from bot.when.instants import instant_of, wall_time
from bot.when.records import Question
from bot.when.repeats import Repeat, repeat_in
from bot.when.typed import read_time
from bot.when.wording import day_wording, joined
from cogs.announcements.records import Announcement, Timing, Wishes

PAST = "The time that was chosen for it is past. Press *Change time* and choose another."
MOST_HOLIDAYS = 30
BETWEEN_DAYS = re.compile(r"[;\n]|,(?!\s*\d{4}\b(?!-))| and ")


@dataclass(frozen=True, slots=True)
class Zones:
    """Whose zones count where the words name none: the member's, then the server's."""

    member: str | None = None
    server: str | None = None

    @property
    def shown(self) -> str:
        """The zone in which times are shown where nothing else is known."""
        return self.member or self.server or "UTC"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Which of the wishes leaves a question."""

    field: str
    question: Question


def read_timing(
    wishes: Wishes,
    *,
    now: datetime,
    zones: Zones,
    language: str = "en",
    before: Timing | None = None,
) -> Timing | Unclear | None:
    """What was typed as a plan; None where nothing was, or what it leaves open.

    Args:
        wishes: As typed, or as read before.
        now: Aware.
        zones: Where the words name none.
        language: The member's Discord locale.
        before: As it was understood until now: a start that stays may be past.
    """
    if before is not None and wishes.when == first_of(before):
        return _repeating(wishes, before.plan.starts, before.plan.zone, now)
    if not wishes.when:
        if wishes.repeat or wishes.ends or wishes.skip:
            return Unclear("when", Question("When is it to be posted for the first time?"))
        return None
    answer = read_time(
        wishes.when,
        now=now,
        member_zone=zones.member,
        server_zone=zones.server,
        language=language,
    )
    if isinstance(answer, Question):
        return Unclear("when", answer)
    return _repeating(wishes, wall_time(answer.instant, ZoneInfo(answer.zone)), answer.zone, now)


def _repeating(wishes: Wishes, starts: datetime, zone: str, now: datetime) -> Timing | Unclear:
    repeat = repeat_in(wishes.repeat, starts) if wishes.repeat else Repeat(None, "once")
    if isinstance(repeat, Question):
        return Unclear("repeat", repeat)
    if repeat.rule is None:
        return Timing(Plan(zone, starts))
    end = end_in(wishes.ends, starts) if wishes.ends else End()
    if isinstance(end, Question):
        return Unclear("ends", end)
    days = days_in(wishes.skip, starts)
    if isinstance(days, Question):
        return Unclear("skip", days)
    timing = without(Timing(Plan(zone, starts, repeat.rule, end.until, end.count)), days)
    if next_after(timing.plan, now) is None:
        return Unclear("ends", Question("Then it would never be posted. Choose a later end."))
    return timing


def days_in(typed: str, starts: datetime) -> tuple[date, ...] | Question:
    """The days that were typed, with commas between them: "25 Dec, 1 January 2027"."""
    days: list[date] = []
    for piece in filter(None, (part.strip() for part in BETWEEN_DAYS.split(typed))):
        end = end_in(piece, starts)
        if isinstance(end, Question) or end.until is None:
            return Question(
                f"I can't read “{piece[:60]}” as a day to leave out. Type days with commas between "
                "them, such as `25 Dec 2026, 1 Jan 2027`."
            )
        days.append(end.until)
    if len(set(days)) > MOST_HOLIDAYS:
        return Question(f"I can leave out at most {MOST_HOLIDAYS} days. Please name fewer.")
    return tuple(sorted(set(days)))


def without(timing: Timing, holidays: Iterable[date]) -> Timing:
    """The timing with nothing posted on these days."""
    plan, days = timing.plan, tuple(holidays)
    for day in days:
        planned = datetime.combine(day, plan.starts.time())
        if is_planned(plan, planned):
            plan = skipping(plan, planned)
    return Timing(plan, days)


def following(timing: Timing, after: datetime) -> Occurrence | None:
    """The first occurrence later than `after` (aware); None where there is none."""
    return next_after(timing.plan, after)


def left_out(timing: Timing, planned: datetime) -> Timing:
    """The timing without one occurrence."""
    return replace(timing, plan=skipping(timing.plan, planned))


def at_once(now: datetime, zone: str) -> Timing:
    """To be posted now, and never again."""
    return Timing(Plan(zone, wall_time(now, ZoneInfo(zone))))


def due_of(timing: Timing) -> datetime:
    """When it begins, aware: when something that happens once is due."""
    return instant_of(timing.plan.starts, ZoneInfo(timing.plan.zone))


def first_of(timing: Timing) -> str:
    """The first time as text that leaves nothing open."""
    return exact_form(due_of(timing), timing.plan.zone)


def settled(wishes: Wishes, timing: Timing) -> Wishes:
    """The wishes as they can be read again at any time: "in 2 hours" becomes its instant."""
    ends = wishes.ends if timing.plan.until is None else timing.plan.until.isoformat()
    return replace(
        wishes,
        when=first_of(timing),
        repeat=timing.plan.rule or "",
        ends=ends,
        skip=", ".join(day.isoformat() for day in timing.holidays),
    )


def timing_wording(timing: Timing) -> str:
    """The timing in words: "every Tuesday at 18:00, New York time, not on 25 December 2026"."""
    days = joined([day_wording(day) for day in timing.holidays])
    return plan_wording(timing.plan) + (f", not on {days}" if days else "")


def planned_next(announcement: Announcement, now: datetime) -> Announcement:
    """The announcement with its next occurrence after `now` (aware).

    Raises:
        InvalidInputError: There is none.
    """
    if announcement.timing is None:
        raise InvalidInputError("Choose a time first: press *Schedule*.")
    coming = following(announcement.timing, now)
    if coming is None:
        raise InvalidInputError(PAST)
    return replace(announcement, planned=coming.planned, due_at=coming.starts)
