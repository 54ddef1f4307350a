"""A training in words: its lines on posts, lists and in answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.jobs.recurrence import Plan, plan_wording
from bot.when.durations import duration_wording
from bot.when.wording import counted, joined
from cogs.events.records import Ce, Counts, Details, Event, Occasion, Place, PlaceKind

# Source: HIPAA Safe Harbor, 45 CFR 164.514(b)(2), in the words of somebody who runs a group.
DE_IDENTIFIED = (
    "**Before you bring a case:** leave out names, dates, places, ages over 89 and whatever else "
    "could tell somebody who the client is, here and in the meeting. Nobody posts case material "
    "in this channel."
)


def moment(instant: datetime, style: str = "F") -> str:
    """An instant as each reader's own clock shows it."""
    return f"<t:{int(instant.timestamp())}:{style}>"


def when_line(starts: datetime) -> str:
    """When it starts, and how far off that is."""
    return f"{moment(starts)} ({moment(starts, 'R')})"


def place_words(place: Place) -> str:
    """Where it happens."""
    return f"<#{place.where}>" if place.kind is PlaceKind.CHANNEL else place.where


def series_line(event: Event) -> str:
    """How it repeats: "Every Tuesday at 18:00, New York time"; empty for what happens once."""
    return "" if event.plan.rule is None else plan_line(event.plan)


def plan_line(plan: Plan) -> str:
    """How a plan repeats, at the beginning of a line."""
    words = plan_wording(plan)
    return words[0].upper() + words[1:]


def ladder_line(ladder: Sequence[timedelta]) -> str:
    """When those going are reminded: "7 days and 1 hour before, and at the start"."""
    before = joined([duration_wording(step) for step in ladder if step])
    parts = [f"{before} before"] if before else []
    parts += ["at the start"] if timedelta(0) in ladder else []
    return ", and ".join(parts) or "none"


def hosts_line(hosts: Sequence[int]) -> str:
    """Who hosts it."""
    if not hosts:
        return "**Host:** to be named"
    named = ", ".join(f"<@{member}>" for member in hosts)
    return f"**{'Host' if len(hosts) == 1 else 'Hosts'}:** {named}"


def seats_line(details: Details, counts: Counts) -> str:
    """How many come, how many seats are left, how many wait."""
    if details.capacity is None:
        words = f"{counts.going} going"
    else:
        taken = counts.going + counts.held
        left = max(details.capacity - taken, 0)
        words = f"{taken} of {counted(details.capacity, 'seat')} taken, {left} left"
    waiting = counts.waiting - counts.held
    more = [f"{counts.maybe} maybe"] if counts.maybe else []
    more += [f"{waiting} waiting"] if waiting else []
    return " · ".join([words, *more])


def ce_line(ce: Ce) -> str:
    """What is claimed of continuing education, by whom, and whether anybody here confirmed it."""
    hours = f"{ce.hours:g} {'hour' if ce.hours == 1 else 'hours'}"
    if not ce.approver:
        return f"{hours}, claimed by the organiser; no approving body is named"
    named = f"{ce.approver}, number {ce.number}" if ce.number else f"{ce.approver}, no number given"
    if ce.confirmed and ce.number:
        return f"{hours}, approved by {named}; confirmed by a moderator"
    if ce.confirmed:
        return f"{hours}, approving body {named}; confirmed by a moderator"
    return f"{hours}, claimed by the organiser: approving body {named}"


def detail_lines(occasion: Occasion) -> list[str]:
    """What is said of one date, a line each, without the seats."""
    details, occurrence = occasion.details, occasion.occurrence
    lines = [
        f"**When:** {when_line(occurrence.starts)}",
        f"**Length:** {duration_wording(details.length)}",
        f"**Where:** {place_words(details.place)}",
        hosts_line(occasion.event.hosts),
    ]
    if details.ce is not None:
        lines.append(f"**CE:** {ce_line(details.ce)}")
    if series := series_line(occasion.event):
        lines.append(f"**Repeats:** {series}")
    return lines


def plain_cut(words: str, most: int) -> str:
    """The words, cut with an ellipsis where they are longer than so many characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
