"""The prompts that members saved; a member's list has no server and comes up everywhere."""

from datetime import datetime

from sqlalchemy import Column, Table, Text, delete, func, select
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
)


class SavedPrompts:
    """The list of each member, at most 100 prompts long."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        # A card is shown far more often than a list changes. Another process may change one too;
        # then a button says "Save" for what is saved, and pressing it is harmless.
        self._known: dict[int, frozenset[str]] = {}
        self._changes = 0

    async def save(self, member_id: int, slug: str, *, at: datetime) -> bool:
        """Put a prompt on the member's list; False, and nothing changes, if it is there already.

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
            row = {"member_id": member_id, "slug": slug, "saved_at": at}
            await connection.execute(insert_into(connection, saved_prompts).values(row))
        self._has_changed(member_id)
        return True

    async def unsave(self, member_id: int, slug: str) -> bool:
        """Take a prompt off the member's list; False if it was not on it."""
        gone = delete(saved_prompts).where(
            saved_prompts.c.member_id == member_id, saved_prompts.c.slug == slug
        )
        async with self._storage.write() as connection:
            was_there = (await connection.execute(gone)).rowcount > 0
        self._has_changed(member_id)
        return was_there

    async def is_saved(self, member_id: int, slug: str) -> bool:
        """Whether the prompt is on the member's list; from memory where it was asked before."""
        known = self._known.get(member_id)
        if known is None:
            changes = self._changes
            known = frozenset(saved.slug for saved in await self.saved_by(member_id))
            if changes == self._changes:
                self._remember(member_id, known)
        return slug in known

    async def saved_by(self, member_id: int) -> list[SavedPrompt]:
        """The member's list, newest first; empty where nothing was saved."""
        wanted = (
            select(saved_prompts.c.slug, saved_prompts.c.saved_at)
            .where(saved_prompts.c.member_id == member_id)
            .order_by(saved_prompts.c.saved_at.desc(), saved_prompts.c.slug)
        )
        async with self._storage.read() as connection:
            return [SavedPrompt(slug, at) for slug, at in await connection.execute(wanted)]

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

    def _remember(self, member_id: int, slugs: frozenset[str]) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        self._known[member_id] = slugs

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
