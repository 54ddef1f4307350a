"""Channels: reading, making, changing, ordering, deleting, and who may do what in them."""

from bot.playground import arranging, overwriting, payloads, threads
from bot.playground.arranging import parent_in
from bot.playground.audit_log import Action
from bot.playground.checks import channels as checks
from bot.playground.checks.forms import body_form, body_forms
from bot.playground.errors import DiscordError, unknown
from bot.playground.payloads.places import recipients_without
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType, Json
from bot.playground.routes.guilds import guild_for
from bot.playground.routes.messages import channel_for
from bot.playground.routes.threads import thread_shown
from bot.playground.routing import Answer, Call, route

CHANNEL = "/channels/{channel_id}"
IN_GUILD = "/guilds/{guild_id}/channels"
MOST = 500
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
    parent = parent_in(form, guild, None)
    overwrites, tags = checks.overwrites(form), checks.available_tags(form, call.world)
    position, nsfw = form.integer("position", 0), form.boolean("nsfw") or False
    form.finish()
    if len([c for c in guild.channels.values() if not c.is_thread]) >= MOST:
        raise DiscordError(400, 30013, f"Maximum number of guild channels reached ({MOST})")
    held = call.world.permissions_in_guild(guild.id, call.bot_id)
    overwriting.require_may_set(held, {}, overwrites or [])
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
    _note(call, channel, Action.CHANNEL_CREATE, {}, arranging.logged(channel))
    return Answer(201, payloads.channel(call.world, channel))


@route("PATCH", CHANNEL)
async def change(call: Call) -> Json:
    """Change a channel; threads have rules of their own."""
    channel = channel_for(call)
    if channel.is_thread:
        threads.change(call.world, channel, call.bot_id, call.body, reason=call.reason)
        return thread_shown(call, channel)
    arranging.change(call.world, channel, call.bot_id, call.body, reason=call.reason)
    return payloads.channel(call.world, channel)


@route("PATCH", IN_GUILD)
async def reorder(call: Call) -> None:
    """Move channels."""
    guild = guild_for(call, Bit.MANAGE_CHANNELS)
    for form in body_forms(call.body):
        channel_id, position = form.snowflake("id", required=True), form.integer("position", 0)
        parent = parent_in(form, guild, guild.channels.get(channel_id or 0))
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
    if channel.is_thread:
        _note(call, channel, Action.THREAD_DELETE, threads.logged(channel), {})
    else:
        _note(call, channel, Action.CHANNEL_DELETE, arranging.logged(channel), {})
    return payload


def _note(call: Call, channel: Channel, action: Action, before: Json, after: Json) -> None:
    by, reason = call.bot_id, call.reason
    arranging.note(call.world, channel, by, action, before, after, reason=reason)
