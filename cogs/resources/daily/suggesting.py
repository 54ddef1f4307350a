"""What is suggested while an organiser types: what is shown, and the value that is sent for it."""

from collections.abc import Iterable
from datetime import datetime

from bot.catalog.records import Resource
from bot.when.repeats import ONCE, suggested_repeats
from bot.when.wording import short_day
from cogs.resources.daily.records import Ahead, Coming
from cogs.resources.daily.rules import resource_label, shortened

MOST_SUGGESTIONS = 25
LONGEST_CHOICE = 100


def suggested_days(typed: str, now: datetime) -> list[tuple[str, str]]:
    """How the days of a plan are understood; what happens once is left out."""
    found = suggested_repeats(typed, now.replace(tzinfo=None))
    return [(name, value) for name, value in found if value != ONCE]


def suggested_post_days(ahead: Ahead, typed: str) -> list[tuple[str, str]]:
    """Days that are to come, with what is chosen for them."""
    found = [(_day_choice(coming), coming.occurrence.planned.date()) for coming in ahead.coming]
    words = typed.casefold().split()
    return [
        (name, day.isoformat())
        for name, day in found
        if all(word in f"{name} {day.isoformat()}".casefold() for word in words)
    ]


def suggested_resources(found: Iterable[Resource]) -> list[tuple[str, str]]:
    """Resources by their titles."""
    return [(resource_label(resource, LONGEST_CHOICE), resource.slug) for resource in found]


def _day_choice(coming: Coming) -> str:
    day = short_day(coming.occurrence.planned.date())
    if coming.day is None:
        return day
    pin = "📌 " if coming.day.pinned else ""
    return shortened(f"{day} · {pin}{coming.day.title}", LONGEST_CHOICE)
