"""Which server's trainings an interaction is about, and in whose time."""

from typing import cast

import discord

from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.records import ServerSettings


async def server_of(house: House, interaction: discord.Interaction) -> int:
    """The server that the interaction is in; in direct messages the member's home hub.

    Raises:
        NotFoundError: It is in none of Attune's, and the member has no home hub.
    """
    guild_id = await house.reviews.place_of(interaction)
    if guild_id is None:
        raise NotFoundError(
            "Trainings belong to a server. Use this there, or choose your home server with "
            "`/me home`."
        )
    return guild_id


async def zone_shown(
    house: House, interaction: discord.Interaction, guild_id: int | None
) -> str | None:
    """In whose time suggestions are: the member's own zone, else the server's; None has neither."""
    profile = await house.members.profile(interaction.user.id)
    return profile.zone or house.guilds.get(guild_id or 0, ServerSettings).zone


def may_see(house: House, interaction: discord.Interaction, guild_id: int, channel_id: int) -> bool:
    """Whether somebody sees the channel where a training is posted, so that it is shown to them.

    In direct messages Discord says nothing of their roles: what everybody sees is shown. A channel
    that was deleted hides nothing.
    """
    if interaction.guild_id != guild_id:
        return everybody_sees(house, guild_id, channel_id)
    return _sees(house, guild_id, channel_id, cast("discord.Member", interaction.user))


def everybody_sees(house: House, guild_id: int, channel_id: int) -> bool:
    """Whether everybody in the server sees that channel; one that was deleted hides nothing."""
    return _sees(house, guild_id, channel_id, None)


def _sees(house: House, guild_id: int, channel_id: int, member: discord.Member | None) -> bool:
    guild = house.client.get_guild(guild_id)
    channel = None if guild is None else guild.get_channel(channel_id)
    if guild is None or channel is None:
        return True
    return channel.permissions_for(member or guild.default_role).view_channel
