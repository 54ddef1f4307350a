"""How channels, threads and messages come to be, change and go, with the news of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.playground import payloads
from bot.playground.records import Channel, ChannelType, Guild, Json, Message, Overwrite
from bot.playground.state import Event, State

# How many private replies are kept, those of tokens that still work apart.
MOST_PRIVATE = 500
TOKEN_SECONDS = 900.0


class Places(State):
    """The part of World that is about channels and what is in them."""

    # --- channels -----------------------------------------------------------------------------

    def add_channel(
        self,
        guild: Guild,
        name: str,
        *,
        type: ChannelType = ChannelType.TEXT,
        parent: Channel | None = None,
        topic: str | None = None,
        overwrites: Iterable[Overwrite] = (),
        **settings: Any,  # noqa: ANN401 - fields of the record
    ) -> Channel:
        """A new channel; without overwrites it takes over its category's, as clients ask for."""
        given = {o.id: o for o in overwrites}
        channel = Channel(
            self.new_id(),
            type,
            name,
            guild.id,
            None if parent is None else parent.id,
            settings.pop("position", len(guild.channels)),
            topic,
            overwrites=given or _copied(parent),
            **settings,
        )
        self.channels[channel.id] = guild.channels[channel.id] = channel
        self._channel_news("CHANNEL_CREATE", channel)
        return channel

    def add_thread(self, parent: Channel, thread: Channel) -> Channel:
        """Open a thread that the caller has made under `parent`."""
        if parent.guild_id is None:
            raise ValueError("direct messages have no threads")
        self.channels[thread.id] = self.guild(parent.guild_id).channels[thread.id] = thread
        self._channel_news("THREAD_CREATE", thread, newly_created=True)
        return thread

    def channel_changed(self, channel: Channel) -> None:
        """Tell that a channel or thread changed."""
        self._channel_news("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Give a channel another name."""
        channel.name = name
        self.channel_changed(channel)

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads; a category leaves its channels behind."""
        if channel.guild_id is None:
            return
        guild = self.guild(channel.guild_id)
        for other in [c for c in guild.channels.values() if c.parent_id == channel.id]:
            if other.is_thread:
                self.delete_channel(other)
            else:
                other.parent_id = None
                self.channel_changed(other)
        # Told while it is there, so that who may see it can still be asked.
        self._channel_news("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)
        del self.channels[channel.id], guild.channels[channel.id]

    def _channel_news(self, name: str, channel: Channel, **more: bool) -> None:
        """Channels are news for all (bots get hidden ones too), threads for who sees them."""
        data = payloads.channel(self, channel) | more
        if name == "THREAD_DELETE":
            data = {k: data[k] for k in ("id", "guild_id", "parent_id", "type")}
        seen_in = channel.id if channel.is_thread else None
        self.emit(Event(name, data, guild_id=channel.guild_id, channel_id=seen_in))

    def direct_messages(self, one: int, other: int) -> Channel:
        """The channel of two people, opened where there is none yet."""
        for channel in self.channels.values():
            if channel.type is ChannelType.DM and set(channel.recipients) == {one, other}:
                return channel
        channel = Channel(self.new_id(), ChannelType.DM, recipients=[one, other])
        self.channels[channel.id] = channel
        return channel

    def share_a_guild(self, one: int, other: int) -> bool:
        """Whether two users are in one server."""
        return any(one in g.members and other in g.members for g in self.guilds.values())

    # --- threads' followers -------------------------------------------------------------------

    def add_to_thread(self, thread: Channel, user_id: int) -> None:
        """Somebody follows a thread from now on."""
        if user_id in thread.thread_members:
            return
        thread.thread_members[user_id] = self.clock.now()
        added = payloads.thread_member(self, thread, user_id, with_member=True)
        self._thread_members_news(thread, {"added_members": [added]})

    def remove_from_thread(self, thread: Channel, user_id: int) -> None:
        """Somebody follows a thread no longer."""
        if thread.thread_members.pop(user_id, None) is not None:
            self._thread_members_news(thread, {"removed_member_ids": [str(user_id)]})

    def _thread_members_news(self, thread: Channel, what: Json) -> None:
        data = what | {
            "id": str(thread.id),
            "guild_id": str(thread.guild_id),
            "member_count": len(thread.thread_members),
        }
        self.emit(
            Event("THREAD_MEMBERS_UPDATE", data, guild_id=thread.guild_id, channel_id=thread.id)
        )

    # --- messages -----------------------------------------------------------------------------

    def keep(self, channel: Channel, message: Message) -> None:
        """Put a message into its channel, without news."""
        channel.messages[message.id] = message
        if message.ephemeral_for is not None:
            message.posted_monotonic = self.clock.monotonic()
            self.private[message.id] = message
            self._forget_private()

    def _forget_private(self) -> None:
        """Let the oldest private replies go, as clients do some day; never one of an open token."""
        closed = self.clock.monotonic() - TOKEN_SECONDS
        while len(self.private) > MOST_PRIVATE:
            oldest = next(iter(self.private.values()))
            if oldest.posted_monotonic > closed:
                return
            del self.private[oldest.id]
            if oldest.channel_id in self.channels:
                self.message_gone(oldest)

    def message_gone(self, message: Message) -> None:
        """Remove a message and tell it; of a private reply, its only reader."""
        channel = self.channel(message.channel_id)
        channel.messages.pop(message.id, None)
        self.private.pop(message.id, None)
        data = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild_id is not None:
            data["guild_id"] = str(channel.guild_id)
        self.emit(self.event_in(channel, "MESSAGE_DELETE", data, reader=message.ephemeral_for))

    def messages_gone(self, channel: Channel, messages: Sequence[Message]) -> None:
        """Remove messages of a server's channel together, and tell it once."""
        for message in messages:
            channel.messages.pop(message.id, None)
        data: Json = {"ids": [str(m.id) for m in messages], "channel_id": str(channel.id)}
        data["guild_id"] = str(channel.guild_id)
        self.emit(self.event_in(channel, "MESSAGE_DELETE_BULK", data))

    def event_in(
        self, channel: Channel, name: str, data: Json, *, reader: int | None = None
    ) -> Event:
        """News for who sees a channel; in a direct message for the two; for `reader` alone."""
        if reader is not None:
            return Event(name, data, to_users=frozenset({reader}))
        if channel.guild_id is None:
            return Event(name, data, to_users=frozenset(channel.recipients))
        return Event(name, data, guild_id=channel.guild_id, channel_id=channel.id)


def _copied(parent: Channel | None) -> dict[int, Overwrite]:
    if parent is None:
        return {}
    return {o.id: Overwrite(o.id, o.is_member, o.allow, o.deny) for o in parent.overwrites.values()}
