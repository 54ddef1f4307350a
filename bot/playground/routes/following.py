"""Which threads there are, and who follows them."""

from datetime import datetime

from bot.playground import payloads, sending
from bot.playground.checks.forms import Form
from bot.playground.errors import DiscordError, missing_access, missing_permissions, unknown
from bot.playground.payloads.texts import created_at
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType, Json
from bot.playground.routes.guilds import guild_for
from bot.playground.routes.messages import channel_for
from bot.playground.routing import Call, route

THREADS = "/channels/{channel_id}/threads"
MEMBERS = "/channels/{channel_id}/thread-members"

# --- listing ----------------------------------------------------------------------------------


def _list(call: Call, threads: list[Channel], *, has_more: bool = False) -> Json:
    mine = [t for t in threads if call.bot_id in t.thread_members]
    return {
        "threads": [payloads.channel(call.world, t) for t in threads],
        "members": [payloads.thread_member(call.world, t, call.bot_id) for t in mine],
        "has_more": has_more,
    }


@route("GET", "/guilds/{guild_id}/threads/active")
async def active(call: Call) -> Json:
    """The open threads that the bot sees, newest first."""
    guild = guild_for(call)
    found = [
        c
        for c in guild.channels.values()
        if c.is_thread and not c.archived and call.world.sees(c, call.bot_id)
    ]
    return _list(call, sorted(found, key=lambda c: c.id, reverse=True))


def _archived(call: Call, *, private: bool) -> list[Channel]:
    parent = channel_for(call, Bit.READ_MESSAGE_HISTORY)
    guild = call.world.guild(parent.guild_id or 0)
    return [
        c
        for c in guild.channels.values()
        if c.parent_id == parent.id
        and c.is_thread
        and c.archived
        and (c.type is ChannelType.PRIVATE_THREAD) is private
    ]


def _archived_at(thread: Channel) -> datetime:
    return thread.archive_changed_at or created_at(thread.id)


def _by_archiving(call: Call, threads: list[Channel]) -> Json:
    query = Form(dict(call.query))
    limit, before = query.integer("limit", 2, 100) or 50, query.time("before")
    query.finish()
    found = [t for t in threads if before is None or _archived_at(t) < before]
    found.sort(key=_archived_at, reverse=True)
    return _list(call, found[:limit], has_more=len(found) > limit)


@route("GET", THREADS + "/archived/public")
async def archived_public(call: Call) -> Json:
    """Archived public threads, the last archived first."""
    return _by_archiving(call, _archived(call, private=False))


@route("GET", THREADS + "/archived/private")
async def archived_private(call: Call) -> Json:
    """Archived private threads, with Manage Threads."""
    channel_for(call, Bit.MANAGE_THREADS)
    return _by_archiving(call, _archived(call, private=True))


@route("GET", "/channels/{channel_id}/users/@me/threads/archived/private")
async def archived_private_of_mine(call: Call) -> Json:
    """Archived private threads that the bot follows, by id."""
    query = Form(dict(call.query))
    limit, before = query.integer("limit", 2, 100) or 50, query.snowflake("before")
    query.finish()
    found = [t for t in _archived(call, private=True) if call.bot_id in t.thread_members]
    found = [t for t in found if before is None or t.id < before]
    found.sort(key=lambda t: t.id, reverse=True)
    return _list(call, found[:limit], has_more=len(found) > limit)


# --- following --------------------------------------------------------------------------------


def _thread(call: Call, *, opened: bool = False) -> Channel:
    thread = channel_for(call)
    if not thread.is_thread:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    if opened and thread.archived:
        raise sending.archived()
    return thread


@route("PUT", MEMBERS + "/@me")
async def join(call: Call) -> None:
    """Follow a thread."""
    call.world.add_to_thread(_thread(call, opened=True), call.bot_id)


@route("DELETE", MEMBERS + "/@me")
async def leave(call: Call) -> None:
    """Follow a thread no longer."""
    call.world.remove_from_thread(_thread(call, opened=True), call.bot_id)


@route("PUT", MEMBERS + "/{user_id}")
async def add(call: Call) -> None:
    """Let somebody follow a thread; needs to be able to write in it."""
    thread = _thread(call, opened=True)
    held = call.world.permissions_in(thread, call.bot_id)
    call.world.require(thread, call.bot_id, Bit.SEND_MESSAGES_IN_THREADS)
    if not thread.invitable and thread.owner_id != call.bot_id and Bit.MANAGE_THREADS not in held:
        raise missing_permissions()
    call.world.member(thread.guild_id or 0, call.params["user_id"])
    call.world.add_to_thread(thread, call.params["user_id"])


@route("DELETE", MEMBERS + "/{user_id}")
async def remove(call: Call) -> None:
    """Remove somebody: Manage Threads, or the opener of a private thread."""
    thread = _thread(call, opened=True)
    opener = thread.type is ChannelType.PRIVATE_THREAD and thread.owner_id == call.bot_id
    if not opener:
        call.world.require(thread, call.bot_id, Bit.MANAGE_THREADS)
    call.world.remove_from_thread(thread, call.params["user_id"])


def _with_member(call: Call) -> bool:
    return call.query.get("with_member", "").lower() in {"true", "1"}


@route("GET", MEMBERS + "/{user_id}")
async def follower(call: Call) -> Json:
    """Somebody who follows a thread."""
    thread, user_id = _thread(call), call.params["user_id"]
    if user_id not in thread.thread_members:
        raise unknown("Member")
    return payloads.thread_member(call.world, thread, user_id, with_member=_with_member(call))


@route("GET", MEMBERS)
async def followers(call: Call) -> list[Json]:
    """Who follows a thread; needs the members intent."""
    thread = _thread(call)
    if call.application is None or not call.application.members_intent:
        raise missing_access()
    detailed = _with_member(call)
    return [
        payloads.thread_member(call.world, thread, u, with_member=detailed)
        for u in sorted(thread.thread_members)
    ]
