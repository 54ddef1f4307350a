"""Bringing a database to the tables that this code needs, once, whoever else is starting."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import DatabaseError
from bot.storage.statements import take_turns
from bot.storage.versions import is_current, revision_of

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


async def upgrade_with(engine: AsyncEngine) -> None:
    """Upgrade inside one transaction; a second process waits, then finds nothing to do.

    Raises:
        DatabaseError: The database is newer, not Attune's, or a migration left loose ends.
    """
    async with engine.connect() as connection, connection.begin():
        await take_turns(connection, "attune upgrade", 0)
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    if is_current(revision_of(connection)):
        return
    from alembic import command  # 0.2 s that an ordinary start does not pay

    command.upgrade(alembic_config(connection), "head")
    if connection.dialect.name == "sqlite" and _loose_ends(connection):
        raise DatabaseError("The upgrade would leave rows without their parents; report this bug.")


def _loose_ends(connection: Connection) -> bool:
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None


def alembic_config(connection: Connection) -> "Config":
    """What Alembic needs to know, without a file."""
    from alembic.config import Config

    config = Config()
    # Alembic reads the value with configparser, for which a lone % is a mistake.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config
