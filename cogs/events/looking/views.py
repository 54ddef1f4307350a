"""Lists of trainings, and one of them, for whoever asks."""

import discord
from discord import ui

from bot.ui.panels import Panel, button, divider, menu, row, say, text
from cogs.events.looking.rules import Page, Seen, answer_line
from cogs.events.records import Occasion
from cogs.events.views import answer_row, body, plain
from cogs.events.wording import moment, plain_cut, seats_line, series_line, when_line


def list_panel(page: Page[Seen]) -> Panel:
    """What is coming, the next first."""
    if not page.count:
        return say("No training is planned here at the moment.")
    parts: list[ui.Item[Panel]] = [text("## What is coming")]
    parts += [text(*_lines(seen)) for seen in page.items]
    # Discord takes each value once; a training can have two dates on a page.
    options = {seen.occasion.event.id: _option(seen.occasion) for seen in page.items}
    parts.append(row(menu("Open one, and sign up", options.values(), "events.open")))
    return Panel(*parts, *_paging(page, "events.page"))


def mine_panel(page: Page[Seen]) -> Panel:
    """What somebody has answered to, with the buttons that change it."""
    if not page.count:
        return say(
            "You have not answered to any training that is still to come. `/event list` shows "
            "what is coming."
        )
    parts: list[ui.Item[Panel]] = [text("## Your trainings")]
    for seen in page.items:
        parts += [text(*_lines(seen)), answer_row(seen.occasion)]
    return Panel(*parts, *_paging(page, "events.mine_page"))


def show_panel(
    seen: Seen, *, post_missing: bool = False, may_change: bool = False, may_confirm: bool = False
) -> Panel:
    """One training, with one's own answer and, for staff, what they can do about it."""
    occasion = seen.occasion
    head = f"{occasion.details.kind.label}, {moment(occasion.occurrence.starts)}"
    parts: list[ui.Item[Panel]] = [text(head), *body(occasion, seen.counts)]
    if line := answer_line(seen.mine):
        parts.append(text(f"**{line}**"))
    parts.append(answer_row(occasion))
    staff: list[ui.Button[Panel]] = []
    if may_change and post_missing:
        staff.append(button("Post again", "events.repost", occasion.event.id))
    ce = occasion.details.ce
    if may_confirm and ce is not None and not ce.confirmed:
        staff.append(button("Confirm the CE claim", "events.confirm_ce", occasion.event.id))
    return Panel(*parts, *([divider(), row(*staff)] if staff else []))


def _lines(seen: Seen) -> list[str]:
    occasion = seen.occasion
    lines = [
        f"**{plain(occasion.details.title)}**",
        when_line(occasion.occurrence.starts),
        seats_line(occasion.details, seen.counts),
    ]
    if series := series_line(occasion.event):
        lines.append(f"-# {series}")
    if line := answer_line(seen.mine):
        lines.append(f"*{line}*")
    return lines


def _option(occasion: Occasion) -> discord.SelectOption:
    details = occasion.details
    return discord.SelectOption(
        label=plain_cut(details.title, 100),
        value=str(occasion.event.id),
        description=details.kind.label,
    )


def _paging(page: Page[Seen], action: str) -> list[ui.Item[Panel]]:
    if page.pages == 1:
        return []
    number, last = page.number, page.pages - 1
    return [
        row(
            button("Earlier", action, number - 1, disabled=number == 0),
            button("Later", action, number + 1, disabled=number == last),
        ),
        text(f"-# Page {number + 1} of {page.pages}, {page.count} in all"),
    ]
