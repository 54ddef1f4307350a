"""How somebody opens threads and forum posts, and comes and goes."""

from collections.abc import Sequence

from bot.playground import threads
from bot.playground.actors.errors import ClientError, shown_by_client
from bot.playground.actors.naming import id_in
from bot.playground.actors.writing import Writer
from bot.playground.records import Channel, ChannelType, Json, Message


class Opener(Writer):
    """Somebody who opens places for others, or leaves them.

    Each act raises ClientError where it is refused; `code` says why.
    """

    # --- threads ------------------------------------------------------------------------------

    async def open_thread(
        self, name: str, on: object = None, *, text: str | None = None, private: bool = False
    ) -> Channel:
        """Open a thread at a message or in a channel, and write its first message.

        Args:
            name: The thread's.
            on: A message, or a channel by record or name; None is the usual one.
            text: What they write into it first.
            private: Whether only who is added sees it; not at a message.
        """
        with shown_by_client():
            thread = self._thread_at(on, name) or self._thread_in(on, name, private=private)
        if text is not None:
            await self.say(text, thread)
        return thread

    def _thread_at(self, on: object, name: str) -> Channel | None:
        if not isinstance(on, Message):
            return None
        channel = self.channel_of(on)
        return threads.at_message(self._pg, channel, on, self.id, {"name": name}, reason=None)

    def _thread_in(self, place: object, name: str, *, private: bool) -> Channel:
        parent = self.place(place)
        kind = ChannelType.PUBLIC_THREAD
        if parent.type is ChannelType.ANNOUNCEMENT:
            kind = ChannelType.ANNOUNCEMENT_THREAD
        body = {"name": name, "type": int(ChannelType.PRIVATE_THREAD if private else kind)}
        return threads.without_message(self._pg, parent, self.id, body, reason=None)

    async def post_in_forum(
        self, forum: object, title: str, text: str, *, tags: Sequence[object] = ()
    ) -> Channel:
        """Open a forum post; tags by name or id."""
        place = self.place(forum)
        body: Json = {"name": title, "message": {"content": text}}
        body["applied_tags"] = [_tag(place, tag) for tag in tags]
        with shown_by_client():
            thread, _ = threads.in_forum(self._pg, place, self.id, body, via_bot=False, reason=None)
        return thread

    async def archive(self, thread: object) -> None:
        """Close a thread: their own, or any with Manage Threads."""
        await self._change_thread(thread, {"archived": True})

    async def reopen(self, thread: object) -> None:
        """Open an archived thread again."""
        await self._change_thread(thread, {"archived": False})

    async def lock(self, thread: object) -> None:
        """Let only who manages threads write in it."""
        await self._change_thread(thread, {"locked": True})

    async def unlock(self, thread: object) -> None:
        """Let everybody write in it again."""
        await self._change_thread(thread, {"locked": False})

    async def _change_thread(self, thread: object, body: Json) -> None:
        found = self.place(thread)
        if not found.is_thread:
            raise ClientError(f"#{found.name} is no thread")
        with shown_by_client():
            threads.change(self._world, found, self.id, body, reason=None)

    # --- coming and going ---------------------------------------------------------------------

    async def leave(self) -> None:
        """Leave the server; its owner can't."""
        if self.server.owner_id == self.id:
            raise ClientError("the owner can't leave the server")
        self._world.leave(self.server, self.id)

    async def rejoin(self) -> None:
        """Come back, without the roles that they had; who is banned gets code 40007."""
        if self.guild is None:
            raise ClientError(f"{self.name} is at no server")
        with shown_by_client():
            self._world.join(self.guild, self.user)


def _tag(forum: Channel, wanted: object) -> str:
    wanted_id = id_in(wanted)
    for tag in forum.available_tags:
        if tag["id"] == str(wanted_id) or tag["name"] == wanted:
            return tag["id"]
    raise ClientError(f"#{forum.name} has no tag {wanted!r}")
