"""How planned things are shown, and the buttons that decide about them."""

from collections.abc import Sequence

import discord

from bot.ui.panels import Panel, box, button, menu, row, say, text
from cogs.later.records import Entry
from cogs.later.rules import (
    TITLE_LIMIT,
    TROUBLE_LIMIT,
    option_label,
    option_time,
    pages_for,
    shortened,
)

RED = 0xC0392B


def list_panel(entries: Sequence[Entry], *, page: int, count: int, zone: str | None) -> Panel:
    """One page of what is going to happen."""
    if not count:
        return say("Nothing is planned in this server.")
    pages = pages_for(count)
    options = [
        discord.SelectOption(
            label=option_label(entry),
            value=str(entry.job_id),
            description=option_time(entry.due_at, zone),
        )
        for entry in entries
    ]
    panel = Panel(
        text("## What is going to happen here"),
        *(text(*_lines(entry)) for entry in entries),
        row(menu("Choose one to cancel it or decide about it", options, "later.choose")),
    )
    if pages > 1:
        panel.add_item(
            row(
                button("Earlier", "later.page", page - 1, disabled=page == 0),
                button("Later", "later.page", page + 1, disabled=page == pages - 1),
            )
        )
        panel.add_item(text(f"-# Page {page + 1} of {pages}, {count} in all"))
    return panel


def entry_panel(entry: Entry) -> Panel:
    """One planned thing, with what can be done about it."""
    if entry.undecided:
        return report_panel(entry)
    return Panel(
        text(*_lines(entry)),
        row(
            button("Cancel it", "later.cancel", entry.job_id, style=discord.ButtonStyle.danger),
            button("Back", "later.page", 0),
        ),
    )


def report_panel(entry: Entry) -> Panel:
    """What could not be posted, why, and the two ways on."""
    head = "Something needs a decision." if entry.undecided else "Something needs attention."
    parts = [text(f"**{head}**", *_lines(entry))]
    if not entry.undecided:
        return Panel(box(*parts, color=RED))
    buttons = [button("Skip", "later.skip", entry.job_id)]
    if entry.late:
        style = discord.ButtonStyle.primary
        buttons.insert(0, button("Post now", "later.post", entry.job_id, style=style))
    return Panel(box(*parts, row(*buttons), color=RED))


def more_panel(count: int) -> Panel:
    """That there is more than was told one by one."""
    return say(f"And {count} more could not be posted. See them all with `/later list`.")


def decided_panel(entry: Entry, what: str, who: int) -> Panel:
    """What was decided, and by whom."""
    return Panel(text(f"{what} by <@{who}>:", *_lines(entry, trouble=False)))


def _lines(entry: Entry, *, trouble: bool = True) -> list[str]:
    due = int(entry.due_at.timestamp())
    where = f" · <#{entry.channel_id}>" if entry.channel_id else ""
    planner = f" · planned by <@{entry.planned_by}>" if entry.planned_by else ""
    title = shortened(entry.title, TITLE_LIMIT)
    lines = [f"**{title}**", f"<t:{due}:F> (<t:{due}:R>){where}{planner}"]
    if entry.trouble and trouble:
        lines.append(shortened(entry.trouble, TROUBLE_LIMIT))
    return lines
