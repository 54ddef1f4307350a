"""A prompt's history, and what changed between two of its versions."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import discord
from discord import ui

from bot.catalog.records import Prompt
from bot.reviews.wording import day
from bot.ui.panels import Panel, box, divider, menu, row, text
from cogs.prompts.using.changes import Changed
from cogs.prompts.using.rules import FENCE
from cogs.prompts.views import Shown, cut

MOST_LINES = 12
MOST_OPTIONS = 25
# Room for the changes beside the list of versions.
DIFF_CHARACTERS = 2400
# So that a fence in a text doesn't end the block it is shown in; a diff is read, not copied.
_HARMLESS = FENCE.replace("``", "`\u200b`\u200b", 1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier content that Attune can compare with: its version, and when it was first seen."""

    content_hash: str
    version: str
    seen_on: date


def history_panel(
    prompt: Prompt, earlier: Sequence[Earlier], compared: Earlier | None, found: Sequence[Changed]
) -> Shown:
    """The versions by the changelog, and what changed since one of them.

    Args:
        prompt: As it is now.
        earlier: What it can be compared with, newest first.
        compared: The one that `found` is about; None where there is nothing to compare with.
        found: What changed since.
    """
    items: list[ui.Item[Panel]] = [text(f"## History of {prompt.title}"), box(*_versions(prompt))]
    files: list[discord.File] = []
    if compared is None:
        items.append(text("-# No earlier wording is kept: I have seen only this one."))
        return Panel(*items), files
    words = _as_diff(found)
    since = f"**Since version {compared.version}** (seen from {day(compared.seen_on)} on):"
    if len(words) <= DIFF_CHARACTERS:
        items.append(text(since, f"{FENCE}diff\n{words}\n{FENCE}"))
    else:
        name = f"{prompt.slug}-since-{compared.version}.diff.txt"
        files.append(discord.File(io.BytesIO(words.encode()), name))
        items += [text(since, "More changed than fits here."), ui.File(f"attachment://{name}")]
    if len(earlier) > 1:
        items.append(row(_picker(prompt, earlier)))
    return Panel(*items), files


def _versions(prompt: Prompt) -> list[ui.Item[Panel]]:
    changes = sorted(prompt.changelog, key=lambda change: change.date, reverse=True)
    lines = [
        f"**{change.version}** · {day(change.date)} · {cut(change.note, 90)}"
        for change in changes[:MOST_LINES]
    ]
    if (more := len(changes) - MOST_LINES) > 0:
        lines.append(f"… and {more} before")
    return [text(*lines), divider(), text(f"-# Now: version {prompt.version}")]


def _picker(prompt: Prompt, earlier: Sequence[Earlier]) -> ui.Select[Panel]:
    options = [
        discord.SelectOption(
            label=f"Since version {one.version}",
            description=f"Seen from {day(one.seen_on)} on",
            value=one.content_hash[:64],
        )
        for one in earlier[:MOST_OPTIONS]
    ]
    return menu("Compare with another version", options, "prompts.compare", prompt.slug)


def _as_diff(found: Sequence[Changed]) -> str:
    lines: list[str] = []
    for part in found:
        lines += [f"@@ {part.name} @@", *part.lines]
    words = "\n".join(lines) or "  (only its number and notes changed)"
    return words.replace(FENCE, _HARMLESS)
