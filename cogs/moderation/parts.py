"""What one part of moderation hands over, so that `setup()` can put them together."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.feature import Keeps, Need
from bot.help import HelpLine
from bot.jobs.kinds import JobKind
from bot.ui.actions import Action

Listener = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Part:
    """Commands, buttons, jobs and rows of one part.

    The commands of `mod`, `case` and `channel` come under those groups, those of `alone` stand by
    themselves. `listeners` hear of Discord's events, by discord.py's names ("on_member_join").
    """

    actions: tuple[Action, ...] = ()
    jobs: tuple[JobKind, ...] = ()
    keeps: tuple[Keeps, ...] = ()
    help: tuple[HelpLine, ...] = ()
    needs: tuple[Need, ...] = ()
    mod: commands.Cog | None = None
    case: commands.Cog | None = None
    channel: commands.Cog | None = None
    alone: commands.Cog | None = None
    menus: tuple[app_commands.ContextMenu, ...] = ()
    listeners: tuple[tuple[str, Listener], ...] = field(default=())

    def commands_of(self, group: str) -> list[app_commands.Command[Any, ..., Any]]:
        """The commands that come under a group, or stand `alone`."""
        cog: commands.Cog | None = getattr(self, group)
        found = [] if cog is None else cog.get_app_commands()
        return [command for command in found if isinstance(command, app_commands.Command)]
