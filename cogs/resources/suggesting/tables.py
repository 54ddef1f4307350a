"""The tables of suggestions, and how their rows become records."""

from typing import TYPE_CHECKING, Any, cast

import structlog
from pydantic import TypeAdapter
from sqlalchemy import Column, ColumnElement, Row, Table, Text, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.catalog.fields import read_as
from bot.catalog.listed import Resource
from bot.catalog.resource_schema import ResourceFile
from bot.storage.tables import JsonText, Snowflake, UtcDateTime, metadata
from cogs.resources.suggesting.records import Content, Draft, Version
from cogs.resources.suggesting.rules import file_values

if TYPE_CHECKING:
    from collections.abc import Mapping

log = structlog.stdlib.get_logger(__name__)

CONTENT = TypeAdapter(Content)

drafts = Table(
    "resource_drafts",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("content", JsonText, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("sent_hash", Text),
    Column("sent", JsonText),
)
versions = Table(
    "resource_versions",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("content_hash", Text, primary_key=True),
    Column("file", JsonText, nullable=False),
    Column("why", Text, nullable=False),
    Column("author_id", Snowflake),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("approved_at", UtcDateTime),
)


def is_draft(guild_id: int, member_id: int, slug: str) -> tuple[ColumnElement[bool], ...]:
    """Which row is that draft."""
    of_member = (drafts.c.guild_id == guild_id, drafts.c.member_id == member_id)
    return (*of_member, drafts.c.slug == slug)


def is_version(guild_id: int, slug: str, content_hash: str) -> tuple[ColumnElement[bool], ...]:
    """Which row is that version."""
    of_resource = (versions.c.guild_id == guild_id, versions.c.slug == slug)
    return (*of_resource, versions.c.content_hash == content_hash)


def content_json(content: Content) -> dict[str, object]:
    """A content as JSON holds it."""
    return CONTENT.dump_python(content, mode="json")


def draft_row(draft: Draft) -> dict[str, object]:
    """A new draft as a row."""
    return {
        "guild_id": draft.guild_id,
        "member_id": draft.member_id,
        "slug": draft.slug,
        "content": content_json(draft.content),
        "changed_at": draft.changed_at,
    }


def draft_of(row: Row[Any]) -> Draft:
    """The draft in a row."""
    return Draft(
        guild_id=row.guild_id,
        member_id=row.member_id,
        slug=row.slug,
        content=CONTENT.validate_python(row.content),
        changed_at=row.changed_at,
        sent_hash=row.sent_hash,
        sent=None if row.sent is None else CONTENT.validate_python(row.sent),
    )


def version_row(version: Version) -> dict[str, object]:
    """A version as a row."""
    return {
        "guild_id": version.guild_id,
        "slug": version.slug,
        "content_hash": version.content_hash,
        "file": dict(version.file),
        "why": version.why,
        "author_id": version.author_id,
        "sent_at": version.sent_at,
        "approved_at": version.approved_at,
    }


def version_of(row: Row[Any]) -> Version:
    """The version in a row."""
    return Version(
        guild_id=row.guild_id,
        slug=row.slug,
        content_hash=row.content_hash,
        file=cast("Mapping[str, object]", row.file),
        why=row.why,
        author_id=row.author_id,
        sent_at=row.sent_at,
        approved_at=row.approved_at,
    )


def resource_of(version: Version) -> Resource | None:
    """The resource of a version, under the hash that reviewers saw.

    None, and a line in the log, where it has not the form of a resource any more.
    """
    values = file_values(version.file) if "seen_on" in version.file else version.file
    entry, _ = read_as(ResourceFile, values)
    if entry is None:
        log.warning("a kept resource no longer fits", guild=version.guild_id, slug=version.slug)
        return None
    return entry.record()


async def count_unsent(connection: AsyncConnection, guild_id: int, member_id: int) -> int:
    """How many suggestions of a member were never sent."""
    wanted = select(func.count()).where(
        drafts.c.guild_id == guild_id,
        drafts.c.member_id == member_id,
        drafts.c.sent_hash.is_(None),
    )
    return (await connection.execute(wanted)).scalar_one()


async def slugs_in(connection: AsyncConnection, guild_id: int) -> set[str]:
    """Every slug that a suggestion or a version of this server has."""
    found: set[str] = set()
    for table in (drafts, versions):
        wanted = select(table.c.slug).where(table.c.guild_id == guild_id).distinct()
        found.update((await connection.execute(wanted)).scalars())
    return found
