"""The prompts that members saved; a member's list has no server and comes up everywhere."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Table, Text, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.prompts.records import SavedPrompt

MOST_SAVED = 100
# Members whose lists are kept in memory; a list is at most some kilobytes.
MOST_KNOWN = 1000

saved_prompts = Table(
    "saved_prompts",
    metadata,
    Column("member_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("saved_at", UtcDateTime, nullable=False),
    # What the prompt said when the member last took note of it.
    Column("content_hash", Text),
)


class SavedPrompts:
    """The list of each member, at most 100 prompts long."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        # A card is shown far more often than a list changes. Another process may change one too;
        # then a button says "Save" for what is saved, and pressing it is harmless.
        self._known: dict[int, Mapping[str, SavedPrompt]] = {}
        self._changes = 0

    async def save(
        self, member_id: int, slug: str, *, at: datetime, content_hash: str | None = None
    ) -> bool:
        """Put a prompt on the member's list; False, and nothing changes, if it is there already.

        Args:
            member_id: Whose list.
            slug: Which prompt.
            at: When.
            content_hash: What it says now, so that a later change can be told.

        Raises:
            InvalidInputError: The list is full.
        """
        async with self._storage.write() as connection:
            # The decision hangs on how many rows there are, and no row stands for that.
            await take_turns(connection, saved_prompts.name, member_id)
            if await _has(connection, member_id, slug):
                return False
            if await _count(connection, member_id) >= MOST_SAVED:
                raise InvalidInputError(
                    f"You have saved {MOST_SAVED} prompts, the most there is room for. "
                    "Take one off your list, then save this one."
                )
            row = insert_into(connection, saved_prompts).values(
                member_id=member_id, slug=slug, saved_at=at, content_hash=content_hash
            )
            await connection.execute(row)
        self._has_changed(member_id)
        return True

    async def unsave(self, member_id: int, *slugs: str) -> bool:
        """Take prompts off the member's list; False if none was on it."""
        gone = delete(saved_prompts).where(
            saved_prompts.c.member_id == member_id, saved_prompts.c.slug.in_(slugs)
        )
        async with self._storage.write() as connection:
            was_there = (await connection.execute(gone)).rowcount > 0
        self._has_changed(member_id)
        return was_there

    async def take_note(self, member_id: int, hashes: Mapping[str, str]) -> None:
        """Remember what saved prompts say now, by slug: the member knows of their changes."""
        if not hashes:
            return
        noted = (
            update(saved_prompts)
            .where(saved_prompts.c.member_id == member_id, saved_prompts.c.slug == bindparam("of"))
            .values(content_hash=bindparam("now"))
        )
        rows = [{"of": slug, "now": content_hash} for slug, content_hash in hashes.items()]
        async with self._storage.write() as connection:
            await connection.execute(noted, rows)
        self._has_changed(member_id)

    async def is_saved(self, member_id: int, slug: str) -> bool:
        """Whether the prompt is on the member's list; from memory where it was asked before."""
        return await self.saved(member_id, slug) is not None

    async def saved(self, member_id: int, *slugs: str) -> SavedPrompt | None:
        """The first of these that is on the member's list; from memory as `is_saved`."""
        known = self._known.get(member_id)
        if known is None:
            changes = self._changes
            known = {saved.slug: saved for saved in await self.saved_by(member_id)}
            if changes == self._changes:
                self._remember(member_id, known)
        return next((known[slug] for slug in slugs if slug in known), None)

    async def saved_by(self, member_id: int) -> list[SavedPrompt]:
        """The member's list, newest first; empty where nothing was saved."""
        wanted = (
            select(saved_prompts.c.slug, saved_prompts.c.saved_at, saved_prompts.c.content_hash)
            .where(saved_prompts.c.member_id == member_id)
            .order_by(saved_prompts.c.saved_at.desc(), saved_prompts.c.slug)
        )
        async with self._storage.read() as connection:
            return [SavedPrompt(*row) for row in await connection.execute(wanted)]

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        saved = await self.saved_by(member_id)
        if not saved:
            return None
        return {
            "saved_prompts": [
                {"slug": prompt.slug, "saved_at": prompt.saved_at.isoformat()} for prompt in saved
            ]
        }

    async def forget_member(self, member_id: int) -> None:
        """Delete the member's list; safe to call again."""
        gone = delete(saved_prompts).where(saved_prompts.c.member_id == member_id)
        async with self._storage.write() as connection:
            await connection.execute(gone)
        self._has_changed(member_id)

    def _remember(self, member_id: int, saved: Mapping[str, SavedPrompt]) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        self._known[member_id] = saved

    def _has_changed(self, member_id: int) -> None:
        self._changes += 1
        self._known.pop(member_id, None)


async def _has(connection: AsyncConnection, member_id: int, slug: str) -> bool:
    wanted = select(saved_prompts.c.slug).where(
        saved_prompts.c.member_id == member_id, saved_prompts.c.slug == slug
    )
    return (await connection.execute(wanted)).first() is not None


async def _count(connection: AsyncConnection, member_id: int) -> int:
    wanted = select(func.count()).where(saved_prompts.c.member_id == member_id)
    return (await connection.execute(wanted)).scalar_one()
