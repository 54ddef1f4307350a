"""What the playground remembers, mutable: people, servers, channels, messages by snowflake."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from bot.playground.audit_log import AuditEntry
from bot.playground.happenings import ScheduledEvent

Json = dict[str, Any]


class ChannelType(IntEnum):
    """Source: Discord's documentation, "Channel types"."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset(
    {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}
)


@dataclass(slots=True)
class User:
    """A person or a bot."""

    id: int
    name: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    # Whether they take direct messages from people and bots of servers that they share.
    dms_open: bool = True


@dataclass(slots=True)
class Role:
    """A role; the one whose id is the server's is @everyone."""

    id: int
    guild_id: int
    name: str
    permissions: int = 0
    position: int = 0
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    managed: bool = False
    bot_id: int | None = None


@dataclass(slots=True)
class Overwrite:
    """What one role or member may do otherwise in a channel."""

    id: int
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Attachment:
    """An uploaded file, with its bytes."""

    id: int
    filename: str
    content_type: str
    content: bytes
    description: str | None = None
    ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message; `ephemeral_for` names the only person who sees it."""

    id: int
    channel_id: int
    author_id: int
    content: str = ""
    type: int = 0
    flags: int = 0
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    mentions: list[int] = field(default_factory=list[int])
    mention_roles: list[int] = field(default_factory=list[int])
    mention_everyone: bool = False
    nonce: str | int | None = None
    tts: bool = False
    pinned: bool = False
    pinned_at: datetime | None = None
    edited_at: datetime | None = None
    reference: Json | None = None
    webhook_id: int | None = None
    application_id: int | None = None
    interaction_metadata: Json | None = None
    ephemeral_for: int | None = None
    # emoji as in a URL ("👍" or "name:id") -> who reacted, in order
    reactions: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    thread_id: int | None = None
    posted_monotonic: float = 0.0


@dataclass(slots=True)
class Channel:
    """A channel, thread, category or direct message."""

    id: int
    type: ChannelType
    name: str | None = None
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    nsfw: bool = False
    slowmode_seconds: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict[int, Overwrite])
    messages: dict[int, Message] = field(default_factory=dict[int, Message])
    last_message_id: int | None = None
    last_pin_at: datetime | None = None
    recipients: list[int] = field(default_factory=list[int])
    # forums
    available_tags: list[Json] = field(default_factory=list[Json])
    # threads
    owner_id: int | None = None
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    archive_changed_at: datetime | None = None
    thread_members: dict[int, datetime] = field(default_factory=dict[int, datetime])
    applied_tags: list[int] = field(default_factory=list[int])
    # How many messages were ever sent in it; deleting does not lower it.
    messages_ever: int = 0

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread or a forum post."""
        return self.type in THREADS


@dataclass(slots=True)
class Member:
    """Somebody in a server."""

    user_id: int
    joined_at: datetime
    nick: str | None = None
    roles: set[int] = field(default_factory=set[int])
    timed_out_until: datetime | None = None


@dataclass(slots=True)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    description: str | None = None
    preferred_locale: str = "en-US"
    features: list[str] = field(default_factory=lambda: ["COMMUNITY", "NEWS"])
    roles: dict[int, Role] = field(default_factory=dict[int, Role])
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])
    system_channel_id: int | None = None
    rules_channel_id: int | None = None
    scheduled_events: dict[int, ScheduledEvent] = field(default_factory=dict[int, ScheduledEvent])
    # Who is banned, and why.
    bans: dict[int, str | None] = field(default_factory=dict[int, str | None])
    # Timeouts of those who left before theirs was over; leaving does not end it.
    timeouts_of_absent: dict[int, datetime] = field(default_factory=dict[int, datetime])
    audit_log: list[AuditEntry] = field(default_factory=list[AuditEntry])


@dataclass(slots=True)
class Application:
    """A bot's registration; `commands` by guild (None: global), then by id, in Discord's form."""

    id: int
    name: str
    token: str
    bot_id: int
    owner_id: int
    message_content: bool = True
    members_intent: bool = True
    presences_intent: bool = False
    # People who added it to their account, so that they can use it everywhere.
    installed_by: set[int] = field(default_factory=set[int])
    commands: dict[int | None, dict[int, Json]] = field(
        default_factory=dict[int | None, dict[int, Json]]
    )
