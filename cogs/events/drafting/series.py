"""How a training repeats, from what was typed: the plan, or a question."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.jobs.recurrence import Plan, next_after, splitting
from bot.when.ends import End, end_in
from bot.when.instants import wall_time
from bot.when.records import Question
from bot.when.repeats import offered_repeats, repeat_in
from bot.when.wording import local_wording
from cogs.events.drafting.records import Draft, Scope, Trouble, UnreadError
from cogs.events.records import Event

# Ten years, week by week.
MOST_DATES = 520


def plan_of(draft: Draft, starts: datetime, zone: str, event: Event | None) -> Plan:
    """The plan that a draft asks for.

    Args:
        draft: As typed.
        starts: When it begins, aware.
        zone: The zone of a new training; an edited one keeps its own.
        event: The training that is edited; None for a new one.

    Raises:
        UnreadError: It is not clear, with the question.
    """
    if event is None:
        local = wall_time(starts, ZoneInfo(zone))
        rule = _rule(draft, local)
        end = _end(draft, local, repeats=rule is not None)
        return _with_a_date(
            Plan(zone, local, rule, until=end.until, count=end.count), draft, starts
        )
    if draft.scope is Scope.ONE or draft.planned is None:
        return event.plan
    return _later_plan(draft, starts, event)


def _later_plan(draft: Draft, starts: datetime, event: Event) -> Plan:
    """The plan from the edited date on."""
    assert draft.planned is not None  # noqa: S101 - edits have a date
    _, later = splitting(event.plan, draft.planned)
    local = wall_time(starts, ZoneInfo(event.plan.zone))
    was = dict(event.plan.moved).get(draft.planned, draft.planned)
    typed = draft.text("repeat")
    if local == was and not typed and not draft.text("ends"):
        return event.plan
    rule = later.rule
    if typed:
        rule = _rule(draft, local)
    elif rule is not None and local.date() != draft.planned.date():
        raise UnreadError(
            Trouble(
                "repeat",
                "**Repeats**: it begins on another day. How does it repeat from then on?",
                offered_repeats(local),
            )
        )
    end = End(later.until, later.count)
    if draft.text("ends") or rule is None:
        end = _end(draft, local, repeats=rule is not None)
    plan = Plan(event.plan.zone, local, rule, until=end.until, count=end.count)
    return _with_a_date(plan, draft, starts)


def _rule(draft: Draft, local: datetime) -> str | None:
    typed = draft.text("repeat")
    if not typed:
        return None
    repeat = repeat_in(typed, local)
    if isinstance(repeat, Question):
        raise UnreadError(Trouble("repeat", f"**Repeats**: {repeat.sentence}", repeat.choices))
    return repeat.rule


def _end(draft: Draft, local: datetime, *, repeats: bool) -> End:
    typed = draft.text("ends")
    if not typed:
        return End()
    if not repeats:
        raise UnreadError(Trouble("ends", "**Ends**: it does not repeat, so it needs no end."))
    end = end_in(typed, local)
    if isinstance(end, Question):
        raise UnreadError(Trouble("ends", f"**Ends**: {end.sentence}", end.choices))
    if (end.count or 0) > MOST_DATES:
        sentence = f"**Ends**: a training has at most {MOST_DATES} dates. Choose fewer, or `never`."
        raise UnreadError(Trouble("ends", sentence))
    return end


def _with_a_date(plan: Plan, draft: Draft, starts: datetime) -> Plan:
    first = next_after(plan, starts - timedelta(seconds=1))
    if first is None:
        raise UnreadError(Trouble("ends", "**Ends**: with that end it never takes place."))
    if draft.scope is Scope.NEW and first.starts != starts:
        raise UnreadError(
            Trouble(
                "repeat",
                f"**Repeats**: that never falls on {local_wording(plan.starts)}. The first date "
                f"would be {local_wording(first.planned)}. Change the start or the repeat.",
                offered_repeats(plan.starts),
            )
        )
    return plan
