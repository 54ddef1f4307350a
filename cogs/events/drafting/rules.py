"""How a draft is read: each field becomes a value, or a trouble that says how to cure it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.errors import InvalidInputError
from bot.safeguards import Kind as Identifier
from bot.when.durations import duration_in
from bot.when.exact import exact_form
from bot.when.instants import wall_time
from bot.when.records import Question
from bot.when.typed import read_time
from bot.when.wording import local_wording
from bot.when.zones import place_of
from cogs.events.drafting.records import Draft, Here, Reading, Trouble, UnreadError
from cogs.events.drafting.series import plan_of
from cogs.events.records import (
    DEFAULT_LADDER,
    Ce,
    Details,
    Event,
    Kind,
    Occasion,
    Place,
    PlaceKind,
)
from cogs.events.rules import LONGEST, SHORTEST

TITLE_CHARACTERS = (5, 90)
CHANNEL = re.compile(r"<#(\d{1,19})>")
LINK = re.compile(r"https://[^\s<>]{4,290}")
AT_START = frozenset({"0", "start", "at start", "at the start", "now"})
MOST_STEPS = 6
EARLIEST_STEP = timedelta(days=30)
ALWAYS_REFUSED = frozenset({Identifier.SSN, Identifier.RECORD})
Value = TypeVar("Value")


def refused_kinds(kind: Kind) -> frozenset[Identifier]:
    """What may not stand in a training's text; dates and contacts of the training itself may.

    Where cases are discussed, a date or a phone number may be a client's.
    """
    return frozenset(Identifier) if kind is Kind.CASE_CONSULTATION else ALWAYS_REFUSED


def read(draft: Draft, here: Here, event: Event | None = None) -> Reading:
    """How a draft is understood.

    Args:
        draft: As typed.
        here: Where and when.
        event: The training that is edited; None for a new one.
    """
    asked = _Asked()
    starts, at = asked.tried(lambda: _starts(draft, here, event)) or (None, "")
    details = _details(draft, event, asked)
    ladder = asked.tried(lambda: _ladder(draft, event))
    plan = None
    if starts is not None:
        begins, zone = starts
        plan = asked.tried(lambda: plan_of(draft, begins, zone, event))
    return Reading(
        details=details,
        troubles=tuple(asked.troubles),
        plan=plan,
        starts=None if starts is None else starts[0],
        at=at,
        channel_id=int(draft.text("channel") or 0),
        role_id=int(draft.text("role") or 0) or None,
        ladder=DEFAULT_LADDER if ladder is None else ladder,
        hosts=tuple(map(int, draft.fields.get("hosts", ()))),
        event=event,
    )


class _Asked:
    """Gathers what is not clear, so that all of it is asked at once."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []

    def tried(self, how: Callable[[], Value]) -> Value | None:
        try:
            return how()
        except UnreadError as unread:
            self.troubles.append(unread.trouble)
            return None


def _details(draft: Draft, event: Event | None, asked: _Asked) -> Details | None:
    title = asked.tried(lambda: _title(draft))
    length = asked.tried(lambda: _length(draft))
    place = asked.tried(lambda: _place(draft))
    ce = asked.tried(lambda: _ce(draft, event))
    if title is None or length is None or place is None:
        return None
    return Details(
        title=title,
        description=draft.text("description").strip(),
        kind=Kind(draft.text("kind") or Kind.WORKSHOP),
        length=length,
        place=place,
        capacity=int(draft.text("capacity") or 0) or None,
        ce=ce,
    )


def _title(draft: Draft) -> str:
    title, (least, most) = " ".join(draft.text("title").split()), TITLE_CHARACTERS
    if least <= len(title) <= most:
        return title
    raise UnreadError(
        Trouble("title", f"**Title**: it has {len(title)} characters; use {least} to {most}.")
    )


def _starts(draft: Draft, here: Here, event: Event | None) -> tuple[tuple[datetime, str], str]:
    """The start, aware, with its zone; and as exact text."""
    if event is not None and draft.text("when") == draft.text("was_when"):
        starts = datetime.fromisoformat(draft.text("was_starts"))
        return (starts, event.plan.zone), ""
    typed = draft.text("at") or draft.text("when")
    zone = here.member_zone if event is None else event.plan.zone
    answer = read_time(
        typed,
        now=here.now,
        member_zone=zone,
        server_zone=here.server_zone,
        language=here.language,
    )
    if isinstance(answer, Question):
        raise UnreadError(Trouble("at", f"**When**: {answer.sentence}", answer.choices))
    return (answer.instant, answer.zone), exact_form(answer.instant, answer.zone)


