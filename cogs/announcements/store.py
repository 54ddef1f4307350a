"""Announcements of servers, in every version that they had."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.records import Image
from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.statements import take_turns
from cogs.announcements.following import Follower
from cogs.announcements.forgetting import exported, forget, own_drafts
from cogs.announcements.lists import count_in
from cogs.announcements.pictures import Pictures
from cogs.announcements.records import Announcement, State
from cogs.announcements.tables import (
    BELOW,
    announcement_of,
    announcements,
    belongs_to,
    is_announcement,
    row_of,
    version_row,
    versions,
)

GONE = "That announcement is not here any more. `/announce list` shows what there is."
MOST_DRAFTS = 100
MOST_KNOWN = 300
TRIES = 10
Revise = Callable[[Announcement], Announcement]
Write = Callable[[AsyncConnection, Announcement], Awaitable[Announcement]]


class Announcements:
    """What organisers write and plan; whoever is named is an organiser of that server.

    Attributes:
        pictures: The bytes of their images.
    """

    def __init__(self, storage: Storage) -> None:
        self.pictures = Pictures(storage)
        self._storage = storage
        self._follower: Follower | None = None
        # For forms, which have to open before anything slow is awaited.
        self._known: OrderedDict[tuple[int, int], Announcement] = OrderedDict()

    def followed_by(self, follower: Follower) -> None:
        """Let `follower` write what changes lead to."""
        self._follower = follower

    # --- changing ---------------------------------------------------------------------------------

    async def create(
        self, draft: Announcement, by: int, *, what: str = "written", image: Image | None = None
    ) -> Announcement:
        """Keep a new draft, with the image that its picture names; its id is given here.

        Raises:
            InvalidInputError: The server has too many drafts.
        """
        async with self._storage.write() as connection:
            await take_turns(connection, announcements.name, draft.guild_id)
            if await count_in(connection, draft.guild_id, {State.DRAFT}) >= MOST_DRAFTS:
                raise InvalidInputError(
                    f"This server has {MOST_DRAFTS} drafts, the most there is room for. Delete "
                    "some in `/announce list`, then press *Edit* to go on with this one."
                )
            made = await self.add(connection, draft, by=by, what=what)
            await self.pictures.keep(connection, None, made, image)
        return self._remember(made)

    async def change(
        self,
        guild_id: int,
        number: int,
        revise: Revise,
        *,
        by: int,
        at: datetime,
        what: str = "",
        image: Image | None = None,
    ) -> Announcement:
        """Replace an announcement by what `revise` makes of it, while nobody else can.

        What differs in text, place or time is a version of its own.

        Args:
            guild_id: The server.
            number: Its id.
            revise: What it raises leaves everything as it was.
            by: Who changes it.
            at: When.
            what: What was changed, for the history.
            image: A new picture's bytes.

        Raises:
            NotFoundError: It is not there (any more).
        """

        async def write(connection: AsyncConnection, before: Announcement) -> Announcement:
            after = revise(before)
            if _differs(before, after):
                after = replace(after, version=before.version + 1, changed_at=at)
            await self.save(connection, after)
            await self._write(connection, before, after, what, by)
            await self.pictures.keep(connection, before, after, image)
            return after

        return self._remember(await self._alone(guild_id, number, write))

    async def delete(self, guild_id: int, number: int) -> Announcement:
        """Delete an announcement with all its versions and images; returns it as it was.

        Raises:
            NotFoundError: It is not there (any more).
        """

        async def drop(connection: AsyncConnection, gone: Announcement) -> Announcement:
            if self._follower is not None:
                await self._follower.follow(connection, gone, None)
            await self._drop(connection, guild_id, number)
            return gone

        gone = await self._alone(guild_id, number, drop)
        self._known.pop((guild_id, number), None)
        return gone

    # --- within a caller's transaction ------------------------------------------------------------

    async def locked(self, within: AsyncConnection, guild_id: int, number: int) -> Announcement:
        """The announcement, which nobody else changes until the transaction ends.

        Raises:
            NotFoundError: It is not there (any more).
        """
        return await _one(within, guild_id, number, lock=True)

    async def add(
        self, within: AsyncConnection, draft: Announcement, *, by: int, what: str
    ) -> Announcement:
        """Keep a new draft, without an image; `by` 0 is Attune itself."""
        added = insert(announcements).values(row_of(draft)).returning(announcements.c.id)
        made = replace(draft, id=(await within.execute(added)).scalar_one())
        await self._write(within, None, made, what, by)
        return made

    async def save(self, within: AsyncConnection, announcement: Announcement) -> None:
        """Write how it stands, without a version; the caller has it locked."""
        key = is_announcement(announcement.guild_id, announcement.id)
        await within.execute(update(announcements).where(*key).values(row_of(announcement)))
        self._known.pop((announcement.guild_id, announcement.id), None)

    # --- looking ----------------------------------------------------------------------------------

    async def announcement(self, guild_id: int, number: int) -> Announcement:
        """One announcement.

        Raises:
            NotFoundError: It is not there (any more).
        """
        async with self._storage.read() as connection:
            return self._remember(await _one(connection, guild_id, number))

    async def for_a_form(self, guild_id: int, number: int) -> Announcement:
        """As `announcement`; from memory where it was looked at lately."""
        known = self._known.get((guild_id, number))
        return known or await self.announcement(guild_id, number)

    # --- members and servers that are forgotten ---------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What a member wrote and said of announcements, for JSON; None where nothing is kept."""
        async with self._storage.read() as connection:
            return await exported(connection, member_id)

    async def forget_member(self, member_id: int) -> None:
        """Forget who wrote, planned and approved, and what they said of others' announcements.

        What they planned goes on; drafts of theirs that were never planned are deleted. A random
        number stands for them, the same everywhere, so that "somebody else" can still be checked.
        """
        async with self._storage.write() as connection:
            for guild_id, number in await own_drafts(connection, member_id):
                await self._drop(connection, guild_id, number)
            await forget(connection, member_id)
        self._known.clear()

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all announcements of a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (announcements, *BELOW):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
        self._known.clear()

    # --- parts ------------------------------------------------------------------------------------

    async def _alone(self, guild_id: int, number: int, write: Write) -> Announcement:
        """Do `write` while nobody else can, again from the beginning where somebody came between.

        Its job is locked first, then the announcement, as the end of a job does: who took them the
        other way round could wait for each other for ever.
        """
        for _ in range(TRIES):
            async with self._storage.write() as connection:
                seen = await _one(connection, guild_id, number)
                if self._follower is not None:
                    await self._follower.hold(connection, seen)
                before = await self.locked(connection, guild_id, number)
                if before.planned == seen.planned:
                    return await write(connection, before)
        raise InvalidInputError("Others are changing it at this very moment. Please look again.")

    async def _write(
        self,
        connection: AsyncConnection,
        before: Announcement | None,
        after: Announcement,
        what: str,
        by: int,
    ) -> None:
        if before is None or before.version != after.version:
            await connection.execute(insert(versions).values(version_row(after, what, by)))
        if self._follower is not None:
            await self._follower.follow(connection, before, after)

    async def _drop(self, connection: AsyncConnection, guild_id: int, number: int) -> None:
        for table in BELOW:
            await connection.execute(delete(table).where(*belongs_to(table, guild_id, number)))
        gone = delete(announcements).where(*is_announcement(guild_id, number))
        await connection.execute(gone)
        await self.pictures.drop(connection, guild_id, number)

    def _remember(self, announcement: Announcement) -> Announcement:
        key = (announcement.guild_id, announcement.id)
        self._known[key] = announcement
        self._known.move_to_end(key)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return announcement


async def _one(
    connection: AsyncConnection, guild_id: int, number: int, *, lock: bool = False
) -> Announcement:
    wanted = select(announcements).where(*is_announcement(guild_id, number))
    if lock:
        wanted = wanted.with_for_update()
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        raise NotFoundError(GONE)
    return announcement_of(row)


def _differs(one: Announcement, other: Announcement) -> bool:
    """Whether they say, place or time something else."""
    parts = ((a.content, a.placing, a.timing) for a in (one, other))
    return next(parts) != next(parts)
