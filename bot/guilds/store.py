"""What servers chose, as rows: one for each server and feature."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Integer, Table, Text, delete, select, update

from bot.storage import Storage
from bot.storage.news import tell
from bot.storage.statements import insert_into
from bot.storage.tables import Snowflake, UtcDateTime, metadata

guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("feature", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

NOTHING_CHOSEN = "{}"
NEWS = "settings"


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """What a server chose for a feature. `value` is JSON text; `version` counts the changes."""

    guild_id: int
    feature: str
    version: int
    value: str


class SettingsStore:
    """The rows; what they mean is for `GuildSettings`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def all_rows(self, guild_id: int | None = None) -> list[StoredSettings]:
        """Every row (of one server), by server and feature."""
        columns = guild_settings.c
        wanted = select(columns.guild_id, columns.feature, columns.version, columns.value)
        if guild_id is not None:
            wanted = wanted.where(columns.guild_id == guild_id)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(columns.guild_id, columns.feature))
            return [StoredSettings(*row) for row in rows]

    async def change(
        self, guild_id: int, feature: str, revise: Callable[[str], str], *, at: datetime
    ) -> None:
        """Replace a value by what `revise` makes of it, while nobody else can.

        Args:
            guild_id: The server.
            feature: Whose settings.
            revise: From JSON text to JSON text; "{}" where nothing was chosen yet. What it raises
                leaves the row as it was.
            at: When.
        """
        columns = guild_settings.c
        row = (columns.guild_id == guild_id, columns.feature == feature)
        async with self._storage.write() as connection:
            # Makes a row to lock, so that two first changes can't both begin from nothing.
            first = insert_into(connection, guild_settings).values(
                guild_id=guild_id, feature=feature, version=0, value=NOTHING_CHOSEN, changed_at=at
            )
            await connection.execute(first.on_conflict_do_nothing())
            locked = select(columns.value).where(*row).with_for_update()
            value = revise((await connection.execute(locked)).scalar_one())
            changed = {"value": value, "version": columns.version + 1, "changed_at": at}
            await connection.execute(update(guild_settings).where(*row).values(changed))
            await tell(connection, NEWS, str(guild_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that a server chose; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(
                delete(guild_settings).where(guild_settings.c.guild_id == guild_id)
            )
            await tell(connection, NEWS, str(guild_id))
