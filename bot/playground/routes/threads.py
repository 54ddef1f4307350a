"""Threads and forum posts: opening and showing them."""

from bot.playground import payloads, threads
from bot.playground.records import Channel, ChannelType, Json
from bot.playground.routes.messages import channel_for, shown
from bot.playground.routing import Answer, Call, route

THREADS = "/channels/{channel_id}/threads"


def thread_shown(call: Call, thread: Channel) -> Json:
    """A thread, with the bot's own membership where it follows."""
    payload = payloads.channel(call.world, thread)
    if call.bot_id in thread.thread_members:
        payload["member"] = payloads.thread_member(call.world, thread, call.bot_id)
    return payload


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
async def from_message(call: Call) -> Answer:
    """Open a thread at a message, whose id it shares."""
    parent = channel_for(call)
    message = call.world.message(parent.id, call.params["message_id"])
    thread = threads.at_message(
        call.playground, parent, message, call.bot_id, call.body, reason=call.reason
    )
    return Answer(201, thread_shown(call, thread))


@route("POST", THREADS)
async def without_message(call: Call) -> Answer:
    """Open a thread of its own, or a forum post with its first message."""
    parent, by = channel_for(call), call.bot_id
    if parent.type is ChannelType.FORUM:
        thread, message = threads.in_forum(
            call.playground, parent, by, call.body, call.files, reason=call.reason
        )
        first = shown(call, thread, message)
        return Answer(201, thread_shown(call, thread) | {"message": first})
    thread = threads.without_message(call.playground, parent, by, call.body, reason=call.reason)
    return Answer(201, thread_shown(call, thread))
