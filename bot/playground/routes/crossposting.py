"""Publishing what was posted in an announcement channel to the servers that follow it."""

from bot.playground import posting
from bot.playground.checks.messages import Flag
from bot.playground.errors import DiscordError
from bot.playground.permissions import NOTHING, Bit
from bot.playground.records import ChannelType, Json
from bot.playground.routes.messages import channel_for, shown
from bot.playground.routing import Call, route

# Plain messages and replies; what Discord itself says (joins, pins, threads) is not published.
PUBLISHABLE = frozenset({0, 19})


@route("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")
async def crosspost(call: Call) -> Json:
    """Publish a message: Send Messages for one's own, Manage Messages too for others'."""
    channel = channel_for(call)
    if channel.type is not ChannelType.ANNOUNCEMENT:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    message = call.world.message(channel.id, call.params["message_id"])
    foreign = message.author_id != call.bot_id
    call.world.require(
        channel, call.bot_id, Bit.SEND_MESSAGES | (Bit.MANAGE_MESSAGES if foreign else NOTHING)
    )
    if message.type not in PUBLISHABLE:
        raise DiscordError(400, 50068, "Invalid message type")
    if message.flags & Flag.CROSSPOSTED:
        raise DiscordError(400, 40033, "This message has already been crossposted")
    message.flags |= Flag.CROSSPOSTED
    posting.tell(call.playground, channel, "MESSAGE_UPDATE", message)
    return shown(call, channel, message)
