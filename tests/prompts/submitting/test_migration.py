"""A database from before members could write prompts keeps what it has."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from bot.storage import Storage
from bot.storage.upgrading import alembic_config
from cogs.prompts.feedback.store import Said
from cogs.prompts.submitting.store import Submissions
from tests.prompts.submitting.contents import COMPLETE


async def test_a_database_of_the_version_before_is_upgraded_and_can_be_written(tmp_path: Path):
    file = tmp_path / "attune.db"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0002_reviews")
        saved = "INSERT INTO saved_prompts VALUES (11, 'soap-note-draft', '2026-11-01 10:00:00')"
        connection.execute(text(saved))
    engine.dispose()

    storage = await Storage.open(f"sqlite:///{file}")
    try:
        now = datetime(2026, 11, 25, tzinfo=UTC)
        await Submissions(storage).create(1, 11, COMPLETE, taken=(), at=now)
        await Said(storage).load()
        async with storage.read() as opened:
            kept = await opened.execute(text("SELECT slug FROM saved_prompts"))
            assert list(kept.scalars()) == ["soap-note-draft"]
    finally:
        await storage.close()
