import asyncio
import socket
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import NoSuchModuleError

from bot.errors import DatabaseError
from bot.storage import Storage
from bot.storage.addresses import address_of
from bot.storage.troubles import in_plain_words
from bot.storage.versions import history
from tests.databases import PostgresServer, needed
from tests.storage.processes import python

OPEN_AND_SAY = """
import asyncio, sys
from bot.storage import Storage

async def main():
    storage = await Storage.open(sys.argv[1])
    await storage.check_still_there()
    await storage.close()
    print("alembic" in sys.modules)

asyncio.run(main())
"""


async def tables_of(storage: Storage) -> set[str]:
    async with storage.read() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def execute(storage: Storage, statement: str) -> None:
    async with storage.write() as connection:
        await connection.execute(text(statement))


async def refusal(url: str, *, upgrade: bool = True) -> str:
    with pytest.raises(DatabaseError) as caught:
        await Storage.open(url, upgrade=upgrade)
    said = str(caught.value)
    assert "\n" not in said
    assert caught.value.__cause__ is None
    return said


async def test_an_empty_database_is_brought_up_to_date(empty_database_url: str):
    storage = await Storage.open(empty_database_url)

    assert {"alembic_version", "guild_settings", "members"} <= await tables_of(storage)
    await storage.check_still_there()
    await storage.close()


async def test_an_empty_database_is_refused_where_upgrading_is_not_wanted(empty_database_url: str):
    assert "attune db upgrade" in await refusal(empty_database_url, upgrade=False)


async def test_looking_without_upgrading_makes_no_file(tmp_path: Path):
    await refusal(f"sqlite:///{tmp_path / 'attune.db'}", upgrade=False)

    assert names_in(tmp_path) == []


async def test_an_empty_file_is_refused_where_upgrading_is_not_wanted(tmp_path: Path):
    (tmp_path / "attune.db").touch()

    assert "older" in await refusal(f"sqlite:///{tmp_path / 'attune.db'}", upgrade=False)


async def test_an_up_to_date_start_does_not_import_alembic(database_url: str):
    assert await python(OPEN_AND_SAY, database_url) == "False"


async def test_processes_that_start_at_once_on_an_empty_database_all_start(empty_database_url: str):
    starts = [python(OPEN_AND_SAY, empty_database_url) for _ in range(4)]

    assert set(await asyncio.gather(*starts)) <= {"True", "False"}

    storage = await Storage.open(empty_database_url, upgrade=False)
    async with storage.read() as connection:
        versions = await connection.execute(text("SELECT version_num FROM alembic_version"))
        assert versions.scalars().all() == [history()[-1]]
    await storage.close()


async def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(config: Config, _revision: str) -> None:
        config.attributes["connection"].exec_driver_sql("CREATE TABLE half_done (id INTEGER)")
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", fail)
        await refusal(empty_database_url)

    storage = await Storage.open(empty_database_url)
    assert "half_done" not in await tables_of(storage)
    await storage.close()


async def test_an_upgrade_that_leaves_rows_without_their_parents_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def orphan(config: Config, _revision: str) -> None:
        connection = config.attributes["connection"]
        connection.exec_driver_sql("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE children (id INTEGER REFERENCES parents (id))")
        connection.exec_driver_sql("INSERT INTO children VALUES (1)")

    monkeypatch.setattr("alembic.command.upgrade", orphan)

    assert "without their parents" in await refusal(f"sqlite:///{tmp_path / 'attune.db'}")


async def test_a_database_from_a_newer_attune_is_refused(storage: Storage, database_url: str):
    await execute(storage, "UPDATE alembic_version SET version_num = '9999_from_the_future'")
    await storage.close()

    said = await refusal(database_url)

    assert said == (
        "The database is from a newer Attune (revision 9999_from_the_future); "
        "update Attune or restore a backup."
    )


async def test_tables_of_another_program_are_refused_and_left_alone(
    storage: Storage, database_url: str
):
    for table in await tables_of(storage):
        await execute(storage, f"DROP TABLE {table}")
    await execute(storage, "CREATE TABLE customers (id INTEGER)")
    await storage.close()

    assert "not Attune's" in await refusal(database_url)


