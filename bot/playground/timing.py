"""The clock as asked for in JSON: what time it is, what is due, and moving it."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import MovableClock
from bot.playground.records import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

DURATION = re.compile(r"(\d+)\s*(s|m|h|d|w)")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def clock_json(playground: "Playground") -> Json:
    """What time it is, what is due, and whether there is a way back to real time."""
    clock = playground.clock
    return {
        "now": clock.now().isoformat(),
        "offset_seconds": clock.offset.total_seconds(),
        "due": [{"when": d.when.isoformat(), "label": d.label} for d in clock.due()],
        "can_restart": playground.restart is not None,
    }


def move(clock: MovableClock, asked: Json) -> None:
    """Move the clock: `{"advance": "1h 30m"}`, `{"to": ISO time}` or `{"to": "next"}`.

    Raises:
        ValueError: What is wrong with what was asked, as a sentence.
    """
    if "advance" in asked:
        clock.advance(_duration(str(asked["advance"])))
    elif asked.get("to") == "next":
        due = clock.due()
        if not due:
            raise ValueError("nothing is due")
        clock.advance_to(due[0].when)
    elif "to" in asked:
        clock.advance_to(_time(str(asked["to"]), clock.now()))
    else:
        raise ValueError(
            'say {"advance": "1h"}, {"to": "2026-05-01T09:00+02:00"} or {"to": "next"}'
        )


def _duration(text: str) -> timedelta:
    parts = DURATION.findall(text)
    if not parts or DURATION.sub("", text).strip():
        raise ValueError(f"{text!r} is no duration; write 90s, 15m, 1h 30m, 2d or 1w")
    return sum((timedelta(**{UNITS[unit]: int(n)}) for n, unit in parts), timedelta(0))


def _time(text: str, now: datetime) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("the time needs a zone, as in 2026-05-01T09:00+02:00")
    if when < now:
        raise ValueError("the clock only moves forward")
    return when
