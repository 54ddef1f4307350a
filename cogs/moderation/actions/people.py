"""Who acts and on whom, as Discord says at this moment."""

import discord

from bot.delivery.refusals import UNKNOWN_USER
from bot.errors import NotFoundError
from cogs.moderation.actions.records import Person

UNKNOWN_MEMBER = 10007


def person_of(member: discord.Member) -> Person:
    """A member as the rules see them."""
    return Person(
        member.id,
        height=member.top_role.position,
        roles=frozenset(role.id for role in member.roles),
        is_owner=member.guild.owner_id == member.id,
        is_administrator=member.guild_permissions.administrator,
    )


def permissions_of(member: discord.Member) -> frozenset[str]:
    """The permissions that a member has in the server, by discord.py's names."""
    return frozenset(name for name, has in member.guild_permissions if has)


async def member_of(guild: discord.Guild, user_id: int) -> discord.Member | None:
    """Somebody in the server as they are now; None where they are not in it."""
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound as gone:
        if gone.code not in (UNKNOWN_MEMBER, UNKNOWN_USER):
            raise
        return None


def guild_of(interaction: discord.Interaction) -> discord.Guild:
    """The server of an interaction, with Attune in it.

    Raises:
        NotFoundError: Attune is not a member there.
    """
    if interaction.guild is None or interaction.guild.unavailable:
        raise NotFoundError("I am not a member of this server. Add me to it first.")
    return interaction.guild


def moderator_of(interaction: discord.Interaction) -> Person:
    """Whoever started an interaction in a server.

    Raises:
        NotFoundError: It is no server.
    """
    if not isinstance(interaction.user, discord.Member):
        raise NotFoundError("That only works in a server. Please use it there.")
    return person_of(interaction.user)
