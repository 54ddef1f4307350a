"""Changing channels: their names, topics, slowmode and places. Bots and people meet here."""

from typing import Any

from bot.playground import auditing, overwriting
from bot.playground.audit_log import Action
from bot.playground.checks import channels as checks
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType, Guild, Json
from bot.playground.world import World

IN_CATEGORY = 50
# Text and announcement channels can become each other; nothing else changes its type.
CONVERTIBLE = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})


def change(
    world: World,
    channel: Channel,
    by: int,
    body: Any,  # noqa: ANN401 - any JSON
    *,
    reason: str | None,
) -> None:
    """Change a channel that is no thread, and tell it.

    Raises:
        DiscordError: It is refused; nothing changes.
    """
    if channel.guild_id is None:
        raise DiscordError(403, 50003, "Cannot execute action on a DM channel")
    world.require(channel, by, Bit.MANAGE_CHANNELS)
    form = body_form(body)
    kind = _new_type(form, channel)
    settings = _settings(form, world, channel, kind)
    overwrites = checks.overwrites(form)
    form.finish()
    before, overwrites_before = logged(channel), dict(channel.overwrites)
    if overwrites is not None:
        overwriting.replace(world, channel, by, overwrites)
    channel.type = kind
    for attribute, value in settings.items():
        setattr(channel, attribute, value)
    world.channel_changed(channel)
    note(world, channel, by, Action.CHANNEL_UPDATE, before, logged(channel), reason=reason)
    overwriting.note(world, channel, by, overwrites_before, reason=reason)


def parent_in(form: Form, guild: Guild, channel: Channel | None) -> Channel | None:
    """The category that the body puts a channel into."""
    found = form.snowflake("parent_id")
    if found is None or (channel is not None and channel.parent_id == found):
        return guild.channels.get(found or 0)
    parent = guild.channels.get(found)
    if parent is None or parent.type is not ChannelType.CATEGORY:
        form.wrong("parent_id", "CHANNEL_PARENT_INVALID: Not a category")
        return None
    inside = [c for c in guild.channels.values() if c.parent_id == found]
    if len(inside) >= IN_CATEGORY:
        form.wrong(
            "parent_id",
            "CHANNEL_PARENT_MAX_CHANNELS: "
            f"Maximum number of channels in category reached ({IN_CATEGORY})",
        )
    return parent


def note(
    world: World,
    channel: Channel,
    by: int,
    action: Action,
    before: Json,
    after: Json,
    *,
    reason: str | None,
) -> None:
    """Put into the audit log how a channel or thread differs; nothing where it does not."""
    changes = auditing.changed(before, after)
    if changes:
        guild = world.guild(channel.guild_id or 0)
        auditing.note(world, guild, by, action, channel.id, changes=changes, reason=reason)


def logged(channel: Channel) -> Json:
    """What the audit log keeps of a channel."""
    return {
        "name": channel.name,
        "type": int(channel.type),
        "topic": channel.topic,
        "nsfw": channel.nsfw,
        "rate_limit_per_user": channel.slowmode_seconds,
        "position": channel.position,
    }


# --- how it is put together -------------------------------------------------------------------


def _new_type(form: Form, channel: Channel) -> ChannelType:
    allowed = CONVERTIBLE if channel.type in CONVERTIBLE else {channel.type}
    number = form.choice("type", allowed)
    return channel.type if number is None else ChannelType(number)


def _settings(form: Form, world: World, channel: Channel, kind: ChannelType) -> Json:
    """The fields of the record that the body names, as they are to be."""
    parent = parent_in(form, world.guild(channel.guild_id or 0), channel)
    named: Json = {
        "topic": ("topic", checks.topic(form, kind)),
        "rate_limit_per_user": ("slowmode_seconds", checks.slowmode(form) or 0),
        "nsfw": ("nsfw", bool(form.boolean("nsfw"))),
        "parent_id": ("parent_id", None if parent is None else parent.id),
        "position": ("position", form.integer("position", 0) or 0),
        "available_tags": ("available_tags", checks.available_tags(form, world) or []),
    }
    settings = {attribute: value for key, (attribute, value) in named.items() if form.has(key)}
    if (name := checks.name(form, kind)) is not None:
        settings["name"] = name
    archive = form.choice("default_auto_archive_duration", checks.AUTO_ARCHIVE)
    if archive is not None:
        settings["auto_archive_minutes"] = archive
    return settings
