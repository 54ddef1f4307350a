"""Drafts, what was sent of them, and the prompts that a server approved."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.catalog.records import Prompt
from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.news import tell
from bot.storage.statements import insert_into, take_turns
from cogs.prompts.submitting.records import Content, Draft, Version
from cogs.prompts.submitting.rules import slug_for
from cogs.prompts.submitting.tables import (
    GONE,
    content_json,
    count_unsent,
    draft_of,
    draft_row,
    drafts,
    exported,
    is_draft,
    is_version,
    prompt_of,
    slugs_in,
    update_draft,
    version_of,
    version_row,
    versions,
)

MOST_DRAFTS = 10
# A draft is at most some 10 kB, and who works on one opens form after form.
MOST_KNOWN = 500

Prompts = Mapping[str, Prompt]
NEWS = "prompts"
NONE: Prompts = MappingProxyType({})


class Submissions:
    """What members write in each server; the approved prompts are in memory after `load`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._approved: dict[int, dict[str, Prompt]] = {}
        self._categories: dict[str, str] = {}
        # For forms, which have to open before anything slow is awaited.
        self._known: OrderedDict[tuple[int, int, str], Draft] = OrderedDict()
        self._changes = 0

    async def load(self) -> None:
        """Read the approved prompts of all servers; one that no longer fits is left out."""
        wanted = select(versions).where(versions.c.approved_at.is_not(None))
        approved: dict[int, dict[str, Prompt]] = {}
        async with self._storage.read() as connection:
            told = await connection.execute(select(versions.c.content_hash, versions.c.category))
            self._categories = {row.content_hash: row.category for row in told}
            rows = await connection.execute(wanted.order_by(versions.c.approved_at))
            for version in map(version_of, rows):
                if (prompt := prompt_of(version)) is not None:
                    approved.setdefault(version.guild_id, {})[version.slug] = prompt
        self._approved = approved

    async def hear(self, _: str | None) -> None:
        """Read all afresh: another process may have approved one."""
        await self.load()

    def approved_prompts(self, guild_id: int) -> Prompts:
        """The server's own approved prompts by slug, each in the version that was approved last.

        Whether one is suspended or retired since is what `house.reviews.standing` says.
        """
        found = self._approved.get(guild_id)
        return MappingProxyType(found) if found else NONE

    def category_of(self, content_hash: str) -> str | None:
        """The category of a version; None where there is no such version. From memory."""
        return self._categories.get(content_hash)

    # --- drafts -----------------------------------------------------------------------------------

    async def create(
        self,
        guild_id: int,
        member_id: int,
        content: Content,
        *,
        taken: Collection[str],
        at: datetime,
    ) -> Draft:
        """Keep a new draft, under a slug that nothing has: neither `taken` nor in this server.

        Raises:
            InvalidInputError: The member has too many drafts.
        """
        async with self._storage.write() as connection:
            await take_turns(connection, drafts.name, guild_id)
            if await count_unsent(connection, guild_id, member_id) >= MOST_DRAFTS:
                raise InvalidInputError(
                    f"You have {MOST_DRAFTS} drafts here, the most there is room for. Send or "
                    "delete one in `/prompt mine`, then press **Edit** to go on with this one."
                )
            slug = slug_for(content.title, {*taken, *await slugs_in(connection, guild_id)})
            draft = Draft(
                guild_id=guild_id, member_id=member_id, slug=slug, content=content, changed_at=at
            )
            await connection.execute(insert_into(connection, drafts).values(draft_row(draft)))
        self._remember(draft)
        return draft

    async def save(self, draft: Draft, content: Content, *, at: datetime) -> Draft:
        """Keep what the member changed.

        Raises:
            NotFoundError: The draft was deleted meanwhile.
        """
        key = (draft.guild_id, draft.member_id, draft.slug)
        async with self._storage.write() as connection:
            await update_draft(
                connection, key, {"content": content_json(content), "changed_at": at}
            )
        self._has_changed(key)
        return await self.draft(*key)

    async def draft(self, guild_id: int, member_id: int, slug: str) -> Draft:
        """A member's draft; from memory where it was shown lately.

        Raises:
            NotFoundError: They have none of that slug here.
        """
        if (known := self._known.get((guild_id, member_id, slug))) is not None:
            return known
        changes = self._changes
        found = await self._drafts(select(drafts).where(*is_draft(guild_id, member_id, slug)))
        if not found:
            raise NotFoundError(GONE)
        if changes == self._changes:
            self._remember(found[0])
        return found[0]

    async def drafts_of(self, guild_id: int, member_id: int) -> list[Draft]:
        """All that the member wrote in the server, what they changed last first."""
        return await self._drafts(
            select(drafts).where(drafts.c.guild_id == guild_id, drafts.c.member_id == member_id)
        )

    async def delete(self, guild_id: int, member_id: int, slug: str) -> None:
        """Delete a draft; what was sent of it stays. Safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(drafts).where(*is_draft(guild_id, member_id, slug)))
        self._has_changed((guild_id, member_id, slug))

    # --- versions ---------------------------------------------------------------------------------

    async def keep_sent(self, draft: Draft, version: Version) -> Draft:
        """Keep an immutable version, and that it is what was sent last of the draft.

        Sending the same version again changes nothing.

        Raises:
            NotFoundError: The draft was deleted meanwhile.
        """
        sent = {"sent_hash": version.content_hash, "sent": content_json(draft.content)}
        key = (draft.guild_id, draft.member_id, draft.slug)
        async with self._storage.write() as connection:
            await update_draft(connection, key, sent)
            row = insert_into(connection, versions).values(version_row(version))
            await connection.execute(row.on_conflict_do_nothing())
            await tell(connection, NEWS)
        self._categories[version.content_hash] = str(version.file["category"])
        self._has_changed(key)
        return await self.draft(*key)

    async def version(self, guild_id: int, slug: str, content_hash: str) -> Version | None:
        """What was sent under that hash; None where nothing was, or it was forgotten."""
        found = await self._versions(
            select(versions).where(*is_version(guild_id, slug, content_hash))
        )
        return found[0] if found else None

    async def versions_of(self, guild_id: int, slug: str) -> list[Version]:
        """All that was sent under a slug, newest first."""
        return await self._versions(
            select(versions).where(versions.c.guild_id == guild_id, versions.c.slug == slug)
        )

    async def not_approved(self) -> list[Version]:
        """All that was sent and not approved, in every server, newest first."""
        return await self._versions(select(versions).where(versions.c.approved_at.is_(None)))

    async def approve(
        self, guild_id: int, slug: str, content_hash: str, *, at: datetime
    ) -> Prompt | None:
        """Put a version among the server's prompts, at once; None where it was forgotten."""
        change = update(versions).where(*is_version(guild_id, slug, content_hash))
        async with self._storage.write() as connection:
            await connection.execute(change.values(approved_at=at))
            await tell(connection, NEWS)
        version = await self.version(guild_id, slug, content_hash)
        prompt = None if version is None else prompt_of(version)
        if prompt is not None:
            self._approved.setdefault(guild_id, {})[slug] = prompt
        return prompt

    # --- forgetting -------------------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        mine = select(drafts).where(drafts.c.member_id == member_id)
        sent = select(versions).where(versions.c.author_id == member_id)
        async with self._storage.read() as connection:
            kept = {
                "prompt_drafts": [exported(r) for r in (await connection.execute(mine)).mappings()],
                "prompts_sent": [exported(r) for r in (await connection.execute(sent)).mappings()],
            }
        return dict(kept) if any(kept.values()) else None

    async def forget_member(self, member_id: int) -> None:
        """Delete the member's drafts and what was not approved; approved prompts lose their name.

        Safe to call again.
        """
        mine = versions.c.author_id == member_id
        nameless = {"author_id": None, "credit": "", "credential": ""}
        async with self._storage.write() as connection:
            await connection.execute(delete(drafts).where(drafts.c.member_id == member_id))
            await connection.execute(delete(versions).where(mine, versions.c.approved_at.is_(None)))
            await connection.execute(update(versions).where(mine).values(nameless))
            await tell(connection, NEWS)
        self._has_changed()
        await self.load()

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was written in a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (drafts, versions):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
            await tell(connection, NEWS)
        self._has_changed()
        self._approved.pop(guild_id, None)

    # --- parts ------------------------------------------------------------------------------------

    async def _drafts(self, wanted: Select[Any]) -> list[Draft]:
        ordered = wanted.order_by(drafts.c.changed_at.desc(), drafts.c.slug)
        async with self._storage.read() as connection:
            return [draft_of(row) for row in await connection.execute(ordered)]

    async def _versions(self, wanted: Select[Any]) -> list[Version]:
        ordered = wanted.order_by(versions.c.sent_at.desc(), versions.c.content_hash)
        async with self._storage.read() as connection:
            return [version_of(row) for row in await connection.execute(ordered)]

    def _remember(self, draft: Draft) -> None:
        self._known[draft.guild_id, draft.member_id, draft.slug] = draft
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def _has_changed(self, key: tuple[int, int, str] | None = None) -> None:
        """Forget what memory holds of that draft, or of all."""
        self._changes += 1
        if key is None:
            self._known.clear()
        else:
            self._known.pop(key, None)
