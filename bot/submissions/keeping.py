"""What every store of submissions does: drafts, what was sent of them, and what was approved."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Generic

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.news import tell
from bot.storage.statements import insert_into, take_turns
from bot.submissions.lately import Lately
from bot.submissions.records import ContentT, Draft, ItemT, Version, Words
from bot.submissions.rules import MOST_DRAFTS, slug_for
from bot.submissions.tables import Tables, exported, version_of, version_row


class SubmissionStore(Generic[ContentT, ItemT]):
    """What members write in each server; what was approved is in memory after `load`."""

    def __init__(self, storage: Storage, tables: Tables[ContentT, ItemT], words: Words) -> None:
        self._storage = storage
        self.tables, self.words = tables, words
        self._drafts, self._versions = tables.drafts, tables.versions
        self.news = f"{words.thing}s"
        self._approved: dict[int, dict[str, ItemT]] = {}
        self._lately: Lately[ContentT] = Lately()

    async def load(self) -> None:
        """Read what is approved in all servers; what no longer fits is left out."""
        versions = self._versions
        wanted = select(versions).where(versions.c.approved_at.is_not(None))
        approved: dict[int, dict[str, ItemT]] = {}
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted.order_by(versions.c.approved_at))).mappings()
            for version in map(version_of, rows):
                if (item := self.tables.item_of(version)) is not None:
                    approved.setdefault(version.guild_id, {})[version.slug] = item
        self._approved = approved

    async def hear(self, _: str | None) -> None:
        """Read all afresh: another process may have approved one."""
        await self.load()

    def approved(self, guild_id: int) -> Mapping[str, ItemT]:
        """What the server approved for itself by slug, each in the version approved last.

        Whether one is suspended or retired since is what `house.reviews.standing` says.
        """
        return MappingProxyType(self._approved.get(guild_id, {}))

    # --- drafts -----------------------------------------------------------------------------------

    async def create(
        self,
        guild_id: int,
        member_id: int,
        content: ContentT,
        *,
        taken: Collection[str],
        at: datetime,
    ) -> Draft[ContentT]:
        """Keep a new draft, under a slug that nothing has: neither `taken` nor in this server.

        Raises:
            InvalidInputError: The member has too many drafts.
        """
        async with self._storage.write() as connection:
            await take_turns(connection, self._drafts.name, guild_id)
            if await self.tables.count_unsent(connection, guild_id, member_id) >= MOST_DRAFTS:
                raise InvalidInputError(self.words.too_many)
            taken = {*taken, *await self.tables.slugs_in(connection, guild_id)}
            slug = slug_for(content.title, taken, otherwise=self.words.thing)
            draft = Draft(
                guild_id=guild_id, member_id=member_id, slug=slug, content=content, changed_at=at
            )
            row = insert_into(connection, self._drafts).values(self.tables.draft_row(draft))
            await connection.execute(row)
        self._lately.remember(draft)
        return draft

    async def save(
        self, draft: Draft[ContentT], content: ContentT, *, at: datetime
    ) -> Draft[ContentT]:
        """Keep what the member changed.

        Raises:
            NotFoundError: The draft was deleted meanwhile.
        """
        changes = {"content": self.tables.content_json(content), "changed_at": at}
        async with self._storage.write() as connection:
            await self._update(connection, draft, changes)
        return await self._read_again(draft)

    async def draft(self, guild_id: int, member_id: int, slug: str) -> Draft[ContentT]:
        """A member's draft; from memory where it was shown lately.

        Raises:
            NotFoundError: They have none of that slug here.
        """
        if (known := self._lately.draft((guild_id, member_id, slug))) is not None:
            return known
        changes = self._lately.changes
        found = await self._drafts_where(self.tables.is_draft(guild_id, member_id, slug))
        if not found:
            raise NotFoundError(self.words.gone)
        if changes == self._lately.changes:
            self._lately.remember(found[0])
        return found[0]

    async def drafts_of(self, guild_id: int, member_id: int) -> list[Draft[ContentT]]:
        """All that the member wrote in the server, what they changed last first."""
        key = self._drafts.c
        return await self._drafts_where(key.guild_id == guild_id, key.member_id == member_id)

    async def delete(self, guild_id: int, member_id: int, slug: str) -> None:
        """Delete a draft; what was sent of it stays. Safe to call again."""
        gone = delete(self._drafts).where(self.tables.is_draft(guild_id, member_id, slug))
        async with self._storage.write() as connection:
            await connection.execute(gone)
        self._lately.forget((guild_id, member_id, slug))

    # --- versions ---------------------------------------------------------------------------------

    async def keep_sent(self, draft: Draft[ContentT], version: Version) -> Draft[ContentT]:
        """Keep an immutable version, and that it is what was sent last of the draft.

        Sending the same version again changes nothing.

        Raises:
            NotFoundError: The draft was deleted meanwhile.
        """
        sent = {
            "sent_hash": version.content_hash,
            "sent": self.tables.content_json(draft.content),
        }
        async with self._storage.write() as connection:
            await self._update(connection, draft, sent)
            row = insert_into(connection, self._versions).values(version_row(version))
            await connection.execute(row.on_conflict_do_nothing())
            await tell(connection, self.news)
        return await self._read_again(draft)

    async def version(self, guild_id: int, slug: str, content_hash: str) -> Version | None:
        """What was sent under that hash; None where nothing was, or it was forgotten."""
        found = await self._versions_where(self.tables.is_version(guild_id, slug, content_hash))
        return found[0] if found else None

    async def versions_of(self, guild_id: int, slug: str) -> list[Version]:
        """All that was sent under a slug, newest first."""
        key = self._versions.c
        return await self._versions_where(key.guild_id == guild_id, key.slug == slug)

    async def not_approved(self, guild_id: int | None = None) -> list[Version]:
        """All that was sent and not approved, in a server or in every one, newest first."""
        key = self._versions.c
        here = () if guild_id is None else (key.guild_id == guild_id,)
        return await self._versions_where(*here, key.approved_at.is_(None))

    async def approve(
        self, guild_id: int, slug: str, content_hash: str, *, at: datetime
    ) -> ItemT | None:
        """Put a version among what the server approved, at once; None where it was forgotten."""
        which = self.tables.is_version(guild_id, slug, content_hash)
        async with self._storage.write() as connection:
            approved = update(self._versions).where(which).values(approved_at=at)
            await connection.execute(approved)
            await tell(connection, self.news)
        version = await self.version(guild_id, slug, content_hash)
        item = None if version is None else self.tables.item_of(version)
        if item is not None:
            self._approved.setdefault(guild_id, {})[slug] = item
        return item

    # --- forgetting -------------------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        drafts, versions = self._drafts, self._versions
        wanted = {
            drafts.name: select(drafts).where(drafts.c.member_id == member_id),
            f"{self.news}_sent": select(versions).where(versions.c.author_id == member_id),
        }
        kept: dict[str, object] = {}
        async with self._storage.read() as connection:
            for name, each in wanted.items():
                kept[name] = [exported(r) for r in (await connection.execute(each)).mappings()]
        return kept if any(kept.values()) else None

    async def forget_member(self, member_id: int) -> None:
        """Delete the member's drafts and what was not approved; what was loses its author.

        Safe to call again.
        """
        versions = self._versions
        mine, waits = versions.c.author_id == member_id, versions.c.approved_at.is_(None)
        nameless = {"author_id": None, **dict.fromkeys(self.tables.personal, "")}
        async with self._storage.write() as connection:
            of_member = self._drafts.c.member_id == member_id
            await connection.execute(delete(self._drafts).where(of_member))
            await connection.execute(delete(versions).where(mine, waits))
            await connection.execute(update(versions).where(mine).values(nameless))
            await tell(connection, self.news)
        self._lately.forget_all()
        await self.load()

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was written in a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (self._drafts, self._versions):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
            await tell(connection, self.news)
        self._lately.forget_all()
        self._approved.pop(guild_id, None)

    # --- parts ------------------------------------------------------------------------------------

    async def _update(
        self, connection: AsyncConnection, draft: Draft[ContentT], changes: Mapping[str, object]
    ) -> None:
        which = self.tables.is_draft(draft.guild_id, draft.member_id, draft.slug)
        changed = update(self._drafts).where(which).values(dict(changes))
        if (await connection.execute(changed)).rowcount == 0:
            raise NotFoundError(self.words.gone)

    async def _drafts_where(self, *which: ColumnElement[bool]) -> list[Draft[ContentT]]:
        wanted = select(self._drafts).where(*which)
        ordered = wanted.order_by(self._drafts.c.changed_at.desc(), self._drafts.c.slug)
        async with self._storage.read() as connection:
            return [self.tables.draft_of(row) for row in await connection.execute(ordered)]

    async def _versions_where(self, *which: ColumnElement[bool]) -> list[Version]:
        key = self._versions.c
        wanted = select(self._versions).where(*which)
        ordered = wanted.order_by(key.sent_at.desc(), key.content_hash)
        async with self._storage.read() as connection:
            return [version_of(row) for row in (await connection.execute(ordered)).mappings()]

    async def _read_again(self, draft: Draft[ContentT]) -> Draft[ContentT]:
        key = (draft.guild_id, draft.member_id, draft.slug)
        self._lately.forget(key)
        return await self.draft(*key)
