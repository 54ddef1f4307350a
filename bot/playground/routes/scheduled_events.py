"""Scheduled events: reading, making, changing and deleting them, and who is interested."""

from bot.playground import payloads, scheduling
from bot.playground.checks.forms import Form
from bot.playground.happenings import ScheduledEvent
from bot.playground.records import Guild, Json
from bot.playground.routes.guilds import guild_for
from bot.playground.routing import Call, route

EVENTS = "/guilds/{guild_id}/scheduled-events"
EVENT = EVENTS + "/{guild_scheduled_event_id}"
USERS = EVENT + "/users"


def _event(call: Call) -> tuple[Guild, ScheduledEvent]:
    guild = guild_for(call)
    event_id: int = call.params["guild_scheduled_event_id"]
    return guild, scheduling.find(call.world, guild, event_id, call.bot_id)


def _shown(call: Call, event: ScheduledEvent) -> Json:
    counted = _asked(call, "with_user_count")
    return payloads.scheduled_event(call.world, event, with_count=counted)


def _asked(call: Call, key: str) -> bool:
    return call.query.get(key, "").lower() in {"true", "1"}


@route("GET", EVENTS)
async def all_events(call: Call) -> list[Json]:
    """The events to come and those that take place, as far as the bot sees them."""
    guild = guild_for(call)
    return [_shown(call, e) for e in scheduling.seen_by(call.world, guild, call.bot_id)]


@route("POST", EVENTS)
async def create(call: Call) -> Json:
    """Make an event; Create Events, and what its channel asks for."""
    guild = guild_for(call)
    event = scheduling.create(call.world, guild, call.bot_id, call.body, reason=call.reason)
    return _shown(call, event)


@route("GET", EVENT)
async def one(call: Call) -> Json:
    """One event, also where it is over or called off."""
    _, event = _event(call)
    return _shown(call, event)


@route("PATCH", EVENT)
async def change(call: Call) -> Json:
    """Change an event: Manage Events, or Create Events for one's own."""
    guild, event = _event(call)
    scheduling.change(call.world, guild, event, call.bot_id, call.body, reason=call.reason)
    return _shown(call, event)


@route("DELETE", EVENT)
async def delete(call: Call) -> None:
    """Delete an event: Manage Events, or Create Events for one's own."""
    guild, event = _event(call)
    scheduling.delete(call.world, guild, event, call.bot_id, reason=call.reason)


@route("GET", USERS)
async def users(call: Call) -> list[Json]:
    """Who is interested, by id, page by page."""
    guild, event = _event(call)
    query = Form(dict(call.query))
    limit = query.integer("limit", 1, 100) or 100
    before, after = query.snowflake("before"), query.snowflake("after")
    query.finish()
    found = sorted(event.interested)
    if before is not None:
        # Where both are given, Discord looks at `before` alone.
        found = [u for u in found if u < before][-limit:]
    else:
        found = [u for u in found if u > (after or 0)][:limit]
    detailed = _asked(call, "with_member")
    return [
        payloads.interested_user(call.world, guild, event, u, with_member=detailed) for u in found
    ]


@route("GET", USERS + "/counts")
async def counts(call: Call) -> Json:
    """How many are interested."""
    _, event = _event(call)
    return {
        "guild_scheduled_event_count": len(event.interested),
        "guild_scheduled_event_exception_counts": {},
    }
