"""A prompt's card, and its text."""

import io
from dataclasses import dataclass

import discord
from discord import ui

from bot.catalog.records import Prompt
from bot.reviews.records import Standing
from bot.reviews.wording import day, review_line, withdrawn_line
from bot.ui.panels import Panel, box, button, divider, row, text
from cogs.prompts.rules import may_show_text
from cogs.prompts.using.rules import code_block, fits_inline

Shown = tuple[Panel, list[discord.File]]

STANDING_CAUTION = (
    "Enter nothing that identifies a client. What comes out is a draft: a licensed clinician "
    "reads, corrects and owns it."
)
TIERS = {
    1: "Tier 1 · no client material",
    2: "Tier 2 · client-facing, or uses de-identified client material",
    3: "Tier 3 · touches clinical, risk or legal judgment",
}
# A card is read at a glance; what a lint lets through fits, and the longest is shortened.
CARD_CHARACTERS = 1490
NOT_REVIEWED = Standing()


@dataclass(frozen=True, slots=True)
class _Face:
    """What a card shows beside the prompt itself; see `card`."""

    standing: Standing
    saved: bool | None
    changed: bool
    can_show: bool


def card(
    prompt: Prompt,
    *,
    saved: bool | None = None,
    standing: Standing = NOT_REVIEWED,
    notice: str = "",
    useful: str = "",
    can_show: bool = False,
    first: str = "",
) -> Panel:
    """What a prompt is for, how it was reviewed and what to mind; the text has its own button.

    Args:
        prompt: Whose card.
        saved: Whether it is on the reader's list; None on a card that everybody sees.
        standing: How it stands for the reader.
        notice: What changed since the reader saved it; stands above all.
        useful: What members found, without a full stop; empty where too few said.
        can_show: Whether there is a channel to show it in.
        first: A line above, for a card that is posted.
    """
    face = _Face(standing, saved, bool(notice), can_show)
    above = [line for line in (first, f"📌 {notice}" if notice else "") if line]
    head = [*above, f"## {prompt.title}", prompt.summary]
    status = [f"**{prompt.category.label}** · {TIERS[prompt.risk_tier]}", review_line(standing)]
    foot = [
        *([f"-# {useful}."] if useful else []),
        f"-# {_tried(prompt)} · {_evidence(prompt)} · version {prompt.version}",
        f"-# {STANDING_CAUTION}",
    ]
    room = CARD_CHARACTERS - sum(len(line) + 1 for line in (*head, *status, *foot))
    return Panel(
        text(*head),
        box(text(*status), divider(), text(*_care(prompt, room)), divider(), text(*foot)),
        *(row(*buttons) for buttons in _buttons(prompt, face)),
    )


def withdrawn_card(prompt: Prompt, standing: Standing, *, saved: bool, instead: str) -> Panel:
    """What is said of a prompt that members no longer see.

    Args:
        prompt: Which one.
        standing: Why.
        saved: Whether it is on the reader's list.
        instead: The title of what replaces it; empty where nothing does.
    """
    why = withdrawn_line(standing)
    lines = [f"## {prompt.title}", f"This prompt is {why}." if why else "It is not listed here."]
    buttons: list[ui.Button[Panel]] = []
    if instead and standing.replaced_by:
        lines.append(f"**{instead}** takes its place.")
        buttons.append(button("Open that one", "prompts.card", standing.replaced_by))
    if saved:
        buttons.append(button("Remove from saved", "prompts.unsave", prompt.slug))
    return Panel(text(*lines), *([row(*buttons)] if buttons else []))


def body_panel(prompt: Prompt) -> Shown:
    """The text alone; as a file where it can't be shown to the letter."""
    return text_panel(
        prompt.body.strip(),
        f"{prompt.slug}.txt",
        long=f"The text of **{prompt.title}** comes as a file.",
        foot=f"-# {STANDING_CAUTION}",
    )


def text_panel(words: str, name: str, *, long: str, foot: str) -> Shown:
    """A text to copy, or the file `name` with what `long` says of it; `foot` stands below."""
    if fits_inline(words):
        copy = row(button("Copy", "prompts.copy_shown"))
        return Panel(text(code_block(words)), text(foot), copy), []
    file = discord.File(io.BytesIO(words.encode()), name)
    return Panel(text(long), ui.File(f"attachment://{name}"), text(foot)), [file]


def cut(words: str, characters: int = 100) -> str:
    """Words shortened to so many characters, with a mark where they were."""
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"


def _care(prompt: Prompt, room: int) -> list[str]:
    """What to mind; where the room is short, the two longer notes are shortened first."""
    lines = [
        f"**Not for:** {_sentence(prompt.not_for)}",
        "**Mind:**",
        *(f"- {caution}" for caution in prompt.cautions),
        f"**You check:** {prompt.human_review}",
        f"**Who it may serve badly:** {prompt.bias_notes}",
    ]
    # Cautions stay whole: they are why the card is read.
    for place in (-1, -2, 0):
        over = sum(len(line) + 1 for line in lines) - room
        if over > 0:
            lines[place] = cut(lines[place], max(len(lines[place]) - over, 60))
    return lines


def _buttons(prompt: Prompt, face: _Face) -> list[list[ui.Button[Panel]]]:
    slug, primary = prompt.slug, discord.ButtonStyle.primary
    doing: list[ui.Button[Panel]] = []
    if may_show_text(prompt, reviewed=face.standing.is_reviewed):
        doing += [
            button("Show text", "prompts.text", slug, style=primary),
            button("Use", "prompts.use", slug, style=primary),
            button("Copy", "prompts.copy", slug),
        ]
    if face.saved:
        doing.append(button("Remove from saved", "prompts.unsave", slug))
    else:
        doing.append(button("Save", "prompts.save", slug))
    about: list[ui.Button[Panel]] = []
    if face.changed:
        about.append(button("Got it", "prompts.seen", slug))
    if face.can_show:
        about.append(button("Show here", "prompts.show", slug))
    about += [
        button("History", "prompts.history", slug),
        button("Useful?", "prompts.useful", slug),
        button("Report", "prompts.report", slug),
    ]
    return [doing, about]


def _sentence(parts: tuple[str, ...]) -> str:
    return "; ".join(part.rstrip(".") for part in parts) + "."


def _tried(prompt: Prompt) -> str:
    if not prompt.tested_with:
        return "not yet tried with a model"
    last = prompt.tested_with[-1]
    return f"tried with {cut(last.model, 40)} on {day(last.date)}"


def _evidence(prompt: Prompt) -> str:
    count = len(prompt.evidence)
    if not count:
        return "no evidence entry"
    return "1 evidence entry" if count == 1 else f"{count} evidence entries"
