"""The audit log: who did what, and why."""

from bot.playground import auditing, payloads
from bot.playground.audit_log import AuditEntry
from bot.playground.checks.forms import Form
from bot.playground.permissions import Bit
from bot.playground.records import Guild, Json
from bot.playground.routes.guilds import guild_for
from bot.playground.routing import Call, route


@route("GET", "/guilds/{guild_id}/audit-logs")
async def read(call: Call) -> Json:
    """Entries of the last 45 days, the newest first; with `after`, the oldest first."""
    guild = guild_for(call, Bit.VIEW_AUDIT_LOG)
    query = Form(dict(call.query))
    limit = query.integer("limit", 1, 100) or 50
    wanted = {
        "user_id": query.snowflake("user_id"),
        "target_id": query.snowflake("target_id"),
        "action": query.integer("action_type", 0),
    }
    before, after = query.snowflake("before"), query.snowflake("after")
    query.finish()
    found = [
        e
        for e in auditing.kept(call.world, guild)
        if _fits(e, wanted)
        and (before is None or e.id < before)
        and (after is None or e.id > after)
    ]
    if after is None:
        found.reverse()
    return _shown(call, guild, found[:limit])


def _fits(entry: AuditEntry, wanted: dict[str, int | None]) -> bool:
    return all(v is None or getattr(entry, k) == v for k, v in wanted.items())


def _shown(call: Call, guild: Guild, entries: list[AuditEntry]) -> Json:
    """The entries, with what they speak of as far as it is still there."""
    world = call.world
    targets = [e.target_id or 0 for e in entries]
    people = dict.fromkeys([e.user_id for e in entries] + targets)
    threads = [c for t in dict.fromkeys(targets) if (c := guild.channels.get(t)) and c.is_thread]
    events = [e for t in dict.fromkeys(targets) if (e := guild.scheduled_events.get(t)) is not None]
    return {
        "audit_log_entries": [payloads.audit_entry(e) for e in entries],
        "users": [payloads.user(world, u) for u in people if u in world.users],
        "threads": [payloads.channel(world, t) for t in threads],
        "guild_scheduled_events": [payloads.scheduled_event(world, e) for e in events],
        "application_commands": [],
        "auto_moderation_rules": [],
        "integrations": [],
        "webhooks": [],
    }
