"""The versions of the catalogue's prompts that Attune has seen, so that changes can be shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import Column, Table, Text, select

from bot.catalog.records import Prompt
from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import JsonText, UtcDateTime, metadata
from cogs.prompts.using.changes import Parts, parts_of
from cogs.prompts.using.records import SeenVersion

# Rows in one transaction: others wait for it.
AT_ONCE = 200

seen_prompts = Table(
    "seen_prompts",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("content_hash", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("parts", JsonText, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)


class SeenPrompts:
    """Every content of a catalogue file that this database has met; it belongs to nobody."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def keep(self, prompts: Iterable[Prompt], *, at: datetime) -> int:
        """Keep what is not kept yet of these; how many that were. Safe to call again."""
        known = select(seen_prompts.c.slug, seen_prompts.c.content_hash)
        async with self._storage.read() as connection:
            seen = {(slug, digest) for slug, digest in await connection.execute(known)}
        new = [prompt for prompt in prompts if (prompt.slug, prompt.content_hash) not in seen]
        for start in range(0, len(new), AT_ONCE):
            rows = [_row(prompt, at) for prompt in new[start : start + AT_ONCE]]
            async with self._storage.write() as connection:
                # Another process may have met them at the same moment.
                insert = insert_into(connection, seen_prompts).on_conflict_do_nothing()
                await connection.execute(insert, rows)
        return len(new)

    async def of(self, slugs: Iterable[str]) -> list[SeenVersion]:
        """All that is kept of a prompt under its slug and earlier slugs, newest first."""
        wanted = (
            select(seen_prompts)
            .where(seen_prompts.c.slug.in_(list(slugs)))
            .order_by(seen_prompts.c.seen_at.desc(), seen_prompts.c.version.desc())
        )
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted)
            return [
                SeenVersion(row.content_hash, row.version, cast("Parts", row.parts), row.seen_at)
                for row in rows
            ]


def _row(prompt: Prompt, at: datetime) -> dict[str, object]:
    return {
        "slug": prompt.slug,
        "content_hash": prompt.content_hash,
        "version": prompt.version,
        "parts": parts_of(prompt),
        "seen_at": at,
    }
