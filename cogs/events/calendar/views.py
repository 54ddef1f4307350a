"""Calendar files as answers."""

import io
from collections.abc import Mapping

import discord
from discord import ui

from bot.ui.panels import Panel, text

HOW = "-# Open it to put it into your calendar. After a change, get it again: it replaces the old."
Answer = tuple[Panel, list[discord.File]]


def files_panel(lines: list[str], files: Mapping[str, bytes]) -> Answer:
    """Files, each under its name, below what is said of them."""
    shown = [discord.File(io.BytesIO(content), name) for name, content in files.items()]
    listed: list[ui.Item[Panel]] = [ui.File(f"attachment://{name}") for name in files]
    return Panel(text(*lines), *listed, text(HOW)), shown
