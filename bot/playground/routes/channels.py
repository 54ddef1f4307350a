"""Channels: reading, making, changing, ordering, deleting, and who may do what in them."""

from bot.playground import payloads
from bot.playground.checks import channels as checks
from bot.playground.checks.forms import Form, body_form, body_forms
from bot.playground.errors import (
    DiscordError,
    missing_permissions,
    unknown,
)
from bot.playground.payloads.places import recipients_without
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType, Guild, Json, Overwrite
from bot.playground.routes import threads
from bot.playground.routes.guilds import guild_for
from bot.playground.routes.messages import channel_for
from bot.playground.routing import Answer, Call, route

CHANNEL = "/channels/{channel_id}"
IN_GUILD = "/guilds/{guild_id}/channels"
OVERWRITE = CHANNEL + "/permissions/{overwrite_id}"
MOST = 500
IN_CATEGORY = 50
CREATABLE = frozenset(
    {
        ChannelType.TEXT,
        ChannelType.VOICE,
        ChannelType.CATEGORY,
        ChannelType.ANNOUNCEMENT,
        ChannelType.STAGE,
        ChannelType.FORUM,
    }
)
# Text and announcement channels can become each other; nothing else changes its type.
CONVERTIBLE = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})


@route("GET", CHANNEL)
async def one(call: Call) -> Json:
    """A channel, thread or direct message."""
    channel = channel_for(call)
    payload = payloads.channel(call.world, channel)
    if channel.type is ChannelType.DM:
        return recipients_without(payload, call.bot_id)
    if call.bot_id in channel.thread_members:
        payload["member"] = payloads.thread_member(call.world, channel, call.bot_id)
    return payload


@route("GET", IN_GUILD)
async def all_channels(call: Call) -> list[Json]:
    """All channels of a server, hidden ones too, without threads."""
    guild = guild_for(call)
    found = [c for c in guild.channels.values() if not c.is_thread]
    return [payloads.channel(call.world, c) for c in sorted(found, key=lambda c: c.position)]


@route("POST", IN_GUILD)
async def create(call: Call) -> Answer:
    """Make a channel."""
    guild = guild_for(call, Bit.MANAGE_CHANNELS)
    form = body_form(call.body)
    number = form.choice("type", CREATABLE)
    kind = ChannelType(number or 0)
    name = checks.name(form, kind, required=True) or ""
    topic, slowmode = checks.topic(form, kind), checks.slowmode(form) or 0
    parent = _parent(form, guild, None)
    overwrites, tags = checks.overwrites(form), checks.available_tags(form, call.world)
    position, nsfw = form.integer("position", 0), form.boolean("nsfw") or False
    form.finish()
    if len([c for c in guild.channels.values() if not c.is_thread]) >= MOST:
        raise DiscordError(400, 30013, f"Maximum number of guild channels reached ({MOST})")
    held = call.world.permissions_in_guild(guild.id, call.bot_id)
    _require_may_set(held, {}, overwrites or [])
    settings: Json = {} if position is None else {"position": position}
    if kind is ChannelType.FORUM:
        settings["available_tags"] = tags or []
    channel = call.world.add_channel(
        guild,
        name,
        type=kind,
        parent=parent,
        topic=topic,
        overwrites=overwrites or (),
        nsfw=nsfw,
        slowmode_seconds=slowmode,
        **settings,
    )
    return Answer(201, payloads.channel(call.world, channel))


def _parent(form: Form, guild: Guild, channel: Channel | None) -> Channel | None:
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


def _require_may_set(held: Bit, before: dict[int, Overwrite], after: list[Overwrite]) -> None:
    """Raise 50013 where overwrites grant or deny what the bot does not hold itself.

    Source:
        Discord's documentation, "Create Guild Channel" and "Edit Channel Permissions": only own
        permissions, and Manage Roles only for administrators.
    """
    for overwrite in after:
        old = before.get(overwrite.id) or Overwrite(overwrite.id, overwrite.is_member)
        changed = Bit((old.allow ^ overwrite.allow) | (old.deny ^ overwrite.deny))
        if changed & ~held:
            raise missing_permissions()
        if Bit.MANAGE_ROLES in changed and Bit.ADMINISTRATOR not in held:
            raise missing_permissions()


