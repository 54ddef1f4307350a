"""How templates are shown."""

from collections.abc import Mapping, Sequence

import discord

from bot.ui.panels import Panel, button, menu, row, text
from cogs.announcements.records import Template

SHOWN_CHARACTERS = 2500
DANGER = discord.ButtonStyle.danger


def list_panel(found: Sequence[Template], known: Mapping[str, str]) -> Panel:
    """All templates, and what they may leave open."""
    panel = Panel(text("Templates of this server"))
    if found:
        options = [
            discord.SelectOption(label=t.name, value=t.name, description=t.title[:100])
            for t in found
        ]
        panel.add_item(row(menu("Choose one to look at it", options, "announce.template_open")))
    else:
        panel.add_item(
            text("There are none yet. *Save as template* below an announcement makes one.")
        )
    lines = [f"- `{{{{{name}}}}}`: {meaning}" for name, meaning in known.items()]
    panel.add_item(text("These are filled in when an announcement is posted:", *lines))
    return panel


def template_panel(template: Template) -> Panel:
    """One template."""
    body = template.body
    shown = body if len(body) <= SHOWN_CHARACTERS else f"{body[:SHOWN_CHARACTERS]}…"
    more = (
        [] if shown == body else [f"-# Shown here: {SHOWN_CHARACTERS} of {len(body)} characters."]
    )
    return Panel(
        text(f"Template: {template.name}"),
        text(f"**{template.title}**", *([shown] if shown else []), *more),
        row(
            button("Delete it", "announce.template_gone", template.name, style=DANGER),
            button("Back", "announce.template_list"),
        ),
    )
