"""Cards, lists and texts of prompts."""

import io
from collections.abc import Sequence

import discord
from discord import ui

from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.ui.panels import Panel, box, button, divider, menu, row, say, text
from cogs.prompts.rules import Page, may_show_text

TIERS = {
    1: "Tier 1 · no client material",
    2: "Tier 2 · client-facing, or uses de-identified client material",
    3: "Tier 3 · touches clinical, risk or legal judgment",
}
# Room in a text display beside the code fence; longer ones come as a file.
INLINE_CHARACTERS = 3900
STANDING_CAUTION = (
    "Enter nothing that identifies a client. What comes out is a draft: a licensed clinician "
    "reads, corrects and owns it."
)
CATEGORIES = [
    discord.SelectOption(label=c.label, value=c.value, description=c.about[:100]) for c in Category
]


def card(prompt: Prompt, *, saved: bool, reviewed: bool = False) -> Panel:
    """What a prompt is for and what to mind; its text comes with *Show text*."""
    return Panel(
        text(f"## {prompt.title}", prompt.summary),
        box(
            text(
                f"**{prompt.category.label}** · {TIERS[prompt.risk_tier]}",
                "Not yet reviewed by a licensed clinician here.",
            ),
            divider(),
            text(
                f"**Not for:** {_sentence(prompt.not_for)}",
                "**Mind:**",
                *(f"- {caution}" for caution in prompt.cautions),
                f"**You check:** {prompt.human_review}",
                f"**Who it may serve badly:** {prompt.bias_notes}",
            ),
            divider(),
            text(f"-# {_tried(prompt)} · {_evidence(prompt)} · version {prompt.version}"),
        ),
        row(*_card_buttons(prompt, saved=saved, reviewed=reviewed)),
    )


def _card_buttons(prompt: Prompt, *, saved: bool, reviewed: bool) -> list[ui.Button[Panel]]:
    primary = discord.ButtonStyle.primary
    buttons: list[ui.Button[Panel]] = []
    if may_show_text(prompt, reviewed=reviewed):
        buttons.append(button("Show text", "prompts.text", prompt.slug, style=primary))
    if saved:
        buttons.append(button("Remove from saved", "prompts.unsave", prompt.slug))
    else:
        buttons.append(button("Save", "prompts.save", prompt.slug))
    return buttons


def body_panel(prompt: Prompt) -> tuple[Panel, list[discord.File]]:
    """The text alone, ready to copy; as a file where it is too long to show."""
    # A fence of four keeps a text that has three of its own.
    body = f"````text\n{prompt.body.strip()}\n````"
    if len(body) > INLINE_CHARACTERS:
        file = discord.File(io.BytesIO(prompt.body.encode()), f"{prompt.slug}.txt")
        return Panel(
            text(f"The text of **{prompt.title}** is long, so it comes as a file."),
            ui.File(f"attachment://{prompt.slug}.txt"),
            text(f"-# {STANDING_CAUTION}"),
        ), [file]
    return Panel(text(body), text(f"-# {STANDING_CAUTION}")), []


def results_panel(typed: str, found: Sequence[Prompt]) -> Panel:
    """The best that were found, to pick one from."""
    return Panel(
        text(f"## Prompts for “{discord.utils.escape_markdown(typed[:80])}”"),
        box(text(*(_line(prompt) for prompt in found))),
        row(_picker(found)),
    )


def nothing_found_panel(category: Category | None) -> Panel:
    """What to do when nothing fits."""
    near = f" The nearest shelf is **{category.label}**." if category else ""
    return Panel(
        text(f"I found no prompt for that.{near}", "Try other words, or look through a category:"),
        row(menu("Category", CATEGORIES, "prompts.category")),
    )


def browse_panel(category: Category | None, page: Page[Prompt]) -> Panel:
    """One category, page by page, and a select of the others."""
    about = (category.label, category.about) if category else ("All prompts", "")
    items: list[ui.Item[Panel]] = [
        text(f"## {about[0]}", about[1] or "From all categories, by title."),
        box(text(*(_line(p) for p in page.items))),
    ]
    if page.items:
        items.append(row(_picker(page.items)))
    items.append(row(menu("Another category", CATEGORIES, "prompts.category")))
    if page.count > 1:
        items.append(_pager("prompts.page", page, category.value if category else "all"))
    return Panel(*items)


def saved_panel(page: Page[Prompt], gone: int) -> Panel:
    """A member's own list; `gone` counts saved ones that left the catalogue."""
    if not page.items:
        return say(
            "You have saved no prompts yet. Find one with `/prompt find` and press **Save**."
        )
    items: list[ui.Item[Panel]] = [text("## Your saved prompts")]
    if gone:
        are = "One that you saved is" if gone == 1 else f"{gone} that you saved are"
        items.append(text(f"{are} no longer in the catalogue."))
    items += [box(text(*(_line(p) for p in page.items))), row(_picker(page.items))]
    if page.count > 1:
        items.append(_pager("prompts.saved_page", page))
    return Panel(*items)


def _pager(action: str, page: Page[Prompt], *arguments: object) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    return row(
        button("Previous", action, *arguments, page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", "prompts.here", disabled=True),
        button("Next", action, *arguments, page.number + 1, disabled=last),
    )


def _picker(prompts: Sequence[Prompt]) -> ui.Select[Panel]:
    options = [
        discord.SelectOption(
            label=prompt.title, value=prompt.slug, description=_cut(prompt.summary)
        )
        for prompt in prompts
    ]
    return menu("Open a prompt", options, "prompts.open")


def _line(prompt: Prompt) -> str:
    return f"**{prompt.title}** · {prompt.summary} (tier {prompt.risk_tier})"


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= 100 else sentence[:99] + "…"


def _sentence(parts: Sequence[str]) -> str:
    return "; ".join(part.rstrip(".") for part in parts) + "."


def _tried(prompt: Prompt) -> str:
    if not prompt.tested_with:
        return "not yet tried with a model"
    last = prompt.tested_with[-1]
    return f"tried with {last.model} on {last.date.isoformat()}"


def _evidence(prompt: Prompt) -> str:
    return f"{len(prompt.evidence)} evidence entries" if prompt.evidence else "no evidence entry"
