"""Reactions to messages."""

import re

from bot.playground import payloads, sending
from bot.playground.checks.forms import Form
from bot.playground.errors import DiscordError
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Json, Message
from bot.playground.routes.messages import channel_for
from bot.playground.routing import Call, route

REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"
EMOJI = REACTIONS + "/{emoji_name}"
KINDS = 20
CUSTOM = re.compile(r"\w{2,32}:\d{1,20}")


def _message(call: Call, bits: Bit) -> tuple[Channel, Message]:
    channel = channel_for(call, bits)
    if channel.is_thread and channel.archived:
        raise sending.archived()
    return channel, call.world.message(channel.id, call.params["message_id"])


def _emoji(call: Call) -> str:
    """The emoji of the path, in the one form in which messages keep it."""
    name: str = call.params["emoji_name"]
    is_custom = CUSTOM.fullmatch(name) is not None
    # The playground's servers have no emoji of their own, so none can be known by id.
    if is_custom or not name or name.isascii():
        raise DiscordError(400, 10014, "Unknown Emoji")
    return name.removesuffix("\N{VARIATION SELECTOR-16}")


def _tell(call: Call, name: str, channel: Channel, message: Message, more: Json) -> None:
    data: Json = {"channel_id": str(channel.id), "message_id": str(message.id)} | more
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    call.world.emit(call.world.event_in(channel, name, data))


def _about(emoji: str, user_id: int) -> Json:
    return {
        "user_id": str(user_id),
        "emoji": payloads.reaction_emoji(emoji),
        "burst": False,
        "type": 0,
    }


@route("PUT", EMOJI + "/@me")
async def react(call: Call) -> None:
    """React; the first with an emoji needs Add Reactions, joining in does not."""
    channel, message = _message(call, Bit.READ_MESSAGE_HISTORY)
    emoji = _emoji(call)
    who = message.reactions.get(emoji)
    if who is None:
        call.world.require(channel, call.bot_id, Bit.ADD_REACTIONS)
        if len(message.reactions) >= KINDS:
            raise DiscordError(400, 30010, f"Maximum number of reactions reached ({KINDS})")
        who = message.reactions[emoji] = []
    if call.bot_id in who:
        return
    who.append(call.bot_id)
    more = _about(emoji, call.bot_id)
    more["message_author_id"] = str(message.author_id)
    if channel.guild_id is not None:
        guild = call.world.guild(channel.guild_id)
        more["member"] = payloads.member(call.world, guild, guild.members[call.bot_id])
    _tell(call, "MESSAGE_REACTION_ADD", channel, message, more)


def _take_back(call: Call, user_id: int, bits: Bit) -> None:
    channel, message = _message(call, bits)
    emoji = _emoji(call)
    who = message.reactions.get(emoji, [])
    if user_id not in who:
        return
    who.remove(user_id)
    if not who:
        del message.reactions[emoji]
    _tell(call, "MESSAGE_REACTION_REMOVE", channel, message, _about(emoji, user_id))


@route("DELETE", EMOJI + "/@me")
async def take_back(call: Call) -> None:
    """Take an own reaction back."""
    _take_back(call, call.bot_id, Bit(0))


@route("DELETE", EMOJI + "/{user_id}")
async def take_from(call: Call) -> None:
    """Remove somebody's reaction."""
    own = call.params["user_id"] == call.bot_id
    _take_back(call, call.params["user_id"], Bit(0) if own else Bit.MANAGE_MESSAGES)


@route("DELETE", EMOJI)
async def clear_one(call: Call) -> None:
    """Remove all reactions with one emoji."""
    channel, message = _message(call, Bit.MANAGE_MESSAGES)
    emoji = _emoji(call)
    if message.reactions.pop(emoji, None) is not None:
        more: Json = {"emoji": payloads.reaction_emoji(emoji)}
        _tell(call, "MESSAGE_REACTION_REMOVE_EMOJI", channel, message, more)


@route("DELETE", REACTIONS)
async def clear(call: Call) -> None:
    """Remove all reactions."""
    channel, message = _message(call, Bit.MANAGE_MESSAGES)
    if message.reactions:
        message.reactions.clear()
        _tell(call, "MESSAGE_REACTION_REMOVE_ALL", channel, message, {})


@route("GET", EMOJI)
async def who_reacted(call: Call) -> list[Json]:
    """Who reacted with an emoji, by id."""
    channel = channel_for(call, Bit.READ_MESSAGE_HISTORY)
    message = call.world.message(channel.id, call.params["message_id"])
    query = Form(dict(call.query))
    limit, after = query.integer("limit", 1, 100) or 25, query.snowflake("after") or 0
    query.finish()
    who = [u for u in sorted(message.reactions.get(_emoji(call), [])) if u > after]
    return [payloads.user(call.world, u) for u in who[:limit]]
