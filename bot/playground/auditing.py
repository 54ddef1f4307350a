"""Writing into the audit log, with the news of it."""

from datetime import timedelta
from typing import Any

from bot.playground import payloads
from bot.playground.audit_log import KEPT_FOR, Action, AuditEntry
from bot.playground.payloads.texts import created_at
from bot.playground.records import Guild, Json, Message
from bot.playground.state import Event, State

# Deletions of one person's messages in one channel within this time share an entry, whose count
# grows without news. Discord documents the count, not the time.
SHARED_FOR = timedelta(minutes=5)


def note(
    world: State,
    guild: Guild,
    by: int,
    action: Action,
    target_id: int | None,
    *,
    changes: list[Json] | None = None,
    options: dict[str, str] | None = None,
    reason: str | None = None,
) -> AuditEntry:
    """Add an entry and tell those who may read the log."""
    entry = AuditEntry(world.new_id(), action, by, target_id, changes or [], options or {}, reason)
    since = world.clock.now() - KEPT_FOR
    while guild.audit_log and created_at(guild.audit_log[0].id) < since:
        guild.audit_log.pop(0)
    guild.audit_log.append(entry)
    data = payloads.audit_entry(entry) | {"guild_id": str(guild.id)}
    world.emit(Event("GUILD_AUDIT_LOG_ENTRY_CREATE", data, guild_id=guild.id))
    return entry


def note_deletion(world: State, by: int, message: Message, *, reason: str | None = None) -> None:
    """Note that a person deleted somebody else's message.

    Neither what authors delete nor what bots delete one by one is in Discord's log.
    """
    guild_id = world.channel(message.channel_id).guild_id
    if guild_id is None or by == message.author_id or world.user(by).bot:
        return
    guild = world.guild(guild_id)
    if (earlier := _shared(world, guild, by, message)) is not None:
        earlier.options["count"] = str(int(earlier.options["count"]) + 1)
        return
    options = {"channel_id": str(message.channel_id), "count": "1"}
    author = message.author_id
    note(world, guild, by, Action.MESSAGE_DELETE, author, options=options, reason=reason)


def _shared(world: State, guild: Guild, by: int, message: Message) -> AuditEntry | None:
    since = world.clock.now() - SHARED_FOR
    for entry in reversed(guild.audit_log):
        if created_at(entry.id) < since:
            return None
        if (
            entry.action is Action.MESSAGE_DELETE
            and (entry.user_id, entry.target_id) == (by, message.author_id)
            and entry.options["channel_id"] == str(message.channel_id)
        ):
            return entry
    return None


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[Json]:
    """The changes from one state to another, as the log shows them; what is None is left out."""
    found: list[Json] = []
    for key in before | after:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        change: Json = {"key": key}
        if old is not None:
            change["old_value"] = old
        if new is not None:
            change["new_value"] = new
        found.append(change)
    return found


def kept(world: State, guild: Guild) -> list[AuditEntry]:
    """The entries that the log still has, the oldest first."""
    since = world.clock.now() - KEPT_FOR
    return [e for e in guild.audit_log if created_at(e.id) >= since]
