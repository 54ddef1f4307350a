import shutil
from pathlib import Path

import pytest

from bot.errors import DatabaseError
from bot.storage import Storage


async def test_a_healthy_database_is_still_there(storage: Storage):
    await storage.check_still_there()


async def test_a_replaced_file_is_noticed(sqlite_storage: Storage, tmp_path: Path):
    file = tmp_path / "attune.db"
    shutil.copyfile(file, tmp_path / "copy")
    (tmp_path / "copy").replace(file)

    with pytest.raises(DatabaseError, match="was replaced"):
        await sqlite_storage.check_still_there()


async def test_a_removed_file_is_noticed_and_does_not_come_back_empty(
    sqlite_storage: Storage, tmp_path: Path
):
    file = tmp_path / "attune.db"
    file.unlink()

    with pytest.raises(DatabaseError, match="was removed"):
        await sqlite_storage.check_still_there()
    with pytest.raises(DatabaseError, match="was removed"):
        async with sqlite_storage.write():
            pass
    assert not file.exists()


@pytest.mark.parametrize("left", [0, 50, 4096])
async def test_a_file_cut_short_is_noticed(sqlite_storage: Storage, tmp_path: Path, left: int):
    with (tmp_path / "attune.db").open("r+b") as file:
        file.truncate(left)

    with pytest.raises(DatabaseError, match="was cut short"):
        await sqlite_storage.check_still_there()
