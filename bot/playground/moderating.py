"""Bans, kicks and bulk deletion: bots and people meet here."""

from collections.abc import Sequence
from datetime import timedelta

from bot.playground import auditing, payloads
from bot.playground.audit_log import Action
from bot.playground.errors import DiscordError, missing_permissions, unknown
from bot.playground.payloads.texts import created_at
from bot.playground.permissions import Bit
from bot.playground.ranking import require, require_above_member
from bot.playground.records import Channel, Guild
from bot.playground.state import Event
from bot.playground.world import World

# Older messages can't be deleted in bulk.
BULK_AGE = timedelta(days=14)


def ban(
    world: World,
    guild: Guild,
    by: int,
    user_id: int,
    *,
    delete_seconds: int = 0,
    reason: str | None = None,
) -> None:
    """Ban a member who is below, or anybody who is no member; once more does nothing.

    Raises:
        DiscordError: 50013 where it is not allowed, 10013 where there is no such user.
    """
    require(world, guild, by, Bit.BAN_MEMBERS)
    world.user(user_id)
    _require_below(guild, by, user_id)
    if user_id in guild.bans:
        return
    guild.bans[user_id] = reason
    _ban_news(world, guild, "GUILD_BAN_ADD", user_id)
    world.leave(guild, user_id)
    _delete_latest(world, guild, user_id, timedelta(seconds=delete_seconds))
    auditing.note(world, guild, by, Action.MEMBER_BAN_ADD, user_id, reason=reason)


def unban(world: World, guild: Guild, by: int, user_id: int, *, reason: str | None = None) -> None:
    """Lift a ban, or Discord's error 10026 where there is none."""
    require(world, guild, by, Bit.BAN_MEMBERS)
    if user_id not in guild.bans:
        raise unknown("Ban")
    del guild.bans[user_id]
    _ban_news(world, guild, "GUILD_BAN_REMOVE", user_id)
    auditing.note(world, guild, by, Action.MEMBER_BAN_REMOVE, user_id, reason=reason)


def bulk_ban(
    world: World,
    guild: Guild,
    by: int,
    user_ids: Sequence[int],
    *,
    delete_seconds: int = 0,
    reason: str | None = None,
) -> tuple[list[int], list[int]]:
    """Ban many; returns who was banned and who could not be, or was already.

    Raises:
        DiscordError: 50013 where it is not allowed, 500000 where nobody was banned.
    """
    require(world, guild, by, Bit.BAN_MEMBERS | Bit.MANAGE_GUILD)
    banned: list[int] = []
    for user_id in user_ids:
        if user_id in guild.bans:
            continue
        try:
            ban(world, guild, by, user_id, delete_seconds=delete_seconds, reason=reason)
        except DiscordError:
            continue
        banned.append(user_id)
    if not banned:
        raise DiscordError(400, 500000, "Failed to ban users")
    return banned, [u for u in user_ids if u not in banned]


def kick(world: World, guild: Guild, by: int, user_id: int, *, reason: str | None = None) -> None:
    """Remove a member who is below."""
    require(world, guild, by, Bit.KICK_MEMBERS)
    world.member(guild.id, user_id)
    _require_below(guild, by, user_id)
    world.leave(guild, user_id)
    auditing.note(world, guild, by, Action.MEMBER_KICK, user_id, reason=reason)


def bulk_delete(
    world: World, channel: Channel, by: int, message_ids: Sequence[int], *, reason: str | None
) -> None:
    """Delete several messages at once; ids that are not there are passed over.

    Raises:
        DiscordError: 50034 where one is older than 14 days; then none is deleted.
    """
    since = world.clock.now() - BULK_AGE
    if any(created_at(i) < since for i in message_ids):
        raise DiscordError(
            400, 50034, "You can only bulk delete messages that are under 14 days old."
        )
    found = [channel.messages[i] for i in message_ids if i in channel.messages]
    public = [m for m in found if m.ephemeral_for is None]
    if not public:
        return
    world.messages_gone(channel, public)
    guild = world.guild(channel.guild_id or 0)
    options = {"count": str(len(public))}
    auditing.note(
        world, guild, by, Action.MESSAGE_BULK_DELETE, channel.id, options=options, reason=reason
    )


# --- how it is put together -------------------------------------------------------------------


def _require_below(guild: Guild, by: int, user_id: int) -> None:
    if user_id == guild.owner_id:
        raise missing_permissions()
    if user_id in guild.members:
        require_above_member(guild, by, user_id)


def _ban_news(world: World, guild: Guild, name: str, user_id: int) -> None:
    data = {"guild_id": str(guild.id), "user": payloads.user(world, user_id)}
    world.emit(Event(name, data, guild_id=guild.id))


def _delete_latest(world: World, guild: Guild, author_id: int, within: timedelta) -> None:
    """Delete what somebody wrote lately, all over the server."""
    since = world.clock.now() - within
    for channel in list(guild.channels.values()):
        own = [m for m in channel.messages.values() if m.author_id == author_id]
        if latest := [m for m in own if created_at(m.id) > since]:
            world.messages_gone(channel, latest)
