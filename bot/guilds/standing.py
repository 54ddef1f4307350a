"""What somebody who uses Attune may do in the server where they use it."""

import discord

from bot.errors import NotAllowedError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right, Standing, holds, refusal
from bot.guilds.settings import GuildSettings


def standing_of(interaction: discord.Interaction) -> Standing:
    """What Discord says of whoever started an interaction."""
    user, may = interaction.user, interaction.permissions
    return Standing(
        roles=[role.id for role in user.roles] if isinstance(user, discord.Member) else (),
        manage_guild=may.manage_guild,
        manage_events=may.manage_events,
        moderate_members=may.moderate_members,
    )


def rights_of(guilds: GuildSettings, interaction: discord.Interaction) -> frozenset[Right]:
    """All that somebody may be in this server; nothing outside servers."""
    if interaction.guild_id is None:
        return frozenset()
    named = guilds.get(interaction.guild_id, ServerSettings)
    standing = standing_of(interaction)
    return frozenset(right for right in Right if holds(right, named, standing))


def require(guilds: GuildSettings, interaction: discord.Interaction, right: Right) -> None:
    """Go on only if whoever started the interaction holds `right` in this server.

    Raises:
        NotAllowedError: They don't, or it is no server.
    """
    if interaction.guild_id is None:
        raise NotAllowedError("That only works in a server. Please use it there.")
    if right not in rights_of(guilds, interaction):
        raise NotAllowedError(refusal(right))
