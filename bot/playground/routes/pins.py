"""Pinned messages: listing, pinning and unpinning."""

from typing import Any

from bot.playground import auditing, posting
from bot.playground.audit_log import Action
from bot.playground.checks.forms import Form
from bot.playground.errors import DiscordError, unknown
from bot.playground.payloads.texts import created_at, timestamp
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Json, Message
from bot.playground.routes.messages import channel_for, may_read, shown
from bot.playground.routing import Call, route

PINS = 250


def _pinned(channel: Channel) -> list[Message]:
    """Pinned messages, the last pinned first."""
    pinned = [m for m in channel.messages.values() if m.pinned]
    return sorted(pinned, key=lambda m: m.pinned_at or created_at(m.id), reverse=True)


@route("GET", "/channels/{channel_id}/messages/pins")
async def pins(call: Call) -> Json:
    """Pinned messages, page by page; none without Read Message History."""
    channel = channel_for(call)
    query = Form(dict(call.query))
    limit, before = query.integer("limit", 1, 50) or 50, query.time("before")
    query.finish()
    found = [
        m
        for m in _pinned(channel)
        if may_read(call, channel) and (before is None or (m.pinned_at or before) < before)
    ]
    items = [
        {"pinned_at": timestamp(m.pinned_at), "message": shown(call, channel, m)}
        for m in found[:limit]
    ]
    return {"items": items, "has_more": len(found) > limit}


@route("GET", "/channels/{channel_id}/pins")
async def pins_of_old(call: Call) -> list[Json]:
    """The last 50 pinned messages, as clients asked before pages came."""
    channel = channel_for(call)
    found = _pinned(channel)[:50] if may_read(call, channel) else []
    return [shown(call, channel, m) for m in found]


async def _pin(call: Call) -> None:
    channel = channel_for(call, Bit.PIN_MESSAGES)
    message = call.world.message(channel.id, call.params["message_id"])
    if message.pinned:
        return
    if len(_pinned(channel)) >= PINS:
        raise DiscordError(400, 30003, f"Maximum number of pins reached for the channel ({PINS})")
    _set_pin(call, channel, message, pinned=True)


async def _unpin(call: Call) -> None:
    channel = channel_for(call, Bit.PIN_MESSAGES)
    message = call.world.message(channel.id, call.params["message_id"])
    if not message.pinned:
        raise unknown("Message")
    _set_pin(call, channel, message, pinned=False)


for _path in (
    "/channels/{channel_id}/messages/pins/{message_id}",
    "/channels/{channel_id}/pins/{message_id}",
):
    route("PUT", _path)(_pin)
    route("DELETE", _path)(_unpin)


def _set_pin(call: Call, channel: Channel, message: Message, *, pinned: bool) -> None:
    now = call.world.clock.now()
    message.pinned, message.pinned_at = pinned, now if pinned else None
    if pinned:
        channel.last_pin_at = now
    posting.tell(call.playground, channel, "MESSAGE_UPDATE", message)
    data: dict[str, Any] = {
        "channel_id": str(channel.id),
        "last_pin_timestamp": timestamp(channel.last_pin_at),
    }
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    call.world.emit(call.world.event_in(channel, "CHANNEL_PINS_UPDATE", data))
    _note(call, channel, message, Action.MESSAGE_PIN if pinned else Action.MESSAGE_UNPIN)


def _note(call: Call, channel: Channel, message: Message, action: Action) -> None:
    if channel.guild_id is None:
        return
    auditing.note(
        call.world,
        call.world.guild(channel.guild_id),
        call.bot_id,
        action,
        message.author_id,
        options={"channel_id": str(channel.id), "message_id": str(message.id)},
        reason=call.reason,
    )
