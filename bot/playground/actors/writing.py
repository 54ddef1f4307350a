"""What somebody writes, reads, changes and reacts to, without a bot's help."""

from collections.abc import Sequence

from bot.playground import auditing, payloads, posting
from bot.playground.actors.errors import ClientError, shown_by_client
from bot.playground.actors.options import Upload
from bot.playground.actors.somebody import Somebody
from bot.playground.permissions import Bit
from bot.playground.records import Attachment, Channel, Json, Message


class Writer(Somebody):
    """Somebody at their keyboard."""

    async def say(
        self,
        text: str,
        place: object = None,
        *,
        files: Sequence[Upload] = (),
        reply_to: Message | None = None,
    ) -> Message:
        """Write a message.

        Raises:
            ClientError: They may not; `code` says why.
        """
        body: Json = {"content": text}
        if reply_to is not None:
            body["message_reference"] = {"message_id": str(reply_to.id)}
        attached = [
            Attachment(n, f.filename, f.content_type, f.content) for n, f in enumerate(files)
        ]
        with shown_by_client():
            return posting.post(
                self._pg, self.place(place), self.id, body, files=attached, via_bot=False
            )

    async def edit(self, message: Message, text: str) -> Message:
        """Change a message of their own."""
        self.channel_of(message)
        if message.author_id != self.id:
            raise ClientError("only its author can change a message")
        with shown_by_client():
            return posting.edit(self._pg, message, {"content": text})

    async def delete(self, message: Message) -> None:
        """Delete a message: their own, or any with Manage Messages."""
        channel = self.channel_of(message)
        held = self._world.permissions_in(channel, self.id)
        may = channel.guild_id is not None and Bit.MANAGE_MESSAGES in held
        if message.author_id != self.id and not may:
            raise ClientError(f"{self.name} may not delete this message")
        auditing.note_deletion(self._world, self.id, message)
        posting.delete(self._pg, message)

    async def react(self, message: Message, emoji: str) -> None:
        """React with an emoji ("👍")."""
        channel = self.channel_of(message)
        held = self._world.permissions_in(channel, self.id)
        needed = Bit.READ_MESSAGE_HISTORY
        if emoji not in message.reactions:
            needed |= Bit.ADD_REACTIONS
        timed_out = self._is_timed_out(channel)
        if needed & ~held or timed_out or message.ephemeral_for is not None:
            raise ClientError(f"{self.name} may not react here")
        who = message.reactions.setdefault(emoji, [])
        if self.id not in who:
            who.append(self.id)
            self._reaction_news("MESSAGE_REACTION_ADD", channel, message, emoji)

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take a reaction of their own back."""
        channel = self.channel_of(message)
        who = message.reactions.get(emoji, [])
        if self.id not in who:
            raise ClientError(f"{self.name} has not reacted with {emoji}")
        who.remove(self.id)
        if not who:
            del message.reactions[emoji]
        self._reaction_news("MESSAGE_REACTION_REMOVE", channel, message, emoji)

    def _reaction_news(self, name: str, channel: Channel, message: Message, emoji: str) -> None:
        data: Json = {
            "user_id": str(self.id),
            "channel_id": str(channel.id),
            "message_id": str(message.id),
            "emoji": payloads.reaction_emoji(emoji),
            "burst": False,
            "type": 0,
        }
        if channel.guild_id is not None:
            data["guild_id"] = str(channel.guild_id)
        if name == "MESSAGE_REACTION_ADD":
            data["message_author_id"] = str(message.author_id)
            if channel.guild_id is not None:
                guild = self._world.guild(channel.guild_id)
                member = self._world.member(guild.id, self.id)
                data["member"] = payloads.member(self._world, guild, member)
        self._world.emit(self._world.event_in(channel, name, data))

    async def messages(self, place: object = None) -> list[Message]:
        """What they see in a channel, oldest first: with private replies to them."""
        channel = self.place(place)
        held = self._world.permissions_in(channel, self.id)
        public = Bit.READ_MESSAGE_HISTORY in held
        return [
            m
            for _, m in sorted(channel.messages.items())
            if (m.ephemeral_for is None and public) or m.ephemeral_for == self.id
        ]

    async def direct_messages(self, bot: object) -> list[Message]:
        """What they and a bot wrote to each other, oldest first."""
        return await self.messages(self.dm(bot))
