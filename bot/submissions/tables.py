"""The tables of what members hand in, and how their rows become records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    RowMapping,
    Table,
    Text,
    and_,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import JsonText, Snowflake, UtcDateTime, metadata
from bot.submissions.records import ContentT, Draft, ItemT, Version

VERSION_COLUMNS = frozenset(
    ("guild_id", "slug", "content_hash", "file", "author_id", "sent_at", "approved_at")
)


def drafts_table(name: str) -> Table:
    """The table of what members of a server write, under that name."""
    return Table(
        name,
        metadata,
        Column("guild_id", Snowflake, primary_key=True),
        Column("member_id", Snowflake, primary_key=True),
        Column("slug", Text, primary_key=True),
        Column("content", JsonText, nullable=False),
        Column("changed_at", UtcDateTime, nullable=False),
        Column("sent_hash", Text),
        Column("sent", JsonText),
    )


def versions_table(name: str, *beside: str) -> Table:
    """The table of what reviewers were sent, under that name, with columns for what is `beside`."""
    return Table(
        name,
        metadata,
        Column("guild_id", Snowflake, primary_key=True),
        Column("slug", Text, primary_key=True),
        Column("content_hash", Text, primary_key=True),
        Column("file", JsonText, nullable=False),
        *(Column(each, Text, nullable=False) for each in beside),
        Column("author_id", Snowflake),
        Column("sent_at", UtcDateTime, nullable=False),
        Column("approved_at", UtcDateTime),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables(Generic[ContentT, ItemT]):
    """Where a feature keeps what is handed in, and how it reads it.

    `item_of` gives what a version is as an entry of the catalogue, None where it has not the form
    of one any more. `personal` are the columns beside a version that are forgotten with its author.
    """

    drafts: Table
    versions: Table
    content: TypeAdapter[ContentT]
    item_of: Callable[[Version], ItemT | None]
    personal: tuple[str, ...]

    def content_json(self, content: ContentT) -> object:
        """A content as JSON holds it."""
        return self.content.dump_python(content, mode="json")

    def draft_row(self, draft: Draft[ContentT]) -> Mapping[str, object]:
        """A new draft as a row."""
        return {
            "guild_id": draft.guild_id,
            "member_id": draft.member_id,
            "slug": draft.slug,
            "content": self.content_json(draft.content),
            "changed_at": draft.changed_at,
        }

    def draft_of(self, row: Row[Any]) -> Draft[ContentT]:
        """The draft in a row."""
        return Draft(
            guild_id=row.guild_id,
            member_id=row.member_id,
            slug=row.slug,
            content=self.content.validate_python(row.content),
            changed_at=row.changed_at,
            sent_hash=row.sent_hash,
            sent=None if row.sent is None else self.content.validate_python(row.sent),
        )

    def is_draft(self, guild_id: int, member_id: int, slug: str) -> ColumnElement[bool]:
        """Which row is that draft."""
        key = self.drafts.c
        return and_(key.guild_id == guild_id, key.member_id == member_id, key.slug == slug)

    def is_version(self, guild_id: int, slug: str, content_hash: str) -> ColumnElement[bool]:
        """Which row is that version."""
        key = self.versions.c
        return and_(key.guild_id == guild_id, key.slug == slug, key.content_hash == content_hash)

    async def count_unsent(self, connection: AsyncConnection, guild_id: int, member_id: int) -> int:
        """How many drafts of a member were never sent."""
        key = self.drafts.c
        wanted = select(func.count()).where(
            key.guild_id == guild_id, key.member_id == member_id, key.sent_hash.is_(None)
        )
        return (await connection.execute(wanted)).scalar_one()

    async def slugs_in(self, connection: AsyncConnection, guild_id: int) -> set[str]:
        """Every slug that a draft or a version of this server has."""
        found: set[str] = set()
        for table in (self.drafts, self.versions):
            wanted = select(table.c.slug).where(table.c.guild_id == guild_id).distinct()
            found.update((await connection.execute(wanted)).scalars())
        return found


def version_row(version: Version) -> Mapping[str, object]:
    """A version as a row."""
    return {
        "guild_id": version.guild_id,
        "slug": version.slug,
        "content_hash": version.content_hash,
        "file": dict(version.file),
        "author_id": version.author_id,
        "sent_at": version.sent_at,
        "approved_at": version.approved_at,
        **version.beside,
    }


def version_of(row: RowMapping) -> Version:
    """The version in a row."""
    beside = {str(name): value for name, value in row.items() if name not in VERSION_COLUMNS}
    return Version(beside=beside, **{name: row[name] for name in VERSION_COLUMNS})


def exported(row: RowMapping) -> dict[str, object]:
    """A draft or version as its author gets it."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if value is not None and name not in ("author_id", "member_id")
    }
