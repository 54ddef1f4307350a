"""Channels, threads and direct messages as JSON."""

from bot.playground.payloads.people import member, user
from bot.playground.payloads.texts import created_at, timestamp
from bot.playground.records import Channel, ChannelType, Json, Overwrite
from bot.playground.state import State

TEXT_LIKE = frozenset(
    {ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.VOICE, ChannelType.STAGE}
)


def _id(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)


def channel(world: State, c: Channel) -> Json:
    """A channel of any type, as routes and CHANNEL_ and THREAD_ events have it."""
    payload: Json = {"id": str(c.id), "type": int(c.type), "flags": 0}
    if c.type is not ChannelType.CATEGORY:
        payload["last_message_id"] = _id(c.last_message_id)
    if c.last_pin_at is not None:
        payload["last_pin_timestamp"] = timestamp(c.last_pin_at)
    if c.type is ChannelType.DM:
        return payload | {"recipients": [user(world, r) for r in c.recipients]}
    payload |= {"guild_id": _id(c.guild_id), "name": c.name or "", "parent_id": _id(c.parent_id)}
    return payload | (_thread(c) if c.is_thread else _guild_channel(c))


def recipients_without(payload: Json, viewer_id: int) -> Json:
    """A direct message as one of the two sees it: the other one is the recipient."""
    others = [r for r in payload["recipients"] if r["id"] != str(viewer_id)]
    return payload | {"recipients": others}


def _guild_channel(c: Channel) -> Json:
    payload: Json = {
        "position": c.position,
        "permission_overwrites": [overwrite(o) for o in c.overwrites.values()],
        "nsfw": c.nsfw,
    }
    if c.type is not ChannelType.CATEGORY:
        payload["rate_limit_per_user"] = c.slowmode_seconds
    if c.type in TEXT_LIKE or c.type is ChannelType.FORUM:
        payload["topic"] = c.topic
    if c.type in {ChannelType.VOICE, ChannelType.STAGE}:
        payload |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if c.type is ChannelType.FORUM:
        payload |= {
            "available_tags": c.available_tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_thread_rate_limit_per_user": 0,
        }
    return payload


def _thread(c: Channel) -> Json:
    metadata: Json = {
        "archived": c.archived,
        "archive_timestamp": timestamp(c.archive_changed_at or created_at(c.id)),
        "auto_archive_duration": c.auto_archive_minutes,
        "locked": c.locked,
        "create_timestamp": timestamp(created_at(c.id)),
    }
    if c.type is ChannelType.PRIVATE_THREAD:
        metadata["invitable"] = c.invitable
    # The first message of a forum post shares its id and is not counted.
    shown = [m for m in c.messages.values() if m.ephemeral_for is None and m.id != c.id]
    return {
        "owner_id": _id(c.owner_id),
        "rate_limit_per_user": c.slowmode_seconds,
        "thread_metadata": metadata,
        "message_count": len(shown),
        "member_count": min(len(c.thread_members), 50),
        "total_message_sent": c.messages_ever,
        "applied_tags": [str(t) for t in c.applied_tags],
    }


def overwrite(o: Overwrite) -> Json:
    """A permission overwrite."""
    return {
        "id": str(o.id),
        "type": int(o.is_member),
        "allow": str(o.allow),
        "deny": str(o.deny),
    }


def thread_member(
    world: State, thread: Channel, user_id: int, *, with_member: bool = False
) -> Json:
    """Somebody who follows a thread; with their membership of the server where asked."""
    payload: Json = {
        "id": str(thread.id),
        "user_id": str(user_id),
        "join_timestamp": timestamp(thread.thread_members[user_id]),
        "flags": 0,
    }
    if with_member and thread.guild_id is not None:
        guild = world.guild(thread.guild_id)
        if (found := guild.members.get(user_id)) is not None:
            payload["member"] = member(world, guild, found)
    return payload
