"""Lists of prompts, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.reviews.wording import day
from bot.ui.lists import Page
from bot.ui.panels import Panel, box, button, menu, row, say, text
from cogs.prompts.rules import changed_on
from cogs.prompts.views import cut

CATEGORIES = [
    discord.SelectOption(label=c.label, value=c.value, description=c.about[:100]) for c in Category
]
# What the names in one line of a notice may take; further ones are only counted.
NAMED_CHARACTERS = 350
# What a custom id holds beside its name.
REQUEST_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A prompt in a list, and whether somebody reviewed it here."""

    prompt: Prompt
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of the prompts on a member's list.

    `changed` are titles; `withdrawn` says of each why; `gone` are those that left the catalogue.
    """

    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def results_panel(typed: str, found: Sequence[Listed], words: Sequence[str]) -> Panel:
    """The best that were found, to pick one from.

    Args:
        typed: The query.
        found: Best first.
        words: Of the query, those that a request may begin with.
    """
    return Panel(
        text(f"## Prompts for “{discord.utils.escape_markdown(typed[:80])}”"),
        box(text(*(_line(one) for one in found))),
        row(_picker(found)),
        row(_request("Not what you need? Request a prompt", words)),
    )


def beyond_panel(sentence: str, instead: Sequence[Listed]) -> Panel:
    """What no prompt may be used for, plainly, and the prompts that help with what remains."""
    if not instead:
        return say(sentence)
    return Panel(text(sentence), box(text(*(_line(one) for one in instead))), row(_picker(instead)))


def nothing_found_panel(category: Category | None, words: Sequence[str]) -> Panel:
    """What to do when nothing fits."""
    near = f" The nearest shelf is **{category.label}**." if category else ""
    buttons = [_request("Request a prompt", words)]
    if category:
        buttons.insert(0, button(f"Open {category.label}", "prompts.shelf", category.value))
    return Panel(
        text(f"I found no prompt for that.{near}", "Try other words, or look through a category:"),
        row(menu("Category", CATEGORIES, "prompts.category")),
        row(*buttons),
    )


def browse_panel(category: Category | None, page: Page[Listed]) -> Panel:
    """One category, page by page, and a select of the others."""
    about = (category.label, category.about) if category else ("All prompts", "")
    lines = [_line(one) for one in page.items] or ["Nothing is listed here yet."]
    items: list[ui.Item[Panel]] = [
        text(f"## {about[0]}", about[1] or "From all categories, by title."),
        box(text(*lines)),
    ]
    if page.items:
        items.append(row(_picker(page.items)))
    items.append(row(menu("Another category", CATEGORIES, "prompts.category")))
    if page.count > 1:
        items.append(_pager("prompts.page", page, category.value if category else "all"))
    return Panel(*items)


def new_panel(page: Page[Listed]) -> Panel:
    """What was added or changed last, with the day and what the changelog says."""
    if not page.items:
        return say("Nothing is listed here yet. Try `/prompt browse`.")
    items: list[ui.Item[Panel]] = [
        text("## New and changed prompts"),
        box(text(*(_news(one.prompt) for one in page.items))),
        row(_picker(page.items)),
    ]
    if page.count > 1:
        items.append(_pager("prompts.new_page", page))
    return Panel(*items)


def saved_panel(page: Page[Listed], notice: Notice) -> Panel:
    """A member's own list, what became of it above."""
    told = _told(notice)
    if not page.items and not told:
        return say(
            "You have saved no prompts yet. Find one with `/prompt find` and press **Save**."
        )
    items: list[ui.Item[Panel]] = [text("## Your saved prompts", *told)]
    if page.items:
        items += [box(text(*(_line(one) for one in page.items))), row(_picker(page.items))]
    if page.count > 1:
        items.append(_pager("prompts.saved_page", page))
    buttons: list[ui.Button[Panel]] = []
    if notice.changed:
        buttons.append(button("Got it", "prompts.seen_all"))
    if notice.gone:
        buttons.append(button("Remove what is gone", "prompts.tidy"))
    return Panel(*items, *([row(*buttons)] if buttons else []))


def _told(notice: Notice) -> list[str]:
    lines: list[str] = []
    if notice.changed:
        lines.append(f"📌 Changed since you saved it: {_named(notice.changed)}.")
    if notice.withdrawn:
        lines.append(f"📌 Not available now: {_named(notice.withdrawn)}.")
    if notice.gone:
        lines.append(f"📌 No longer in the catalogue: {_named(notice.gone)}.")
    return lines


def _named(names: Sequence[str]) -> str:
    told: list[str] = []
    for name in names:
        if told and sum(map(len, told)) + len(name) > NAMED_CHARACTERS:
            return f"{', '.join(told)} and {len(names) - len(told)} more"
        told.append(name)
    return ", ".join(told)


def _request(label: str, words: Sequence[str]) -> ui.Button[Panel]:
    joined = "-".join(words)
    while len(joined) > REQUEST_CHARACTERS:
        joined = joined.rpartition("-")[0]
    return button(label, "prompts.request", *([joined] if joined else []))


def _pager(action: str, page: Page[Listed], *arguments: object) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    return row(
        button("Previous", action, *arguments, page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", "prompts.here", disabled=True),
        button("Next", action, *arguments, page.number + 1, disabled=last),
    )


def _picker(found: Sequence[Listed]) -> ui.Select[Panel]:
    options = [
        discord.SelectOption(
            label=one.prompt.title, value=one.prompt.slug, description=cut(one.prompt.summary)
        )
        for one in found
    ]
    return menu("Open a prompt", options, "prompts.open")


def _line(one: Listed) -> str:
    reviewed = ", reviewed" if one.reviewed else ""
    return f"**{one.prompt.title}** · {one.prompt.summary} (tier {one.prompt.risk_tier}{reviewed})"


def _news(prompt: Prompt) -> str:
    last = max(prompt.changelog, key=lambda change: change.date)
    note = cut(last.note, 120).rstrip(".")
    return f"**{prompt.title}** · {day(changed_on(prompt))}, version {prompt.version}: {note}"
