"""Reminders, and what members and hosts see of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.members.records import QuietHours
from bot.ui.panels import Panel, button, row, say, text
from bot.when.durations import duration_wording
from cogs.events.records import Occasion
from cogs.events.views import plain
from cogs.events.wording import moment, place_words, when_line


def reminder_panel(occasion: Occasion, now: datetime, members: Sequence[int]) -> Panel:
    """A step of the ladder, for these members."""
    named = " ".join(f"<@{member}>" for member in members)
    return Panel(text(*_lines(occasion, now), named))


def instead_panel(occasion: Occasion, now: datetime, members: Sequence[int]) -> Panel:
    """For those who asked for a message that did not reach them."""
    named = " ".join(f"<@{member}>" for member in members)
    note = "-# You asked for a direct message; I could not send it, so I tell you here."
    return Panel(text(*_lines(occasion, now), named, note))


def direct_panel(occasion: Occasion, now: datetime) -> Panel:
    """The direct message to somebody who asked for it, with the way out."""
    event_id, occurrence_id = occasion.event.id, occasion.occurrence.id
    note = "-# You asked for this with `/event remind`; `/event remind lead:off` ends it."
    return Panel(
        text(*_lines(occasion, now), note),
        row(button("Can't", "events.answer", event_id, occurrence_id, "cant")),
    )


def _lines(occasion: Occasion, now: datetime) -> list[str]:
    title, starts = f"**{plain(occasion.details.title)}**", occasion.occurrence.starts
    where = f"**Where:** {place_words(occasion.details.place)}"
    if starts <= now:
        return [f"{title} starts now.", where]
    return [f"{title} starts {moment(starts, 'R')}.", f"**When:** {when_line(starts)}", where]


def lead_panel(lead: timedelta | None, quiet: QuietHours | None) -> Panel:
    """What holds for direct messages before trainings."""
    if lead is None:
        return say(
            "You get no direct messages before trainings; those who come are reminded in the "
            "thread of each. `/event remind lead:1 hour` asks for messages."
        )
    hours = "`/me quiet` sets hours in which I don't."
    if quiet is not None:
        hours = (
            f"Not from {quiet.begins:%H:%M} to {quiet.ends:%H:%M}, your quiet hours: then it comes "
            "when they end, or shortly before the start."
        )
    return say(
        f"I message you **{duration_wording(lead)}** before each training that you go to. {hours}",
        "Where that time has passed already, I don't. If your direct messages are closed, I "
        "mention you in the thread.",
    )
