"""Steps as managers type them: "3: timeout 1 d, 5: ban"; plain Python."""

import re
from collections.abc import Iterable
from datetime import timedelta

from bot.errors import InvalidInputError
from bot.when.durations import duration_in, duration_wording
from cogs.moderation.actions.records import Threshold
from cogs.moderation.actions.rules import checked_length
from cogs.moderation.cases.records import Kind

STEP = re.compile(r"(?P<points>\d{1,3})\s*:?\s*(?P<act>timeout|kick|ban)\b\s*(?P<length>.*)", re.I)
HELP = "Type for example `3: timeout 1 d, 5: timeout 7 d, 8: ban`, or `none`."
MOST_STEPS = 10
MOST_POINTS = 100


def steps_typed(typed: str) -> tuple[Threshold, ...]:
    """The steps that were typed, by points.

    Raises:
        InvalidInputError: They can't be read, or two are for the same points.
    """
    if typed.strip().casefold() in ("none", "off", "-"):
        return ()
    steps = [_step(part.strip()) for part in re.split(r"[,;\n]", typed) if part.strip()]
    points = [step.points for step in steps]
    if not steps or len(steps) > MOST_STEPS or len(set(points)) != len(points):
        raise InvalidInputError(f"I need one to ten steps, each for other points. {HELP}")
    return tuple(sorted(steps, key=lambda step: step.points))


def steps_wording(steps: Iterable[Threshold]) -> str:
    """The steps as they are typed."""
    return ", ".join(_wording(step) for step in steps) or "none"


def _step(part: str) -> Threshold:
    if (said := STEP.fullmatch(part)) is None:
        raise InvalidInputError(f"I can't read “{part}” as a step. {HELP}")
    kind, points = Kind(said["act"].lower()), int(said["points"])
    if not 1 <= points <= MOST_POINTS:
        raise InvalidInputError(f"Points go from 1 to {MOST_POINTS}. {HELP}")
    if kind is Kind.KICK:
        return Threshold(points, kind)
    return Threshold(points, kind, checked_length(kind, _length(said["length"])))


def _length(typed: str) -> timedelta | None:
    typed = typed.strip().removeprefix("for ").strip()
    return duration_in(typed) if typed else None


def _wording(step: Threshold) -> str:
    lasting = "" if step.lasting is None else f" {duration_wording(step.lasting)}"
    return f"{step.points}: {step.kind}{lasting}"
