"""What became of an announcement: its versions, when it was posted, who approved it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.storage import Storage
from bot.storage.statements import insert_into
from cogs.announcements.records import Approvals, Posted, Verdict, Version
from cogs.announcements.tables import (
    announcements,
    approval_of,
    approvals,
    belongs_to,
    is_announcement,
    posted_of,
    posted_row,
    posts,
    version_of,
    versions,
)


class History:
    """Reads what was written with each change, and notes what was posted and said."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def versions(self, guild_id: int, number: int) -> list[Version]:
        """All versions of an announcement, newest first."""
        wanted = select(versions).where(*belongs_to(versions, guild_id, number))
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(versions.c.number.desc()))
            return [version_of(row) for row in rows]

    async def version(self, guild_id: int, number: int, version: int) -> Version:
        """One version.

        Raises:
            NotFoundError: It is not there (any more).
        """
        wanted = select(versions).where(
            *belongs_to(versions, guild_id, number), versions.c.number == version
        )
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            raise NotFoundError("That version is not here any more.")
        return version_of(row)

    # --- posted -----------------------------------------------------------------------------------

    async def posts(
        self, guild_id: int, number: int, *, within: AsyncConnection | None = None
    ) -> list[Posted]:
        """Each time that it was posted, newest first."""
        if within is None:
            async with self._storage.read() as connection:
                return await self.posts(guild_id, number, within=connection)
        wanted = select(posts).where(*belongs_to(posts, guild_id, number))
        rows = await within.execute(wanted.order_by(posts.c.posted_at.desc()))
        return [posted_of(row) for row in rows]

    async def post(
        self,
        guild_id: int,
        number: int,
        occurrence: str,
        *,
        within: AsyncConnection | None = None,
    ) -> Posted | None:
        """One time that it was posted; None where it was not (any more)."""
        if within is None:
            async with self._storage.read() as connection:
                return await self.post(guild_id, number, occurrence, within=connection)
        wanted = select(posts).where(*_is_post(guild_id, number, occurrence))
        row = (await within.execute(wanted)).one_or_none()
        return None if row is None else posted_of(row)

    async def note_posted(self, within: AsyncConnection, guild_id: int, posted: Posted) -> None:
        """Note that it was posted, or changed since; safe to call again."""
        row = posted_row(guild_id, posted)
        key = ("guild_id", "announcement_id", "occurrence")
        added = insert_into(within, posts).values(row)
        await within.execute(added.on_conflict_do_update(index_elements=key, set_=row))

    async def note_changed(
        self,
        within: AsyncConnection,
        guild_id: int,
        post: Posted,
        messages: Sequence[int | None],
        version: int,
    ) -> None:
        """Note in which messages a post is shown now, and in which version."""
        which = _is_post(guild_id, post.announcement_id, post.occurrence)
        changed = {"version": version, "messages": list(messages)}
        await within.execute(update(posts).where(*which).values(changed))

    async def note_taken_down(
        self,
        within: AsyncConnection,
        guild_id: int,
        number: int,
        occurrence: str,
        *,
        at: datetime,
    ) -> None:
        """Note that a post is not there any more."""
        which = _is_post(guild_id, number, occurrence)
        await within.execute(update(posts).where(*which).values(taken_down_at=at))

    # --- approved ---------------------------------------------------------------------------------

    async def approvals(
        self,
        guild_id: int,
        number: int,
        content_hash: str,
        *,
        needed: int,
        within: AsyncConnection | None = None,
    ) -> Approvals:
        """How a text, place and time stand, by their hash; what was said first comes first."""
        if within is None:
            async with self._storage.read() as connection:
                return await self.approvals(
                    guild_id, number, content_hash, needed=needed, within=connection
                )
        wanted = select(approvals).where(
            *belongs_to(approvals, guild_id, number), approvals.c.content_hash == content_hash
        )
        writers = select(versions.c.member_id).where(*belongs_to(versions, guild_id, number))
        planner = select(announcements.c.planned_by).where(*is_announcement(guild_id, number))
        said = [
            approval_of(row) for row in await within.execute(wanted.order_by(approvals.c.said_at))
        ]
        authors = frozenset((await within.execute(writers.union(planner))).scalars()) - {None}
        return Approvals(needed, content_hash, tuple(said), authors)

    async def answer(
        self,
        within: AsyncConnection,
        guild_id: int,
        number: int,
        content_hash: str,
        *,
        by: int,
        verdict: Verdict,
        words: str,
        at: datetime,
    ) -> None:
        """Note what somebody says of it; of one person only the last counts."""
        key = {
            "guild_id": guild_id,
            "announcement_id": number,
            "content_hash": content_hash,
            "member_id": by,
        }
        said = {"verdict": verdict.value, "words": words, "said_at": at}
        added = insert_into(within, approvals).values(**key, **said)
        await within.execute(added.on_conflict_do_update(index_elements=list(key), set_=said))


def _is_post(guild_id: int, number: int, occurrence: str) -> tuple[ColumnElement[bool], ...]:
    """Which row is that post."""
    return (*belongs_to(posts, guild_id, number), posts.c.occurrence == occurrence)
