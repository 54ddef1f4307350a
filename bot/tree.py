"""Slash commands and context menus: watched from their start, their errors shown."""

import asyncio
from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies


class UnderWay:
    """The interactions that are being answered now."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def add_current(self) -> None:
        """Count the current task until it ends."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finished(self, within: timedelta) -> int:
        """Wait for all of them; how many were still running in the end."""
        if not self._tasks:
            return 0
        _, left = await asyncio.wait(self._tasks, timeout=within.total_seconds())
        return len(left)


class Watched(commands.AutoShardedBot):
    """A client that knows which interactions it is answering."""

    under_way: UnderWay


class Tree(app_commands.CommandTree["Watched"]):
    """Slash commands and context menus: watched from their start, their errors shown."""

    async def interaction_check(self, interaction: discord.Interaction["Watched"], /) -> bool:
        """Let every command run; what it needs is asked for by the command."""
        self.client.under_way.add_current()
        if interaction.type is not discord.InteractionType.autocomplete:
            replies.begin(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction["Watched"], error: app_commands.AppCommandError, /
    ) -> None:
        """Show what went wrong."""
        await replies.report(interaction, error)
