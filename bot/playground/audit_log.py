"""What the audit log of a server remembers."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import Any

# Source: Discord's documentation, "Audit Logs".
KEPT_FOR = timedelta(days=45)


class Action(IntEnum):
    """What was done. Source: Discord's documentation, "Audit Log Events"."""

    GUILD_UPDATE = 1
    CHANNEL_CREATE = 10
    CHANNEL_UPDATE = 11
    CHANNEL_DELETE = 12
    OVERWRITE_CREATE = 13
    OVERWRITE_UPDATE = 14
    OVERWRITE_DELETE = 15
    MEMBER_KICK = 20
    MEMBER_BAN_ADD = 22
    MEMBER_BAN_REMOVE = 23
    MEMBER_UPDATE = 24
    MEMBER_ROLE_UPDATE = 25
    BOT_ADD = 28
    ROLE_CREATE = 30
    ROLE_UPDATE = 31
    ROLE_DELETE = 32
    MESSAGE_DELETE = 72
    MESSAGE_BULK_DELETE = 73
    MESSAGE_PIN = 74
    MESSAGE_UNPIN = 75
    EVENT_CREATE = 100
    EVENT_UPDATE = 101
    EVENT_DELETE = 102
    THREAD_CREATE = 110
    THREAD_UPDATE = 111
    THREAD_DELETE = 112


@dataclass(slots=True)
class AuditEntry:
    """One line of the log; `options` hold texts only, as on Discord."""

    id: int
    action: Action
    # Who did it.
    user_id: int
    # Whom or what it was done to.
    target_id: int | None
    changes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    options: dict[str, str] = field(default_factory=dict[str, str])
    reason: str | None = None
