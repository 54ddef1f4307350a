import asyncio
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import DatabaseError
from bot.members.store import Members
from bot.storage import Storage
from bot.storage.backup import backup, restore, upgrade
from bot.storage.versions import history
from tests.storage.processes import python

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA = 7
HOLD_UNTIL_TOLD = """
import asyncio, sys
from bot.storage import Storage

async def main():
    storage = await Storage.open(sys.argv[1])
    print("open", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await storage.close()

asyncio.run(main())
"""


@pytest.fixture
async def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'attune.db'}"
    await set_zone(url, "Europe/London")
    return url


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def set_zone(url: str, zone: str) -> None:
    storage = await Storage.open(url)
    await Members(storage).set_zone(MAYA, zone, at=NOW)
    await storage.close()


async def zone_in(url: str) -> str | None:
    storage = await Storage.open(url)
    profile = await Members(storage).profile(MAYA)
    await storage.close()
    return profile.zone


async def test_what_was_backed_up_can_be_restored(url: str, tmp_path: Path):
    await backup(url, tmp_path / "backup.db")
    await set_zone(url, "Asia/Tokyo")

    await restore(url, tmp_path / "backup.db")

    assert await zone_in(url) == "Europe/London"


async def test_a_backup_starts_a_database_somewhere_else(url: str, tmp_path: Path):
    await backup(url, tmp_path / "backup.db")
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'attune.db'}"

    await restore(elsewhere, tmp_path / "backup.db")

    assert await zone_in(elsewhere) == "Europe/London"


async def test_a_backup_is_consistent_while_rows_are_written(url: str, tmp_path: Path):
    storage = await Storage.open(url)
    members = Members(storage)
    stop = asyncio.Event()

    async def keep_writing() -> None:
        member = 100
        while not stop.is_set():
            member += 1
            await members.set_zone(member, "UTC", at=NOW)

    writing = asyncio.create_task(keep_writing())
    for number in range(5):
        await backup(url, tmp_path / f"backup{number}.db")
    stop.set()
    await writing
    await storage.close()

    for number in range(5):
        copy = sqlite3.connect(tmp_path / f"backup{number}.db")
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        members_in_order = [m for (m,) in copy.execute("SELECT member_id FROM members ORDER BY 1")]
        assert members_in_order == [MAYA, *range(101, 100 + len(members_in_order))]
        copy.close()


async def test_a_backup_is_one_file_for_its_owner_only(url: str, tmp_path: Path):
    (tmp_path / "backups").mkdir()
    await backup(url, tmp_path / "backups" / "backup.db")

    assert names_in(tmp_path / "backups") == ["backup.db"]
    assert stat.S_IMODE((tmp_path / "backups" / "backup.db").stat().st_mode) == 0o600


async def test_a_backup_never_overwrites_a_file(url: str, tmp_path: Path):
    (tmp_path / "precious").write_text("mine")

    with pytest.raises(DatabaseError, match="already there"):
        await backup(url, tmp_path / "precious")

    assert (tmp_path / "precious").read_text() == "mine"


async def test_there_is_no_backup_of_a_database_that_is_not_there(tmp_path: Path):
    with pytest.raises(DatabaseError, match="There is no file"):
        await backup(f"sqlite:///{tmp_path / 'attune.db'}", tmp_path / "backup.db")

    assert names_in(tmp_path) == []


async def test_a_backup_that_fails_leaves_nothing_behind(url: str, tmp_path: Path):
    with pytest.raises(DatabaseError):
        await backup(url, tmp_path / "no such folder" / "backup.db")

    assert names_in(tmp_path) == ["attune.db"]


async def test_a_file_that_is_not_attunes_is_not_restored(url: str, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("dear diary " * 100)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE customers (id INTEGER)")
    other.close()

    for name, why in [
        ("notes.txt", "not a database"),
        ("other.db", "not a database of Attune's"),
        ("nothing.db", "There is no file"),
    ]:
        with pytest.raises(DatabaseError, match=why):
            await restore(url, tmp_path / name)
    assert await zone_in(url) == "Europe/London"


async def test_a_backup_from_a_newer_attune_is_not_restored(url: str, tmp_path: Path):
    await backup(url, tmp_path / "backup.db")
    change = sqlite3.connect(tmp_path / "backup.db")
    change.execute("UPDATE alembic_version SET version_num = '9999_later'")
    change.commit()
    change.close()

    with pytest.raises(DatabaseError, match="newer Attune"):
        await restore(url, tmp_path / "backup.db")
    assert await zone_in(url) == "Europe/London"


async def test_a_damaged_backup_is_not_restored(url: str, tmp_path: Path):
    file = tmp_path / "backup.db"
    await backup(url, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(DatabaseError, match="damaged"):
        await restore(url, file)
    assert await zone_in(url) == "Europe/London"


async def test_nothing_is_restored_over_a_damaged_file_that_may_still_be_wanted(
    url: str, tmp_path: Path
):
    await backup(url, tmp_path / "backup.db")
    (tmp_path / "attune.db").write_text("dear diary " * 100)

    with pytest.raises(DatabaseError, match="move it away"):
        await restore(url, tmp_path / "backup.db")

    (tmp_path / "attune.db").unlink()
    await restore(url, tmp_path / "backup.db")
    assert await zone_in(url) == "Europe/London"


async def test_nothing_is_restored_over_a_database_that_somebody_has_open(url: str, tmp_path: Path):
    await backup(url, tmp_path / "backup.db")
    await set_zone(url, "Asia/Tokyo")
    storage = await Storage.open(url)

    with pytest.raises(DatabaseError, match="Another process has the database"):
        await restore(url, tmp_path / "backup.db")
    await storage.check_still_there()
    await storage.close()

    assert await zone_in(url) == "Asia/Tokyo"


@pytest.mark.parametrize("removed", [False, True])
async def test_the_log_of_a_process_that_was_killed_is_not_played_into_a_restored_file(
    url: str, tmp_path: Path, removed: bool
):
    await backup(url, tmp_path / "backup.db")
    killed = f"""
import asyncio, os, sys
from datetime import UTC, datetime
from bot.members.store import Members
from bot.storage import Storage

async def main():
    storage = await Storage.open(sys.argv[1])
    await Members(storage).set_zone({MAYA}, "Asia/Tokyo", at=datetime.now(UTC))
    print("written", flush=True)
    os._exit(0)

asyncio.run(main())
"""
    assert await python(killed, url) == "written"
    assert (tmp_path / "attune.db-wal").stat().st_size > 0
    if removed:
        (tmp_path / "attune.db").unlink()

    await restore(url, tmp_path / "backup.db")

    assert await zone_in(url) == "Europe/London"


async def test_an_upgrade_says_the_revision_and_may_be_repeated(empty_database_url: str):
    assert await upgrade(empty_database_url) == history()[-1]
    assert await upgrade(empty_database_url) == history()[-1]


async def test_postgres_users_are_told_which_tools_to_use(tmp_path: Path):
    for work in (backup, restore):
        with pytest.raises(DatabaseError, match=r"pg_dump .* pg_restore"):
            await work("postgresql://localhost/attune", tmp_path / "backup.db")
