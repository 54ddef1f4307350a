"""What hosts see of one date: what was delivered, the server event, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot.ui.panels import Panel, box, button, menu, row, text
from bot.when.durations import duration_wording
from bot.when.wording import local_wording
from cogs.events.aftermath.records import Sums
from cogs.events.aftermath.views import sums_lines
from cogs.events.records import Occasion
from cogs.events.reminders.records import Delivered, Parts, What
from cogs.events.views import plain
from cogs.events.wording import moment, plain_cut

PRIMARY = discord.ButtonStyle.primary
MOST_SHOWN = 15
NAMES = {What.SHARING: "Recording and slides", What.QUESTIONS: "Two questions"}


@dataclass(frozen=True, slots=True)
class Report:
    """All that is shown of a date; `next_step` is when the next reminder is due."""

    occasion: Occasion
    delivered: Sequence[Delivered]
    next_step: datetime | None
    native_line: str
    native_on: bool
    sums: Sums
    can_share: bool
    has_begun: bool


def dates_panel(occasions: Sequence[Occasion]) -> Panel:
    """The dates whose report somebody may see."""
    options = [
        discord.SelectOption(
            label=plain_cut(occasion.details.title, 100),
            description=local_wording(occasion.occurrence.planned)[:100],
            value=str(occasion.occurrence.id),
        )
        for occasion in occasions
    ]
    return Panel(
        text(
            "## Reports",
            "Choose a date, of the last three months or the next ones. The latest come first.",
        ),
        row(menu("Choose a date", options, "events.report")),
    )


def report_panel(report: Report) -> Panel:
    """One date."""
    occasion = report.occasion
    occurrence_id, event_id = occasion.occurrence.id, occasion.event.id
    head = [f"## {plain(occasion.details.title)}", moment(occasion.occurrence.starts)]
    if occasion.is_cancelled:
        head.append("**Cancelled:** nothing more is sent but the notice of it.")
    items: list[ui.Item[Panel]] = [
        text(*head),
        box(text("**What was delivered**", *delivery_lines(report))),
        text(report.native_line),
    ]
    if report.has_begun:
        items.append(box(text(*sums_lines(report.sums))))
    off = "No server event" if report.native_on else "Make a server event"
    wanted = "off" if report.native_on else "on"
    return Panel(
        *items,
        row(
            button(
                "Share recording",
                "events.share",
                occurrence_id,
                style=PRIMARY,
                disabled=not report.can_share,
            ),
            button("Look again", "events.report", occurrence_id),
            button(off, "events.native", event_id, occurrence_id, wanted),
        ),
    )


def delivery_lines(report: Report) -> list[str]:
    """A line for each delivery; direct messages together."""
    starts = report.occasion.occurrence.starts
    shown = [one for one in report.delivered if one.what is not What.DIRECT]
    lines = [
        f"- {_name_of(one, starts)}, {moment(one.due_at, 'f')}: {outcome_words(one)}"
        for one in shown[-MOST_SHOWN:]
    ]
    if messages := [one for one in report.delivered if one.what is What.DIRECT]:
        parts = sum_of([one.parts for one in messages])
        ended_well = all(one.state == "done" for one in messages)
        together = Delivered(What.DIRECT, starts, parts, "done" if ended_well else "stopped")
        lines.append(f"- Direct messages, for those who asked: {outcome_words(together)}")
    if report.next_step is not None:
        lines.append(f"- Next reminder: {moment(report.next_step, 'R')}")
    return lines or ["Nothing yet, and no reminder is to come."]


def outcome_words(one: Delivered) -> str:
    """What a delivery amounted to: "12 mentioned", "3 messaged, 1 mentioned instead"."""
    parts = one.parts
    counted = [
        (parts.mentioned, "mentioned"),
        (parts.direct, "messaged"),
        (parts.fell_back, "mentioned instead, since no message reached them"),
        (parts.failed, "not reached"),
    ]
    words = [f"{number} {what}" for number, what in counted if number]
    if one.state not in ("done", "running"):
        words.append(f"it was {one.state}")
    return ", ".join(words) or "nobody to tell"


def sum_of(parts: Sequence[Parts]) -> Parts:
    """All of them together."""
    return Parts(
        sum(each.mentioned for each in parts),
        sum(each.direct for each in parts),
        sum(each.fell_back for each in parts),
        sum(each.failed for each in parts),
    )


def _name_of(one: Delivered, starts: datetime) -> str:
    if one.what is not What.STEP:
        return NAMES[one.what]
    before = starts - one.due_at
    if before.total_seconds() > 0:
        return f"{duration_wording(before)} before"
    # A training that was moved to earlier has steps of its old time.
    return "At the start" if not before else "Reminder for the time before it was moved"
