"""Scheduled events as JSON."""

from bot.playground.happenings import GUILD_ONLY, EntityType, ScheduledEvent
from bot.playground.payloads.people import member, user
from bot.playground.payloads.texts import timestamp
from bot.playground.records import Guild, Json
from bot.playground.state import State


def scheduled_event(world: State, e: ScheduledEvent, *, with_count: bool = False) -> Json:
    """A scheduled event; with how many are interested where asked."""
    external = e.entity_type is EntityType.EXTERNAL
    payload: Json = {
        "id": str(e.id),
        "guild_id": str(e.guild_id),
        "channel_id": None if e.channel_id is None else str(e.channel_id),
        "creator_id": str(e.creator_id),
        "creator": user(world, e.creator_id),
        "name": e.name,
        "description": e.description,
        "image": None,
        "scheduled_start_time": timestamp(e.starts_at),
        "scheduled_end_time": timestamp(e.ends_at),
        "privacy_level": GUILD_ONLY,
        "status": int(e.status),
        "entity_type": int(e.entity_type),
        "entity_id": None,
        "entity_metadata": {"location": e.location} if external else None,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
    if with_count:
        payload["user_count"] = len(e.interested)
    return payload


def interested_user(
    world: State, guild: Guild, e: ScheduledEvent, user_id: int, *, with_member: bool = False
) -> Json:
    """Somebody who is interested in an event; with their membership of the server where asked."""
    payload: Json = {
        "guild_scheduled_event_id": str(e.id),
        "user_id": str(user_id),
        "user": user(world, user_id),
        "response": INTERESTED,
    }
    if with_member and (found := guild.members.get(user_id)) is not None:
        payload["member"] = member(world, guild, found)
    return payload


INTERESTED = 1
