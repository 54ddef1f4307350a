"""Panels: what Attune shows, made of components v2, and the buttons on them."""

from collections.abc import Iterable, Sequence

import discord
from discord import ui

# Source: Discord's documentation, "Components": all text displays of a message together.
TEXT_LIMIT_CHARACTERS = 4000
CUSTOM_ID_LIMIT = 100


class Panel(ui.LayoutView):
    """A message of Attune's.

    It holds no Python state: what its buttons do is found by their name (`bot.ui.actions`), so they
    work after a restart as well. Being stopped from the start keeps discord.py from remembering it.
    """

    def __init__(self, *items: ui.Item["Panel"]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


def text(*lines: str) -> ui.TextDisplay[Panel]:
    """Lines of Markdown."""
    return ui.TextDisplay("\n".join(lines))


def say(*lines: str) -> Panel:
    """A plain answer of some lines."""
    return Panel(text(*lines))


def box(*items: ui.Item[Panel], color: int | None = None) -> ui.Container[Panel]:
    """Items in a frame."""
    return ui.Container(*items, accent_color=color)


def divider() -> ui.Separator[Panel]:
    """A thin line."""
    return ui.Separator()


def row(*items: ui.Item[Panel]) -> ui.ActionRow[Panel]:
    """Up to five buttons, or one select."""
    return ui.ActionRow(*items)


def action_id(name: str, *arguments: object) -> str:
    """What a button, select or form carries: its action's name, and arguments without colons."""
    parts = [name, *map(str, arguments)]
    custom_id = ":".join(parts)
    if len(custom_id) > CUSTOM_ID_LIMIT or any(":" in part for part in parts):
        raise ValueError(f"the arguments of {name} do not fit a custom id")
    return custom_id


def button(
    label: str,
    action: str,
    *arguments: object,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> ui.Button[Panel]:
    """A button that does `action` with these arguments."""
    custom_id = action_id(action, *arguments)
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=disabled)


def link(label: str, url: str) -> ui.Button[Panel]:
    """A button that opens a page."""
    return ui.Button(label=label, url=url)


def menu(
    placeholder: str, options: Iterable[discord.SelectOption], action: str, *arguments: object
) -> ui.Select[Panel]:
    """A select of one among up to 25."""
    return ui.Select(
        placeholder=placeholder,
        options=list(options),
        custom_id=action_id(action, *arguments),
    )


def form(title: str, fields: Sequence[ui.Label["Form"]], action: str, *arguments: object) -> "Form":
    """A form of one to five labelled fields that does `action` when sent."""
    made = Form(title=title, custom_id=action_id(action, *arguments), timeout=None)
    for field in fields:
        made.add_item(field)
    made.stop()
    return made


class Form(ui.Modal):
    """A modal without Python state, like Panel."""
