"""What there is on this Discord, who may do what in it, and who hears of changes."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.clock import MovableClock
from bot.playground import permissions
from bot.playground.errors import missing_access, missing_permissions, unknown
from bot.playground.happenings import ScheduledEvent
from bot.playground.permissions import Bit
from bot.playground.records import (
    Application,
    Attachment,
    Channel,
    ChannelType,
    Guild,
    Json,
    Member,
    Message,
    User,
)

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """News for the gateway: `data` is the payload as somebody sees it who may see everything.

    Who gets it: those who see `channel_id` where it is given, else the members of `guild_id` where
    that is given, else the users of `to_users`.
    """

    name: str
    data: Json
    guild_id: int | None = None
    channel_id: int | None = None
    to_users: frozenset[int] = field(default_factory=frozenset[int])


class State:
    """Everything there is on this Discord, in memory; World adds how it comes to be."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.applications: dict[int, Application] = {}
        self._listeners: list[Callable[[Event], None]] = []
        self._sequence = 0
        self._last_millisecond = 0
        # Signs attachment links, so that only links that were handed out work.
        self.link_secret = secrets.token_bytes(16)
        # Files that people added to commands and forms.
        self.uploads: dict[int, Attachment] = {}
        # Private replies by id, the oldest first.
        self.private: dict[int, Message] = {}

    # --- news ---------------------------------------------------------------------------------

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Hear of every change, in order; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell everybody who listens."""
        for listener in list(self._listeners):
            listener(event)

    # --- ids and time -------------------------------------------------------------------------

    def new_id(self) -> int:
        """A snowflake of now; later ones are greater."""
        millisecond = int((self.clock.now() - DISCORD_EPOCH) / timedelta(milliseconds=1))
        self._last_millisecond = max(millisecond, self._last_millisecond)
        self._sequence += 1
        if self._sequence & 0xFFF == 0:
            self._last_millisecond += 1
        return (self._last_millisecond << 22) | (self._sequence & 0xFFF)

    # --- looking things up --------------------------------------------------------------------

    def guild(self, guild_id: int) -> Guild:
        """The server, or Discord's error 10004."""
        if (guild := self.guilds.get(guild_id)) is None:
            raise unknown("Guild")
        return guild

    def channel(self, channel_id: int) -> Channel:
        """The channel, or Discord's error 10003."""
        if (channel := self.channels.get(channel_id)) is None:
            raise unknown("Channel")
        return channel

    def user(self, user_id: int) -> User:
        """The user, or Discord's error 10013."""
        if (user := self.users.get(user_id)) is None:
            raise unknown("User")
        return user

    def member(self, guild_id: int, user_id: int) -> Member:
        """The member, or Discord's error 10007."""
        if (member := self.guild(guild_id).members.get(user_id)) is None:
            raise unknown("Member")
        return member

    def message(self, channel_id: int, message_id: int) -> Message:
        """The message, or Discord's error 10008; private replies are not found this way."""
        message = self.channel(channel_id).messages.get(message_id)
        if message is None or message.ephemeral_for is not None:
            raise unknown("Message")
        return message

    def application_of(self, bot_id: int) -> Application | None:
        """The application whose bot this is."""
        return next((a for a in self.applications.values() if a.bot_id == bot_id), None)

    # --- who may ------------------------------------------------------------------------------

    def is_timed_out(self, guild_id: int, user_id: int) -> bool:
        """Whether somebody is in timeout now."""
        until = self.member(guild_id, user_id).timed_out_until
        return until is not None and until > self.clock.now()

    def permissions_in_guild(self, guild_id: int, user_id: int) -> Bit:
        """What somebody may do in a server; nothing for a stranger."""
        guild = self.guild(guild_id)
        if user_id not in guild.members:
            return Bit(0)
        return permissions.in_guild(guild, user_id, timed_out=self.is_timed_out(guild_id, user_id))

    def permissions_in(self, channel: Channel, user_id: int) -> Bit:
        """What somebody may do in a channel, a thread (through its parent) or a direct message."""
        if channel.guild_id is None:
            return permissions.EVERYTHING if user_id in channel.recipients else Bit(0)
        guild = self.guild(channel.guild_id)
        if user_id not in guild.members:
            return Bit(0)
        asked = channel
        if channel.is_thread and channel.parent_id is not None:
            asked = self.channel(channel.parent_id)
        bits = permissions.in_channel(
            guild, asked, user_id, timed_out=self.is_timed_out(guild.id, user_id)
        )
        if (
            channel.type is ChannelType.PRIVATE_THREAD
            and user_id not in channel.thread_members
            and Bit.MANAGE_THREADS not in bits
        ):
            return Bit(0)
        return bits

    def sees(self, channel: Channel, user_id: int) -> bool:
        """Whether somebody may see a channel."""
        return Bit.VIEW_CHANNEL in self.permissions_in(channel, user_id)

    def sees_event(self, event: ScheduledEvent, user_id: int) -> bool:
        """Whether somebody may see a scheduled event: its channel, where it has one."""
        channel = self.channels.get(event.channel_id or 0)
        return channel is None or self.sees(channel, user_id)

    def require(self, channel: Channel, user_id: int, bits: Bit) -> None:
        """Raise Discord's 50001 where the channel can't be seen, 50013 where a bit is missing."""
        held = self.permissions_in(channel, user_id)
        if Bit.VIEW_CHANNEL not in held:
            raise missing_access()
        if bits & ~held:
            raise missing_permissions()
