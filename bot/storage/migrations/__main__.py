"""Writes a revision from what the tables in the code have and the migrations don't make yet.

python -m bot.storage.migrations 0002_waiting_list "Full events kept refusing members."
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Connection

from bot.storage import Storage
from bot.storage.upgrading import alembic_config


async def write_revision(name: str, reason: str) -> None:
    """Write `versions/<name>.py`, to be read and corrected by whoever asked for it."""
    from alembic import command

    def compare(connection: Connection) -> None:
        config = alembic_config(connection)
        command.revision(config, reason, rev_id=name, autogenerate=True)

    with tempfile.TemporaryDirectory() as folder:
        storage = await Storage.open(f"sqlite:///{Path(folder) / 'scratch.db'}")
        async with storage.write() as connection:
            await connection.run_sync(compare)
        await storage.close()


if __name__ == "__main__":
    asyncio.run(write_revision(*sys.argv[1:]))
