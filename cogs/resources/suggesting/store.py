"""Suggestions, what was sent of them, and the resources that a server approved."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.catalog.listed import Resource
from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.news import tell
from bot.storage.statements import insert_into, take_turns
from cogs.resources.suggesting.records import Content, Draft, Version
from cogs.resources.suggesting.rules import slug_for
from cogs.resources.suggesting.tables import (
    content_json,
    count_unsent,
    draft_of,
    draft_row,
    drafts,
    is_draft,
    is_version,
    resource_of,
    slugs_in,
    version_of,
    version_row,
    versions,
)

MOST_DRAFTS = 10
NEWS = "resources"
GONE = "That suggestion is not here any more. `/resource saved`, *My suggestions*, lists yours."
Resources = Mapping[str, Resource]
NONE: Resources = MappingProxyType({})


class Suggestions:
    """What members suggest in each server; the approved resources are in memory after `load`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._approved: dict[int, dict[str, Resource]] = {}

    async def load(self) -> None:
        """Read the approved resources of all servers; one that no longer fits is left out."""
        wanted = select(versions).where(versions.c.approved_at.is_not(None))
        approved: dict[int, dict[str, Resource]] = {}
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(versions.c.approved_at))
            for version in map(version_of, rows):
                if (resource := resource_of(version)) is not None:
                    approved.setdefault(version.guild_id, {})[version.slug] = resource
        self._approved = approved

    async def hear(self, _: str | None) -> None:
        """Read all afresh: another process may have approved one."""
        await self.load()

    def approved(self, guild_id: int) -> Resources:
        """The server's own approved resources by slug, each in the version approved last.

        Whether one is suspended or retired since is what `house.reviews.standing` says.
        """
        found = self._approved.get(guild_id)
        return MappingProxyType(found) if found else NONE

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
        """Keep a new suggestion, under a slug that nothing has: neither `taken` nor in this server.

        Raises:
            InvalidInputError: The member has too many.
        """
        async with self._storage.write() as connection:
            await take_turns(connection, drafts.name, guild_id)
            if await count_unsent(connection, guild_id, member_id) >= MOST_DRAFTS:
                raise InvalidInputError(
                    f"You have {MOST_DRAFTS} suggestions here that you did not send, the most "
                    "there is room for. Send or delete one (`/resource saved`, *My suggestions*), "
                    "then press **Edit** to go on with this one."
                )
            slug = slug_for(content.title, {*taken, *await slugs_in(connection, guild_id)})
            draft = Draft(
                guild_id=guild_id, member_id=member_id, slug=slug, content=content, changed_at=at
            )
            await connection.execute(insert_into(connection, drafts).values(draft_row(draft)))
        return draft

    async def save(self, draft: Draft, content: Content, *, at: datetime) -> Draft:
        """Keep what the member changed.

        Raises:
            NotFoundError: It was deleted meanwhile.
        """
        key = (draft.guild_id, draft.member_id, draft.slug)
        async with self._storage.write() as connection:
            changes = {"content": content_json(content), "changed_at": at}
            await _update_draft(connection, key, changes)
        return await self.draft(*key)

    async def draft(self, guild_id: int, member_id: int, slug: str) -> Draft:
        """A member's suggestion.

        Raises:
            NotFoundError: They have none of that slug here.
        """
        found = await self._drafts(select(drafts).where(*is_draft(guild_id, member_id, slug)))
        if not found:
            raise NotFoundError(GONE)
        return found[0]

    async def drafts_of(self, guild_id: int, member_id: int) -> list[Draft]:
        """All that the member suggested in the server, what they changed last first."""
        return await self._drafts(
            select(drafts).where(drafts.c.guild_id == guild_id, drafts.c.member_id == member_id)
        )

    async def delete(self, guild_id: int, member_id: int, slug: str) -> None:
        """Delete a suggestion; what was sent of it stays. Safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(drafts).where(*is_draft(guild_id, member_id, slug)))

    # --- versions ---------------------------------------------------------------------------------

    async def keep_sent(self, draft: Draft, version: Version) -> Draft:
        """Keep an immutable version, and that it is what was sent last of the suggestion.

        Sending the same version again changes nothing.

        Raises:
            NotFoundError: The suggestion was deleted meanwhile.
        """
        sent = {"sent_hash": version.content_hash, "sent": content_json(draft.content)}
        key = (draft.guild_id, draft.member_id, draft.slug)
        async with self._storage.write() as connection:
            await _update_draft(connection, key, sent)
            row = insert_into(connection, versions).values(version_row(version))
            await connection.execute(row.on_conflict_do_nothing())
        return await self.draft(*key)

    async def version(self, guild_id: int, slug: str, content_hash: str) -> Version | None:
        """What was sent under that hash; None where nothing was, or it was forgotten."""
        found = await self._versions(
            select(versions).where(*is_version(guild_id, slug, content_hash))
        )
        return found[0] if found else None

    async def not_approved_in(self, guild_id: int) -> list[Version]:
        """All that was sent and not approved in a server, newest first."""
        return await self._versions(
            select(versions).where(
                versions.c.guild_id == guild_id, versions.c.approved_at.is_(None)
            )
        )

    async def not_approved(self) -> list[Version]:
        """All that was sent and not approved, in every server, newest first."""
        return await self._versions(select(versions).where(versions.c.approved_at.is_(None)))

    async def approve(
        self, guild_id: int, slug: str, content_hash: str, *, at: datetime
    ) -> Resource | None:
        """Put a version among the server's resources, at once; None where it was forgotten."""
        change = update(versions).where(*is_version(guild_id, slug, content_hash))
        async with self._storage.write() as connection:
            await connection.execute(change.values(approved_at=at))
            await tell(connection, NEWS)
        version = await self.version(guild_id, slug, content_hash)
        resource = None if version is None else resource_of(version)
        if resource is not None:
            self._approved.setdefault(guild_id, {})[slug] = resource
        return resource

    # --- forgetting -------------------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        mine = select(drafts).where(drafts.c.member_id == member_id)
        sent = select(versions).where(versions.c.author_id == member_id)
        async with self._storage.read() as connection:
            kept = {
                "resource_drafts": [_plain(r) for r in (await connection.execute(mine)).mappings()],
                "resources_sent": [_plain(r) for r in (await connection.execute(sent)).mappings()],
            }
        return dict(kept) if any(kept.values()) else None

    async def forget_member(self, member_id: int) -> None:
        """Delete the member's suggestions and what was not approved; approved ones lose the author.

        Safe to call again.
        """
        mine = versions.c.author_id == member_id
        async with self._storage.write() as connection:
            await connection.execute(delete(drafts).where(drafts.c.member_id == member_id))
            await connection.execute(delete(versions).where(mine, versions.c.approved_at.is_(None)))
            await connection.execute(update(versions).where(mine).values(author_id=None, why=""))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was suggested in a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (drafts, versions):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
            await tell(connection, NEWS)
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


async def _update_draft(
    connection: AsyncConnection, key: tuple[int, int, str], changes: Mapping[str, object]
) -> None:
    changed = update(drafts).where(*is_draft(*key)).values(dict(changes))
    if (await connection.execute(changed)).rowcount == 0:
        raise NotFoundError(GONE)


def _plain(row: RowMapping) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if value is not None and name not in ("author_id", "member_id")
    }
