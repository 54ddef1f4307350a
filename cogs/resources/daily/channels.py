"""Whether Attune can post in a channel and notify a role, and the cure where it can't."""

import discord

from bot.errors import InvalidInputError, NotSetUpError

POSTING = ("view_channel", "send_messages", "read_message_history")
THREADS = ("create_public_threads", "send_messages_in_threads")


def channel_named(
    guild: discord.Guild, channel_id: int | None, setting: str
) -> discord.TextChannel:
    """The channel that a server chose.

    Raises:
        NotSetUpError: It chose none, or it is gone or out of sight; says how to choose.
    """
    if channel_id is None:
        raise NotSetUpError(
            f"Please choose a channel first: `/settings set {setting}`"
            f"{', or the option `channel` here' if setting == 'daily_channel' else ''}."
        )
    channel = guild.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise NotSetUpError(
            f"The channel that was chosen was deleted, or I can't see it. Choose another with "
            f"`/settings set {setting}`."
        )
    return channel


def require_postable(channel: discord.TextChannel, *, thread: bool) -> None:
    """Go on only where Attune can post.

    Raises:
        InvalidInputError: A permission is missing; says which and where to give it.
    """
    mine = channel.permissions_for(channel.guild.me)
    needed = (*POSTING, *THREADS) if thread else POSTING
    missing = [name for name in needed if not getattr(mine, name)]
    if missing:
        raise InvalidInputError(
            f"I can't post in {channel.mention} yet: I need {_words(missing)} there. Give them to "
            "me under Edit Channel, Permissions, then try again."
        )


def require_notifiable(role: discord.Role, channel: discord.TextChannel) -> None:
    """Go on only where Attune can notify a role.

    Raises:
        InvalidInputError: It can't; says what to do.
    """
    if role.is_default():
        raise InvalidInputError("I don't notify everyone each day. Please choose a role.")
    may = channel.permissions_for(channel.guild.me).mention_everyone
    if not role.mentionable and not may:
        raise InvalidInputError(
            f"I can't notify {role.mention}: let anyone mention it (Server Settings, Roles), or "
            f"give me “Mention @everyone, @here and All Roles” in {channel.mention}."
        )


def _words(missing: list[str]) -> str:
    names = [name.replace("_", " ").title() for name in missing]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
