"""Servers as JSON."""

from bot.playground.payloads.happenings import scheduled_event
from bot.playground.payloads.people import member, role
from bot.playground.payloads.places import channel, thread_member
from bot.playground.payloads.texts import timestamp
from bot.playground.records import Guild, Json
from bot.playground.state import State


def guild(world: State, guild: Guild, *, with_counts: bool = False) -> Json:
    """A server, as the routes have it."""
    payload: Json = {
        **FIXED,
        "id": str(guild.id),
        "name": guild.name,
        "description": guild.description,
        "features": list(guild.features),
        "owner_id": str(guild.owner_id),
        "preferred_locale": guild.preferred_locale,
        "roles": [role(r) for r in guild.roles.values()],
        "emojis": [],
        "stickers": [],
    }
    for key, channel_id in (
        ("system_channel_id", guild.system_channel_id),
        ("rules_channel_id", guild.rules_channel_id),
    ):
        payload[key] = None if channel_id not in world.channels else str(channel_id)
    if with_counts:
        payload["approximate_member_count"] = len(guild.members)
        payload["approximate_presence_count"] = len(guild.members)
    return payload


def guild_create(world: State, guild_: Guild, viewer_bot_id: int) -> Json:
    """A server, as GUILD_CREATE has it for one bot.

    Members are the bot alone, as Discord sends them without the presence intent; with it, all.
    """
    own = guild_.members[viewer_bot_id]
    application = world.application_of(viewer_bot_id)
    everybody = application is not None and application.presences_intent
    seen = guild_.members.values() if everybody else [own]
    return {
        **guild(world, guild_),
        "joined_at": timestamp(own.joined_at),
        "large": len(guild_.members) > LARGE,
        "unavailable": False,
        "member_count": len(guild_.members),
        "members": [member(world, guild_, m) for m in seen],
        "channels": [channel(world, c) for c in guild_.channels.values() if not c.is_thread],
        "threads": _threads(world, guild_, viewer_bot_id),
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": _scheduled_events(world, guild_, viewer_bot_id),
        "soundboard_sounds": [],
    }


def _threads(world: State, guild: Guild, viewer_id: int) -> list[Json]:
    threads: list[Json] = []
    for c in guild.channels.values():
        if c.is_thread and not c.archived and world.sees(c, viewer_id):
            payload = channel(world, c)
            if viewer_id in c.thread_members:
                payload["member"] = thread_member(world, c, viewer_id)
            threads.append(payload)
    return threads


def _scheduled_events(world: State, guild: Guild, viewer_id: int) -> list[Json]:
    there = [e for e in guild.scheduled_events.values() if not e.is_finished]
    return [scheduled_event(world, e) for e in there if world.sees_event(e, viewer_id)]


LARGE = 250
# What the playground has no opinion on.
FIXED: Json = {
    "icon": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "application_id": None,
    "region": "us-east",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 2,
    "max_presences": None,
    "max_members": 500_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "incidents_data": None,
}
