"""What roles and members may do otherwise in a channel: bots and people meet here."""

from bot.playground import auditing
from bot.playground.audit_log import Action
from bot.playground.errors import DiscordError, missing_permissions, unknown
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Json, Overwrite
from bot.playground.world import World


def require_may_set(held: Bit, before: dict[int, Overwrite], after: list[Overwrite]) -> None:
    """Raise 50013 where overwrites grant or deny what somebody does not hold themselves.

    Source:
        Discord's documentation, "Create Guild Channel": only own permissions, and Manage Roles
        only for administrators.
    """
    for overwrite in after:
        old = before.get(overwrite.id) or Overwrite(overwrite.id, overwrite.is_member)
        changed = Bit((old.allow ^ overwrite.allow) | (old.deny ^ overwrite.deny))
        if changed & ~held:
            raise missing_permissions()
        if Bit.MANAGE_ROLES in changed and Bit.ADMINISTRATOR not in held:
            raise missing_permissions()


def put(world: World, channel: Channel, by: int, made: Overwrite, *, reason: str | None) -> None:
    """Say what a role or member may do otherwise, and tell it.

    Raises:
        DiscordError: 50013 where it is not allowed, 10009 for a role that is not there.
    """
    _require(world, channel, by)
    if not made.is_member and made.id not in world.guild(channel.guild_id or 0).roles:
        raise unknown("Overwrite")
    _require_may_change(world, channel, by, [made])
    before = dict(channel.overwrites)
    channel.overwrites[made.id] = made
    world.channel_changed(channel)
    note(world, channel, by, before, reason=reason)


def remove(world: World, channel: Channel, by: int, target: int, *, reason: str | None) -> None:
    """Let a role or member do again what they otherwise may, and tell it."""
    _require(world, channel, by)
    if target not in channel.overwrites:
        raise unknown("Overwrite")
    before = dict(channel.overwrites)
    del channel.overwrites[target]
    world.channel_changed(channel)
    note(world, channel, by, before, reason=reason)


def replace(world: World, channel: Channel, by: int, wanted: list[Overwrite]) -> None:
    """Put all overwrites of a channel in the place of those that were there; without news."""
    world.require(channel, by, Bit.MANAGE_ROLES)
    kept = {w.id for w in wanted}
    gone = [Overwrite(o.id, o.is_member) for o in channel.overwrites.values() if o.id not in kept]
    _require_may_change(world, channel, by, wanted + gone)
    channel.overwrites = {o.id: o for o in wanted}


def _require_may_change(world: World, channel: Channel, by: int, after: list[Overwrite]) -> None:
    """Raise 50013 where somebody sets what they hold neither in the server nor in the category.

    Who was given Manage Roles for this very channel may set everything in it.

    Source:
        Discord's documentation, "Edit Channel Permissions".
    """
    own = channel.overwrites.get(by)
    if own is not None and Bit(own.allow) & Bit.MANAGE_ROLES:
        return
    held = world.permissions_in_guild(channel.guild_id or 0, by)
    if (parent := world.channels.get(channel.parent_id or 0)) is not None:
        held |= world.permissions_in(parent, by)
    require_may_set(held, channel.overwrites, after)


def note(
    world: World, channel: Channel, by: int, before: dict[int, Overwrite], *, reason: str | None
) -> None:
    """Put into the audit log how a channel's overwrites differ from those before."""
    guild, after = world.guild(channel.guild_id or 0), channel.overwrites
    for target in before | after:
        old, new = before.get(target), after.get(target)
        changes = auditing.changed(_logged(old), _logged(new))
        there = new or old
        if not changes or there is None:
            continue
        action = Action.OVERWRITE_UPDATE
        if old is None or new is None:
            action = Action.OVERWRITE_CREATE if old is None else Action.OVERWRITE_DELETE
        options = {"id": str(target), "type": str(int(there.is_member))}
        if not there.is_member and target in guild.roles:
            options["role_name"] = guild.roles[target].name
        auditing.note(
            world, guild, by, action, channel.id, changes=changes, options=options, reason=reason
        )


def _logged(overwrite: Overwrite | None) -> Json:
    if overwrite is None:
        return {}
    return {
        "id": str(overwrite.id),
        "type": int(overwrite.is_member),
        "allow": str(overwrite.allow),
        "deny": str(overwrite.deny),
    }


def _require(world: World, channel: Channel, by: int) -> None:
    world.require(channel, by, Bit.MANAGE_ROLES)
    if channel.guild_id is None or channel.is_thread:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