def _length(draft: Draft) -> timedelta:
    typed = draft.text("length").strip()
    try:
        length = duration_in(f"{typed} minutes" if typed.isdecimal() else typed)
    except InvalidInputError as error:
        raise UnreadError(Trouble("length", f"**Length**: {error}")) from None
    if SHORTEST <= length <= LONGEST:
        return length
    raise UnreadError(Trouble("length", "**Length**: please choose from 15 minutes to 8 hours."))


def _place(draft: Draft) -> Place:
    typed = " ".join(draft.text("place").split())
    if channel := CHANNEL.fullmatch(typed):
        return Place(PlaceKind.CHANNEL, channel[1])
    if not typed and (chosen := draft.text("meet_in")):
        return Place(PlaceKind.CHANNEL, chosen)
    if LINK.fullmatch(typed):
        return Place(PlaceKind.LINK, typed)
    if typed.casefold().startswith("http"):
        raise UnreadError(
            Trouble("place", "**Where**: a link begins with https:// and has no spaces.")
        )
    if typed:
        return Place(PlaceKind.IN_PERSON, typed)
    raise UnreadError(
        Trouble(
            "place",
            "**Where**: type a link or an address in the form, or choose a channel with `meet_in`.",
        )
    )


def _ce(draft: Draft, event: Event | None) -> Ce | None:
    hours = float(draft.text("ce_hours") or 0)
    approver, number = draft.text("ce_approver").strip(), draft.text("ce_number").strip()
    if not hours and not approver and not number:
        return None
    if not hours or not approver:
        raise UnreadError(
            Trouble(
                "ce",
                "**CE**: name the hours and the approving body (`ce_hours`, `ce_approver`), or "
                "leave CE out.",
            )
        )
    ce = Ce(hours, approver, number)
    was = None if event is None else event.details.ce
    # What a moderator confirmed is confirmed no longer once it says something else.
    same = was is not None and replace(was, confirmed=False) == ce
    return was if same else ce


def _ladder(draft: Draft, event: Event | None) -> tuple[timedelta, ...]:
    """Reminder steps, the earliest first: "7d, 1d, 1h, at start"."""
    typed = draft.text("reminders").strip().casefold()
    if not typed:
        return DEFAULT_LADDER if event is None else event.ladder
    if typed == "none":
        return ()
    try:
        steps = {_step(part.strip()) for part in typed.split(",") if part.strip()}
    except InvalidInputError:
        steps = set[timedelta]()
    if 1 <= len(steps) <= MOST_STEPS and max(steps) <= EARLIEST_STEP:
        return tuple(sorted(steps, reverse=True))
    raise UnreadError(
        Trouble(
            "reminders",
            "**Reminders**: name up to six, at most 30 days before, such as "
            "`7d, 1d, 1h, at start`; or `none`.",
        )
    )


def _step(typed: str) -> timedelta:
    if typed in AT_START:
        return timedelta(0)
    length = duration_in(typed.removesuffix(" before"))
    return length - length % timedelta(minutes=1)


def fields_of(occasion: Occasion) -> dict[str, object]:
    """What the form holds for a training on one date, and what else an edit begins with."""
    details, event, starts = occasion.details, occasion.event, occasion.occurrence.starts
    zone = event.plan.zone
    when = f"{local_wording(wall_time(starts, ZoneInfo(zone)))} {place_of(zone)}"
    place = details.place
    return {
        "title": details.title,
        "when": when,
        "was_when": when,
        "was_starts": starts.isoformat(),
        "length": f"{details.length // timedelta(minutes=1)} minutes",
        "description": details.description,
        "place": f"<#{place.where}>" if place.kind is PlaceKind.CHANNEL else place.where,
        "kind": details.kind.value,
        "capacity": str(details.capacity or ""),
        "ce_hours": "" if details.ce is None else f"{details.ce.hours:g}",
        "ce_approver": "" if details.ce is None else details.ce.approver,
        "ce_number": "" if details.ce is None else details.ce.number,
        "channel": str(event.channel_id),
        "role": str(event.role_id or ""),
        "hosts": [str(host) for host in event.hosts],
    }
