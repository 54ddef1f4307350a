"""Reading, sending, changing and deleting messages."""

from datetime import timedelta

from bot.playground import moderating, payloads, posting, sending
from bot.playground.checks.forms import Form, body_form
from bot.playground.checks.messages import Flag
from bot.playground.errors import DiscordError, invalid_form, missing_access
from bot.playground.payloads.texts import created_at
from bot.playground.permissions import NOTHING, Bit
from bot.playground.records import Channel, ChannelType, Json, Message
from bot.playground.routing import Call, route

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
BULK = (2, 100)
TOO_FEW_OR_MANY = (
    "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 "
    "messages to delete."
)
# Beyond what is refused with a code of its own.
LARGEST_LIST = 1000
OLD = timedelta(hours=1)


def shown(call: Call, channel: Channel, message: Message, *, with_nonce: bool = False) -> Json:
    """A message as the bot that calls may read it."""
    payload = payloads.message(
        call.world, message, cdn_url=call.playground.cdn_url, viewer_id=call.bot_id
    )
    if not with_nonce:
        payload.pop("nonce", None)
    if channel.guild_id is None or call.application is None:
        return payload
    readable = payloads.redacted(
        payload | {"guild_id": str(channel.guild_id)},
        viewer_id=call.bot_id,
        viewer_sees_content=call.application.message_content,
    )
    return {k: v for k, v in readable.items() if k != "guild_id"}


def channel_for(call: Call, bits: Bit = NOTHING) -> Channel:
    """The channel of the path, where the bot may see it and holds `bits`."""
    channel = call.world.channel(call.params["channel_id"])
    if channel.guild_id is None and call.bot_id not in channel.recipients:
        raise missing_access()
    call.world.require(channel, call.bot_id, bits)
    return channel


def may_read(call: Call, channel: Channel) -> bool:
    """Whether the bot may read what was said before."""
    return Bit.READ_MESSAGE_HISTORY in call.world.permissions_in(channel, call.bot_id)


@route("GET", MESSAGES)
async def history(call: Call) -> list[Json]:
    """Messages, newest first; none without Read Message History."""
    channel = channel_for(call)
    query = Form(dict(call.query))
    limit = query.integer("limit", 1, 100) or 50
    bounds = {key: query.snowflake(key) for key in ("around", "before", "after")}
    given = {k: v for k, v in bounds.items() if v is not None}
    if len(given) > 1:
        raise invalid_form(
            {"_form": "MESSAGES_PARAMS: around, before and after exclude each other"}
        )
    query.finish()
    if channel.type in sending.NO_MESSAGES:
        raise DiscordError(400, 50008, "Cannot send messages in a non-text channel")
    if not may_read(call, channel):
        return []
    public = [m for m in channel.messages.values() if m.ephemeral_for is None]
    public.sort(key=lambda m: m.id)
    return [shown(call, channel, m) for m in reversed(_page(public, given, limit))]


def _page(messages: list[Message], given: dict[str, int], limit: int) -> list[Message]:
    if "after" in given:
        return [m for m in messages if m.id > given["after"]][:limit]
    if "around" in given:
        older = [m for m in messages if m.id < given["around"]]
        newer = [m for m in messages if m.id >= given["around"]]
        half = limit // 2
        return older[len(older) - half :] + newer[: limit - half] if half else newer[:limit]
    if "before" in given:
        messages = [m for m in messages if m.id < given["before"]]
    return messages[-limit:]


@route("GET", MESSAGE)
async def one(call: Call) -> Json:
    """One message; needs Read Message History."""
    channel = channel_for(call)
    if not may_read(call, channel):
        raise missing_access()
    return shown(call, channel, call.world.message(channel.id, call.params["message_id"]))


@route("POST", MESSAGES)
async def send(call: Call) -> Json:
    """Send a message."""
    channel = call.world.channel(call.params["channel_id"])
    message = posting.post(call.playground, channel, call.bot_id, call.body, files=call.files)
    return shown(call, channel, message, with_nonce=True)


@route("PATCH", MESSAGE)
async def change(call: Call) -> Json:
    """Change an own message; of others' only whether embeds show, with Manage Messages."""
    channel = channel_for(call)
    message = call.world.message(channel.id, call.params["message_id"])
    if message.author_id != call.bot_id:
        _require_flags_only(call, channel)
    if channel.is_thread and channel.archived:
        raise sending.archived()
    if call.world.clock.now() - created_at(message.id) > OLD:
        _count_old_edit(call, channel)
    posting.edit(call.playground, message, call.body, files=call.files)
    return shown(call, channel, message)


def _require_flags_only(call: Call, channel: Channel) -> None:
    body = body_form(call.body)
    if body.data.keys() - {"flags"}:
        raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
    call.world.require(channel, call.bot_id, Bit.MANAGE_MESSAGES)
    if Flag(body.bits("flags") or 0) & ~Flag.SUPPRESS_EMBEDS:
        raise DiscordError(403, 50005, "Cannot edit a message authored by another user")


def _count_old_edit(call: Call, channel: Channel) -> None:
    if wait := call.playground.old_edits.count_one(channel.id):
        raise DiscordError(
            429,
            30046,
            "Maximum number of edits to messages older than 1 hour reached. Try again later",
            retry_after=wait,
        )


@route("DELETE", MESSAGE)
async def remove(call: Call) -> None:
    """Delete a message; others' with Manage Messages."""
    channel = channel_for(call)
    message = call.world.message(channel.id, call.params["message_id"])
    if channel.is_thread and channel.archived:
        raise sending.archived()
    if message.author_id != call.bot_id:
        if channel.guild_id is None:
            raise DiscordError(403, 50003, "Cannot execute action on a DM channel")
        call.world.require(channel, call.bot_id, Bit.MANAGE_MESSAGES)
    posting.delete(call.playground, message)


@route("POST", MESSAGES + "/bulk-delete")
async def remove_many(call: Call) -> None:
    """Delete 2 to 100 messages of the last 14 days at once, with Manage Messages."""
    channel = channel_for(call)
    if channel.guild_id is None:
        raise DiscordError(403, 50003, "Cannot execute action on a DM channel")
    call.world.require(channel, call.bot_id, Bit.MANAGE_MESSAGES)
    form = body_form(call.body)
    form.value("messages", required=True)
    asked = list(dict.fromkeys(form.snowflakes("messages", LARGEST_LIST) or []))
    form.finish()
    if not BULK[0] <= len(asked) <= BULK[1]:
        raise DiscordError(400, 50016, TOO_FEW_OR_MANY)
    if channel.is_thread and channel.archived:
        raise sending.archived()
    moderating.bulk_delete(call.world, channel, call.bot_id, asked, reason=call.reason)


# --- typing -----------------------------------------------------------------------------------


@route("POST", "/channels/{channel_id}/typing")
async def typing(call: Call) -> None:
    """Show that the bot writes."""
    channel = call.world.channel(call.params["channel_id"])
    if channel.type is not ChannelType.DM:
        held = call.world.permissions_in(channel, call.bot_id)
        sending.require_sending(call.playground, channel, call.bot_id, held)
    data: Json = {
        "channel_id": str(channel.id),
        "user_id": str(call.bot_id),
        "timestamp": int(call.world.clock.now().timestamp()),
    }
    if channel.guild_id is not None:
        guild = call.world.guild(channel.guild_id)
        data |= {
            "guild_id": str(guild.id),
            "member": payloads.member(call.world, guild, guild.members[call.bot_id]),
        }
    call.world.emit(call.world.event_in(channel, "TYPING_START", data))
