"""Up to where everybody has read."""

from collections.abc import Iterator

from bot.playground.records import Channel, Guild, Message
from bot.playground.world import World

MOST_COUNTED = 100


class Marks:
    """The last message that each person has read in each channel.

    What was there before anybody looked counts as read.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._first: int | None = None
        self._read: dict[tuple[int, int], int] = {}

    def begin(self) -> None:
        """Somebody looks; what comes from now on can be unread."""
        if self._first is None:
            self._first = self._world.new_id()

    def read(self, user_id: int, channel_id: int, message_id: int) -> bool:
        """Somebody has read this far; False where they had before."""
        key = user_id, channel_id
        if self._read.get(key, 0) >= message_id:
            return False
        self._read[key] = message_id
        return True

    def unread(self, channel: Channel, user_id: int) -> tuple[int, int]:
        """How many messages somebody has not read, and how many of them mention them."""
        messages = list(self._new(channel, user_id))
        guild = None if channel.guild_id is None else self._world.guild(channel.guild_id)
        return len(messages), sum(_mentions(m, guild, user_id) for m in messages)

    def _new(self, channel: Channel, user_id: int) -> Iterator[Message]:
        last = max(self._first or 0, self._read.get((user_id, channel.id), 0))
        counted = 0
        for message in reversed(channel.messages.values()):
            if message.id <= last or counted == MOST_COUNTED:
                return
            if message.author_id != user_id and message.ephemeral_for is None:
                counted += 1
                yield message


def _mentions(message: Message, guild: Guild | None, user_id: int) -> bool:
    if guild is None or user_id in message.mentions or message.mention_everyone:
        return True
    return not guild.members[user_id].roles.isdisjoint(message.mention_roles)
