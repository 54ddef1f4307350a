"""Whether a channel can be locked by this moderator through Attune, and what that changes."""

import discord

from bot.errors import InvalidInputError, NotAllowedError
from bot.when.wording import joined
from cogs.moderation.channels.records import BitChange, Overwrite
from cogs.moderation.channels.rules import is_locked, lock_changes, missing_for_lock

Lockable = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel
LOCKABLE = (
    discord.TextChannel,
    discord.ForumChannel,
    discord.VoiceChannel,
    discord.StageChannel,
)


def lockable(channel: object) -> Lockable:
    """The channel, if it is of a kind that can be locked.

    Raises:
        InvalidInputError: It is not; with what to use instead.
    """
    if isinstance(channel, discord.Thread):
        raise InvalidInputError(
            "This is a thread. `/channel archive` closes it so that only moderators can open it "
            "again; `/channel lock` with `channel` locks the channel that it is in."
        )
    if not isinstance(channel, LOCKABLE):
        raise InvalidInputError("That can't be locked. Choose a channel in which people write.")
    return channel


def require_sees(channel: discord.abc.GuildChannel | discord.Thread, member: object) -> None:
    """Go on only if whoever asks can see the channel themselves.

    Raises:
        NotAllowedError: They can't.
    """
    sees = isinstance(member, discord.Member) and channel.permissions_for(member).view_channel
    if not sees:
        raise NotAllowedError("You can't see that channel yourself. Ask somebody who can.")


def require_can_lock(channel: Lockable, *, moves: bool) -> None:
    """Go on only if Attune can lock a channel and could open it again.

    Raises:
        NotAllowedError: It can't; with the cure.
    """
    me = channel.guild.me
    above = me.guild_permissions.value
    if channel.category is not None and not moves:
        above |= channel.category.permissions_for(me).value
    here = channel.permissions_for(me).value
    if missing := missing_for_lock(above=above, here=here, moves=moves):
        raise NotAllowedError(
            f"I could not open {channel.mention} again, so I don't lock it: I lack "
            f"{joined(missing)}. Give me that with my role under Server Settings, Roles, and in "
            "Edit Channel, Permissions, where the channel takes it away."
        )


def changes_for(channel: Lockable, *, moderator_role: int | None) -> tuple[BitChange, ...]:
    """What a lock changes in a channel.

    Args:
        channel: As Discord last told of it.
        moderator_role: The role that the server chose; those whose roles let them time out members
            are moderators as well.

    Raises:
        InvalidInputError: Nobody can write there as it is.
    """
    guild = channel.guild
    roles = [role for role in guild.roles if not role.is_default()]
    moderators = [
        role.id
        for role in roles
        if role.id == moderator_role or (role.permissions.moderate_members and not role.managed)
    ]
    others = [role.id for role in roles if role.id not in moderators]
    now = overwrites_in(channel)
    if is_locked(now, everyone=guild.id, roles=others):
        raise InvalidInputError(
            f"Nobody but the team can write in {channel.mention} as it is; there is nothing to "
            "lock."
        )
    keep = (guild.me.id, *moderators)
    return lock_changes(now, everyone=guild.id, roles=[role.id for role in roles], keep=keep)


def overwrites_in(channel: Lockable) -> dict[int, Overwrite]:
    """What a channel says of whom."""
    found: dict[int, Overwrite] = {}
    for target, overwrite in channel.overwrites.items():
        allow, deny = overwrite.pair()
        found[target.id] = Overwrite(allow.value, deny.value)
    return found