async def test_a_database_that_another_program_keeps_with_alembic_is_refused(
    storage: Storage, database_url: str
):
    await execute(storage, "UPDATE alembic_version SET version_num = 'abc'")
    await execute(storage, "DROP TABLE guild_settings")
    await storage.close()

    assert "another program" in await refusal(database_url)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "notes.txt"
    file.write_text("not a database, whatever its name " * 100)

    assert "is not a database" in await refusal(f"sqlite:///{file}")
    assert file.read_text().startswith("not a database")


async def test_a_folder_is_refused(tmp_path: Path):
    assert "is a folder" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_path_through_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()

    assert "part of its path is a file" in await refusal(f"sqlite:///{tmp_path}/file/attune.db")


async def test_a_file_held_by_another_writer_is_refused_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.storage.database.UPGRADE_WAIT_SECONDS", 0.1)
    holder = sqlite3.connect(tmp_path / "attune.db", isolation_level=None)
    holder.execute("PRAGMA journal_mode=WAL")
    holder.execute("BEGIN IMMEDIATE")

    assert "another process" in await refusal(f"sqlite:///{tmp_path / 'attune.db'}")
    holder.close()


async def test_the_file_is_for_its_owner_only_and_its_folder_is_made(tmp_path: Path):
    file = tmp_path / "new" / "folder" / "attune.db"
    storage = await Storage.open(f"sqlite:///{file}")

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()}

    assert modes == {"attune.db": 0o600, "attune.db-wal": 0o600, "attune.db-shm": 0o600}
    await storage.close()


async def test_a_path_with_signs_that_a_url_would_misread_is_a_path(tmp_path: Path):
    file = tmp_path / "what? 100% #1 äö.db"
    url = make_url("sqlite://").set(database=str(file)).render_as_string()

    storage = await Storage.open(url)
    await storage.close()

    assert names_in(tmp_path) == [file.name]


@pytest.mark.parametrize(
    "url",
    [
        "mysql://attune:s3cret@localhost/attune",
        "attune:s3cret",
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///attune.db?password=s3cret",
        "postgresql://attune:s3cret@localhost/attune?options=-c",
        "postgresql://attune:s3cret@localhost:port/attune",
    ],
)
async def test_a_url_that_cannot_be_used_is_refused_without_quoting_it(url: str):
    assert "s3cret" not in await refusal(url)


async def test_a_server_that_does_not_answer_is_named_without_its_password():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

        said = await refusal(f"postgresql://attune:s3cret@127.0.0.1:{port}/attune")

    assert f"127.0.0.1:{port}/attune can't be reached" in said
    assert "s3cret" not in said


async def test_a_database_that_the_server_does_not_have_is_named(
    postgres_server: PostgresServer | None,
):
    url = await needed(postgres_server).make()
    await needed(postgres_server).drop(url)

    assert "is not there; create it" in await refusal(url)


async def test_postgres_without_its_driver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "asyncpg", None)

    assert "pip install 'attune[postgres]'" in await refusal("postgresql://localhost/attune")


async def test_hosts_may_call_ssl_what_libpq_calls_it(postgres_server: PostgresServer | None):
    url = await needed(postgres_server).make()
    storage = await Storage.open(f"{url}?sslmode=disable")

    await storage.close()
    await needed(postgres_server).drop(url)


async def test_its_repr_names_the_database_without_the_password(
    postgres_server: PostgresServer | None,
):
    url = await needed(postgres_server).make()
    with_password = make_url(url).set(password="s3cret").render_as_string(hide_password=False)
    storage = await Storage.open(with_password)

    said = repr(storage) + repr(vars(storage))

    assert str(make_url(url).database) in said
    assert "s3cret" not in said
    await storage.close()
    await needed(postgres_server).drop(url)


def test_an_error_without_a_sentence_keeps_its_cause_for_the_trace():
    odd = NoSuchModuleError("odd")

    with pytest.raises(DatabaseError, match=r"can't be used \(NoSuchModuleError\)") as caught:
        raise_in_plain_words(odd)

    assert caught.value.__cause__ is odd


def raise_in_plain_words(error: Exception) -> None:
    with in_plain_words(address_of("sqlite:///attune.db")):
        raise error