@route("PATCH", CHANNEL)
async def change(call: Call) -> Json:
    """Change a channel; threads have rules of their own."""
    channel = channel_for(call)
    if channel.is_thread:
        return threads.change(call, channel)
    if channel.guild_id is None:
        raise DiscordError(403, 50003, "Cannot execute action on a DM channel")
    guild = call.world.guild(channel.guild_id)
    call.world.require(channel, call.bot_id, Bit.MANAGE_CHANNELS)
    form = body_form(call.body)
    kind = _new_type(form, channel)
    name, topic = checks.name(form, kind), checks.topic(form, kind)
    slowmode, position = checks.slowmode(form), form.integer("position", 0)
    nsfw, parent = form.boolean("nsfw"), _parent(form, guild, channel)
    overwrites, tags = checks.overwrites(form), checks.available_tags(form, call.world)
    archive = form.choice("default_auto_archive_duration", checks.AUTO_ARCHIVE)
    form.finish()
    if overwrites is not None:
        _replace_overwrites(call, channel, overwrites)
    channel.type, channel.name = kind, name or channel.name
    channel.auto_archive_minutes = archive or channel.auto_archive_minutes
    for key, attribute, value in (
        ("topic", "topic", topic),
        ("rate_limit_per_user", "slowmode_seconds", slowmode or 0),
        ("nsfw", "nsfw", bool(nsfw)),
        ("parent_id", "parent_id", None if parent is None else parent.id),
        ("position", "position", position or 0),
        ("available_tags", "available_tags", tags or []),
    ):
        if form.has(key):
            setattr(channel, attribute, value)
    call.world.channel_changed(channel)
    return payloads.channel(call.world, channel)


def _new_type(form: Form, channel: Channel) -> ChannelType:
    allowed = CONVERTIBLE if channel.type in CONVERTIBLE else {channel.type}
    number = form.choice("type", allowed)
    return channel.type if number is None else ChannelType(number)


def _replace_overwrites(call: Call, channel: Channel, wanted: list[Overwrite]) -> None:
    call.world.require(channel, call.bot_id, Bit.MANAGE_ROLES)
    held = call.world.permissions_in(channel, call.bot_id)
    gone = [
        Overwrite(o.id, o.is_member)
        for o in channel.overwrites.values()
        if o.id not in {w.id for w in wanted}
    ]
    _require_may_set(held, channel.overwrites, wanted + gone)
    channel.overwrites = {o.id: o for o in wanted}


@route("PATCH", IN_GUILD)
async def reorder(call: Call) -> None:
    """Move channels."""
    guild = guild_for(call, Bit.MANAGE_CHANNELS)
    for form in body_forms(call.body):
        channel_id, position = form.snowflake("id", required=True), form.integer("position", 0)
        parent = _parent(form, guild, guild.channels.get(channel_id or 0))
        form.finish()
        channel = guild.channels.get(channel_id or 0)
        if channel is None:
            raise unknown("Channel")
        channel.position = channel.position if position is None else position
        if form.has("parent_id"):
            channel.parent_id = None if parent is None else parent.id
        if form.boolean("lock_permissions") and parent is not None:
            channel.overwrites = dict(parent.overwrites)
        call.world.channel_changed(channel)


@route("DELETE", CHANNEL)
async def delete(call: Call) -> Json:
    """Delete a channel or thread; direct messages are only closed."""
    channel = channel_for(call)
    payload = payloads.channel(call.world, channel)
    if channel.type is ChannelType.DM:
        return recipients_without(payload, call.bot_id)
    needed = Bit.MANAGE_THREADS if channel.is_thread else Bit.MANAGE_CHANNELS
    call.world.require(channel, call.bot_id, needed)
    guild = call.world.guild(channel.guild_id or 0)
    if channel.id == guild.rules_channel_id and "COMMUNITY" in guild.features:
        raise DiscordError(400, 50074, "Cannot delete a channel required for community guilds")
    call.world.delete_channel(channel)
    return payload


# --- overwrites -------------------------------------------------------------------------------


def _overwritten(call: Call) -> Channel:
    channel = channel_for(call, Bit.MANAGE_ROLES)
    if channel.guild_id is None or channel.is_thread:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    return channel


@route("PUT", OVERWRITE)
async def set_overwrite(call: Call) -> None:
    """Say what a role or member may do otherwise here."""
    channel = _overwritten(call)
    form = body_form(call.body)
    kind = form.choice("type", (0, 1), required=True)
    allow, deny = form.bits("allow") or 0, form.bits("deny") or 0
    form.finish()
    target: int = call.params["overwrite_id"]
    if not kind and target not in call.world.guild(channel.guild_id or 0).roles:
        raise unknown("Overwrite")
    held = call.world.permissions_in(channel, call.bot_id)
    made = Overwrite(target, bool(kind), allow, deny)
    own = channel.overwrites.get(call.bot_id)
    # Who was given Manage Roles for this very channel may set everything in it.
    if own is None or not Bit(own.allow) & Bit.MANAGE_ROLES:
        _require_may_set(held, channel.overwrites, [made])
    channel.overwrites[target] = made
    call.world.channel_changed(channel)


@route("DELETE", OVERWRITE)
async def delete_overwrite(call: Call) -> None:
    """Let a role or member do again what they otherwise may."""
    channel = _overwritten(call)
    if channel.overwrites.pop(call.params["overwrite_id"], None) is None:
        raise unknown("Overwrite")
    call.world.channel_changed(channel)
