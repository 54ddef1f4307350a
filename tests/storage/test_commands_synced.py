from datetime import UTC, datetime

from bot.storage import Storage
from bot.storage.commands_synced import SyncedCommands

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


async def test_the_last_digest_of_each_application_is_remembered(storage: Storage):
    synced = SyncedCommands(storage)
    assert await synced.digest_of(1) is None

    await synced.remember_digest(1, "first", at=NOW)
    await synced.remember_digest(2, "other", at=NOW)
    await synced.remember_digest(1, "second", at=NOW)

    assert await synced.digest_of(1) == "second"
    assert await synced.digest_of(2) == "other"
