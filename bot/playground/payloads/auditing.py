"""The audit log and bans as JSON."""

from bot.playground.audit_log import AuditEntry
from bot.playground.payloads.people import user
from bot.playground.records import Json
from bot.playground.state import State


def audit_entry(entry: AuditEntry) -> Json:
    """An entry; changes, options and reason only where there are any."""
    payload: Json = {
        "id": str(entry.id),
        "action_type": int(entry.action),
        "user_id": str(entry.user_id),
        "target_id": None if entry.target_id is None else str(entry.target_id),
    }
    if entry.changes:
        payload["changes"] = entry.changes
    if entry.options:
        payload["options"] = dict(entry.options)
    if entry.reason is not None:
        payload["reason"] = entry.reason
    return payload


def ban(world: State, user_id: int, reason: str | None) -> Json:
    """A ban."""
    return {"user": user(world, user_id), "reason": reason}
