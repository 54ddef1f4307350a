"""What an announcement may leave open until it is posted: `{{date}}`, `{{server}}` and a few more.

Plain Python. Other features give further ones (`Feature.variables`), such as the next training.
"""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.when.wording import MONTHS, WEEKDAYS, clock_wording, day_wording, joined

VARIABLE = re.compile(r"\{\{\s*([A-Za-z][A-Za-z_]{0,29})\s*\}\}")
OWN = {
    "date": "the day on which it is posted, like 1 December 2026",
    "weekday": "the day of the week, like Tuesday",
    "month": "the month, like December",
    "time": "the time of day, like 18:00",
    "server": "the name of this server",
}


def variables_in(text: str) -> tuple[str, ...]:
    """The names of the variables in a text, in order, each once."""
    return tuple(dict.fromkeys(found.lower() for found in VARIABLE.findall(text)))


def own_values(at: datetime, zone: str, server: str) -> dict[str, str]:
    """The values at an aware moment, as clocks in `zone` show it."""
    local = at.astimezone(ZoneInfo(zone))
    return {
        "date": day_wording(local.date()),
        "weekday": WEEKDAYS[local.weekday()],
        "month": MONTHS[local.month - 1],
        "time": clock_wording(local.replace(second=0)),
        "server": server,
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in their places; what has no value stays as it was typed."""
    return VARIABLE.sub(lambda found: values.get(found[1].lower(), found[0]), text)


def unknown_sentence(text: str, known: Collection[str]) -> str | None:
    """What to say about variables that nobody knows; None where there are none."""
    unknown = [name for name in variables_in(text) if name not in known]
    if not unknown:
        return None
    named = joined([f"`{{{{{name}}}}}`" for name in unknown])
    there = joined([f"`{{{{{name}}}}}`" for name in known])
    return f"I don't know {named}. There {'is' if len(known) == 1 else 'are'} {there}."
