"""Images that are needed later, as bytes, until what they belong to is gone."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, LargeBinary, Table, Text, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.records import Image
from bot.errors import InvalidInputError
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata

LARGEST = 10 * 2**20
MOST_EACH = 10

kept_images = Table(
    "kept_images",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("belongs_to", Text, primary_key=True),
    Column("filename", Text, primary_key=True),
    Column("alt", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)


class KeptImages:
    """The images of each thing, which a feature names: "announcement:12"."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def keep(
        self,
        guild_id: int,
        belongs_to: str,
        image: Image,
        *,
        at: datetime,
        within: AsyncConnection | None = None,
    ) -> None:
        """Keep an image; one of the same name is replaced.

        Args:
            guild_id: The server.
            belongs_to: What it goes with.
            image: At most 10 MiB.
            at: When, for the record.
            within: The caller's `write()`, to keep it in the same transaction; else in its own.

        Raises:
            InvalidInputError: It is too large, or the eleventh.
        """
        if len(image.content) > LARGEST:
            raise InvalidInputError("That image is larger than 10 MiB. Please use a smaller one.")
        if within is None:
            async with self._storage.write() as connection:
                await _keep(connection, guild_id, belongs_to, image, at)
        else:
            await _keep(within, guild_id, belongs_to, image, at)

    async def of(self, guild_id: int, belongs_to: str) -> list[Image]:
        """The images of a thing, by name; empty where none were kept."""
        columns = kept_images.c
        wanted = (
            select(columns.filename, columns.content, columns.alt)
            .where(columns.guild_id == guild_id, columns.belongs_to == belongs_to)
            .order_by(columns.filename)
        )
        async with self._storage.read() as connection:
            return [Image(*row) for row in await connection.execute(wanted)]

    async def drop(
        self,
        guild_id: int,
        belongs_to: str,
        *,
        but: Collection[str] = (),
        within: AsyncConnection | None = None,
    ) -> None:
        """Delete the images of a thing that is gone, `but` those files; safe to call again."""
        gone = delete(kept_images).where(
            kept_images.c.guild_id == guild_id,
            kept_images.c.belongs_to == belongs_to,
            kept_images.c.filename.not_in(but),
        )
        if within is not None:
            await within.execute(gone)
            return
        async with self._storage.write() as connection:
            await connection.execute(gone)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all images of a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(kept_images).where(kept_images.c.guild_id == guild_id))


async def _keep(
    connection: AsyncConnection, guild_id: int, belongs_to: str, image: Image, at: datetime
) -> None:
    await take_turns(connection, f"images {belongs_to}", guild_id)
    others = (
        select(func.count())
        .select_from(kept_images)
        .where(kept_images.c.guild_id == guild_id, kept_images.c.belongs_to == belongs_to)
        .where(kept_images.c.filename != image.filename)
    )
    if (await connection.execute(others)).scalar_one() >= MOST_EACH:
        raise InvalidInputError(f"A message carries at most {MOST_EACH} images.")
    kept = {"alt": image.alt, "content": image.content, "kept_at": at}
    key = {"guild_id": guild_id, "belongs_to": belongs_to, "filename": image.filename}
    insert = insert_into(connection, kept_images).values(**key, **kept)
    await connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=kept))
