"""Whether an announcement can go where it is meant to, by what Discord says of the channel."""

import discord

from bot.errors import InvalidInputError
from cogs.announcements.records import Placing

CURE = "Change it under Edit Channel, Permissions, then try again."
NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "create_public_threads": "Create Public Threads",
}


def require_place(guild: discord.Guild, placing: Placing, *, image: bool = False) -> None:
    """Go on only if Attune can post there, with all that is wanted.

    Raises:
        InvalidInputError: It can't; with the cure.
    """
    channel = guild.get_channel(placing.channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise InvalidInputError(
            "I can't see the channel that it is meant for; it may have been deleted. Choose "
            "another with `/announce edit`."
        )
    mine = channel.permissions_for(guild.me)
    needed = ["view_channel", "send_messages", "read_message_history"]
    needed += ["attach_files"] * image + ["create_public_threads"] * placing.thread
    missing = [NAMES[name] for name in needed if not getattr(mine, name)]
    if missing:
        named = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        raise InvalidInputError(f"I need {named} in {channel.mention} for this. {CURE}")
    if placing.publish and not channel.is_news():
        raise InvalidInputError(
            f"{channel.mention} is no announcement channel, so nothing can be published from it. "
            "Choose another channel, or leave `publish` out."
        )
    _require_role(guild, channel, placing.role_id)


def _require_role(guild: discord.Guild, channel: discord.TextChannel, role_id: int | None) -> None:
    if role_id is None:
        return
    role = guild.get_role(role_id)
    if role is None:
        raise InvalidInputError(
            "The role that it is to notify was deleted. Choose another with `/announce edit`."
        )
    if role.is_default():
        raise InvalidInputError("I never notify everyone at once. Please choose a role.")
    if not role.mentionable and not channel.permissions_for(guild.me).mention_everyone:
        raise InvalidInputError(
            f"I can't notify {role.name}. Either let anyone mention it (Server Settings, Roles), "
            f"or give me Mention Everyone in {channel.mention}."
        )
