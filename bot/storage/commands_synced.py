"""Which commands Discord was last told about, so that a start tells it only what changed."""

from datetime import datetime

from sqlalchemy import Column, Table, Text, select

from bot.storage.database import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import Snowflake, UtcDateTime, metadata

command_sync = Table(
    "command_sync",
    metadata,
    Column("application_id", Snowflake, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column("synced_at", UtcDateTime, nullable=False),
)


class SyncedCommands:
    """The digest of the commands that each application was last synced with."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def digest_of(self, application_id: int) -> str | None:
        """The digest last remembered; None where nothing was synced yet."""
        wanted = select(command_sync.c.digest).where(
            command_sync.c.application_id == application_id
        )
        async with self._storage.read() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none()

    async def remember_digest(self, application_id: int, digest: str, *, at: datetime) -> None:
        """Note that Discord now has these commands; safe to call again."""
        seen = {"digest": digest, "synced_at": at}
        async with self._storage.write() as connection:
            insert = insert_into(connection, command_sync).values(
                application_id=application_id, **seen
            )
            await connection.execute(
                insert.on_conflict_do_update(index_elements=["application_id"], set_=seen)
            )
