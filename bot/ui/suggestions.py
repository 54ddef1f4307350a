"""Autocomplete: suggestions while somebody types, and what happens when they fail."""

import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot import replies

Value = TypeVar("Value", str, int, float)
CogT = TypeVar("CogT")
Suggest = Callable[[CogT, discord.Interaction, Value], Awaitable[list[app_commands.Choice[Value]]]]


def suggesting(
    suggest: Suggest[CogT, Value],
) -> Callable[
    [CogT, discord.Interaction, Value], Coroutine[Any, Any, list[app_commands.Choice[Value]]]
]:
    """Make an autocomplete method show its errors as a suggestion; discord.py only logs them.

    Suggestions can't be deferred, so the method uses only what is in memory.
    """

    @functools.wraps(suggest)
    async def shown(
        cog: CogT, interaction: discord.Interaction, typed: Value
    ) -> list[app_commands.Choice[Value]]:
        try:
            return await suggest(cog, interaction, typed)
        except Exception as error:  # noqa: BLE001 - the one place for errors shows or logs it
            await replies.report(interaction, error)
            return []

    return shown
