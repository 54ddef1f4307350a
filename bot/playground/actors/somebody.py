"""Somebody in one server: who they are, and which channels and messages they see."""

from typing import TYPE_CHECKING

from bot.playground.actors.errors import ClientError
from bot.playground.actors.naming import find_bot, find_channel
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType, Guild, Message, User

if TYPE_CHECKING:
    from bot.playground.server import Playground


READABLE = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT, *(ChannelType(t) for t in (10, 11, 12)))


class Somebody:
    """A person in one server (or, without one, in direct messages)."""

    def __init__(self, playground: "Playground", user: User, guild: Guild | None) -> None:
        self.user = user
        self.guild = guild
        self._pg = playground
        self._world = playground.world

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    @property
    def id(self) -> int:
        """Their user id."""
        return self.user.id

    @property
    def name(self) -> str:
        """As others see it."""
        return self.user.global_name or self.user.name

    @property
    def mention(self) -> str:
        """As it is typed into a message."""
        return f"<@{self.id}>"

    @property
    def server(self) -> Guild:
        """The server that they act in; ClientError for somebody in direct messages alone."""
        if self.guild is None or self.id not in self.guild.members:
            raise ClientError(f"{self.name} is not in the server")
        return self.guild

    # --- where --------------------------------------------------------------------------------

    def channels(self) -> list[Channel]:
        """The channels and threads of the server that they see, in order."""
        there = {} if self.guild is None else self.guild.channels
        seen = [c for c in there.values() if self._world.sees(c, self.id)]
        return sorted(seen, key=lambda c: (c.position, c.id))

    def dm(self, bot: object) -> Channel:
        """The direct messages with a bot (application, user or name), opened where need be."""
        return self._world.direct_messages(self.id, find_bot(self._world, bot).id)

    def place(self, wanted: object = None) -> Channel:
        """The channel that is meant; None is #general, or else the first that they can write in.

        Raises:
            ClientError: There is none, or they don't see it.
        """
        if wanted is None:
            return self._usual_place()
        channel = find_channel(self._world, self.guild, wanted)
        if not self._world.sees(channel, self.id):
            raise ClientError(f"{self.name} sees no such channel")
        return channel

    def _usual_place(self) -> Channel:
        seen = [c for c in self.channels() if c.type is ChannelType.TEXT]
        named = [c for c in seen if c.name == "general"]
        writable = [c for c in seen if Bit.SEND_MESSAGES in self._world.permissions_in(c, self.id)]
        for channel in named + writable + seen:
            return channel
        raise ClientError(f"{self.name} sees no channel; name one")

    def _is_timed_out(self, channel: Channel) -> bool:
        there = None if channel.guild_id is None else self._world.guild(channel.guild_id)
        return there is not None and self._world.is_timed_out(there.id, self.id)

    def channel_of(self, message: Message) -> Channel:
        """The channel of a message that they see; ClientError where they don't."""
        channel = self._world.channels.get(message.channel_id)
        if channel is None or message.id not in channel.messages:
            raise ClientError("the message is gone")
        private = message.ephemeral_for not in (None, self.id)
        if private or not self._world.sees(channel, self.id):
            raise ClientError(f"{self.name} does not see this message")
        return channel
