"""`/mod`, `/case` and `/channel`: the groups, filled by the parts of this feature."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.moderation.parts import Part

GROUPS = {
    "mod": "Looking after people: warnings, timeouts, bans",
    "case": "What was done to whom, when and why",
    "channel": "Looking after channels",
}
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Moderation(commands.Cog):
    """Puts the commands of the parts into Discord, and lets the parts hear of events.

    A group that no part has anything for does not show.
    """

    def __init__(self, client: commands.AutoShardedBot, parts: Sequence[Part]) -> None:
        self._client = client
        self._parts = parts

    async def cog_load(self) -> None:
        """Register everything with the client."""
        for command in (*self._groups(), *self._alone()):
            self._client.tree.add_command(command)
        for part in self._parts:
            for name, listener in part.listeners:
                self._client.add_listener(listener, name)  # pyright: ignore[reportArgumentType]

    def _groups(self) -> list[AnyCommand]:
        made: list[AnyCommand] = []
        for name, description in GROUPS.items():
            inside = [command for part in self._parts for command in part.commands_of(name)]
            if inside:
                made.append(_group(name, description, inside))
        return made

    def _alone(self) -> list[AnyCommand]:
        alone: list[AnyCommand] = []
        for part in self._parts:
            alone += [*part.commands_of("alone"), *part.menus]
        return alone


def _group(
    name: str, description: str, inside: Sequence[app_commands.Command[Any, ..., Any]]
) -> app_commands.Group:
    group = app_commands.Group(
        name=name,
        description=description,
        guild_only=True,
        default_permissions=discord.Permissions(moderate_members=True),
    )
    for command in inside:
        group.add_command(command)
    return group
