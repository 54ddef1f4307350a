"""Fresh databases for tests, SQLite and PostgreSQL; for `tests/conftest.py` to take in.

A test that asks for `storage` runs once on each. PostgreSQL is found by ATTUNE_TEST_POSTGRES_URL
(a database in which this user may create others); where it is not there the test is skipped, or
fails if ATTUNE_NOTHING_SKIPPED=1.
"""

import itertools
import os
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage import Storage

BOTH = ("sqlite", "postgresql")
POSTGRES_URL = os.environ.get(
    "ATTUNE_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test"
)
HOW_TO_GET_POSTGRES = (
    "PostgreSQL is not there: install and start it (apt-get install postgresql), and say where in "
    "ATTUNE_TEST_POSTGRES_URL=postgresql://user:password@host/database"
)


NOBODY_ELSE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
NO_TABLES = ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
NOT_PART_OF_IT = ("SELECT", "show", "SAVEPOINT", "ROLLBACK", "RELEASE")


class PostgresServer:
    """Makes databases on a PostgreSQL server and drops them in the end.

    Most tests share one database that is emptied in between, since making one costs 50 to 300 ms.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._made: list[str] = []
        self._engines: dict[str, AsyncEngine] = {}
        self._shared: str | None = None
        self._script: list[str] = []

    async def answers(self) -> bool:
        """Whether the server is there."""
        try:
            await self._say(POSTGRES_URL, "SELECT 1")
        except (OSError, SQLAlchemyError):
            return False
        return True

    async def make(self) -> str:
        """The URL of a new, empty database of the test's own."""
        name = f"attune_test_{os.getpid()}_{next(self._numbers)}"
        await self._say(POSTGRES_URL, f"CREATE DATABASE {name}")
        # Nobody needs these rows after a power cut.
        await self._say(POSTGRES_URL, f"ALTER DATABASE {name} SET synchronous_commit = off")
        self._made.append(name)
        return make_url(POSTGRES_URL).set(database=name).render_as_string(hide_password=False)

    async def drop(self, url: str) -> None:
        """Drop a database, whoever still uses it."""
        name = str(make_url(url).database)
        await self._say(POSTGRES_URL, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._made.remove(name)

    async def empty(self) -> str:
        """The URL of the shared database, without tables."""
        if self._shared is None:
            self._shared = await self.make()
        await self._say(self._shared, NOBODY_ELSE, *NO_TABLES)
        return self._shared

    async def up_to_date(self) -> str:
        """The URL of the shared database, as the migrations make it, without rows."""
        url = await self.empty()
        if not self._script:
            self._script = await statements_of_an_upgrade(url)
        else:
            await self._say(url, *self._script)
        return url

    async def close(self) -> None:
        """Drop all that was made."""
        for name in self._made:
            await self._say(POSTGRES_URL, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        for engine in self._engines.values():
            await engine.dispose()

    async def _say(self, url: str, *statements: str) -> None:
        if url not in self._engines:
            full = make_url(url).set(drivername="postgresql+asyncpg")
            self._engines[url] = create_async_engine(full, isolation_level="AUTOCOMMIT")
        async with self._engines[url].connect() as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            await driver.execute(";".join(statements))


async def statements_of_an_upgrade(url: str) -> list[str]:
    """Bring an empty database up to date, and give what was said to it to do so."""
    said: list[str] = []

    def listen(_c: object, _r: object, statement: str, parameters: object, *_: object) -> None:
        if not parameters and not statement.startswith(NOT_PART_OF_IT):
            said.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        await (await Storage.open(url)).close()
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    return said


@pytest.fixture(scope="session")
async def postgres_server() -> AsyncGenerator[PostgresServer | None]:
    """The server, or None where it does not answer."""
    server = PostgresServer()
    yield server if await server.answers() else None
    await server.close()


@pytest.fixture(scope="session")
async def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An up-to-date database file to copy."""
    file = tmp_path_factory.mktemp("template") / "attune.db"
    await (await Storage.open(f"sqlite:///{file}")).close()
    return file


def needed(server: PostgresServer | None) -> PostgresServer:
    """The server; without one, the test is skipped with a line that says how to get it."""
    if server is None:
        if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
            pytest.fail(HOW_TO_GET_POSTGRES)
        pytest.skip(HOW_TO_GET_POSTGRES)
    return server


@pytest.fixture(params=BOTH)
async def empty_database_url(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer | None
) -> str:
    """A database without tables, on each of the two."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'attune.db'}"
    return await needed(postgres_server).empty()


@pytest.fixture(params=BOTH)
async def database_url(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    postgres_server: PostgresServer | None,
    sqlite_template: Path,
) -> str:
    """An up-to-date database without rows, on each of the two."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'attune.db')}"
    return await needed(postgres_server).up_to_date()


@pytest.fixture
async def storage(database_url: str) -> AsyncGenerator[Storage]:
    """An open, up-to-date database without rows, on each of the two."""
    opened = await Storage.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_storage(tmp_path: Path, sqlite_template: Path) -> AsyncGenerator[Storage]:
    """As `storage`, for what only concerns a file: `attune.db` in the test's `tmp_path`."""
    opened = await Storage.open(
        f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'attune.db')}"
    )
    yield opened
    await opened.close()
