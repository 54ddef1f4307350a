"""How Attune opens a SQLite file: one connection that writes, a few that only read."""

import asyncio
import contextlib
import logging
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakSet

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import DatabaseError

BUSY_TIMEOUT_SECONDS = 5.0
READERS = 4
DURABLE_AND_PRIVATE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
)
BESIDE = ("-wal", "-shm", "-journal")

# At DEBUG aiosqlite logs every statement with its values, and logs never quote.
logging.getLogger("aiosqlite").setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Presence:
    """Which file was opened, so that another one in its place is noticed."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "Presence":
        """The file that is at `path` now."""
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino)

    def check(self) -> None:
        """Raise DatabaseError when the file is no longer the one that was opened."""
        try:
            now = self.path.stat()
        except OSError:
            raise DatabaseError(
                f"The database {self.path} was removed while Attune ran; put it back, then start."
            ) from None
        if (now.st_dev, now.st_ino) != (self.device, self.inode):
            raise DatabaseError(
                f"The database {self.path} was replaced while Attune ran; start Attune again."
            )

    async def check_whole(self) -> None:
        """Raise DatabaseError when the file is shorter than it says itself.

        Looks again after a moment: during a checkpoint the header may be ahead of the file.
        """
        self.check()
        if is_cut(self.path):
            await asyncio.sleep(0.2)
            if is_cut(self.path):
                raise DatabaseError(
                    f"The database {self.path} was cut short while Attune ran; restore a backup."
                )


def is_cut(path: Path) -> bool:
    """Whether the file ends before the page count in its header.

    Source:
        https://www.sqlite.org/fileformat2.html, sections 1.3.2 and 1.3.7.
    """
    with path.open("rb") as file:
        header = file.read(100)
        size = os.fstat(file.fileno()).st_size
    if len(header) < 100:
        return True
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return size < pages * (65536 if page == 1 else page)


def prepare_file(path: Path, *, make: bool) -> Presence:
    """See to it that the file is there and readable by its owner only.

    SQLite gives `-wal` and `-shm` the permissions of the file itself.

    Args:
        path: The database file.
        make: Whether to make it, empty, and its folder, where there is none.

    Raises:
        DatabaseError: It is not there and not to be made.
    """
    if not make and not path.exists():
        raise DatabaseError(f"There is no database {path} yet; run: attune db upgrade.")
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for file in (path, *beside(path)):
        with contextlib.suppress(OSError):
            file.chmod(0o600)
    return Presence.of(path)


def beside(path: Path) -> list[Path]:
    """The files that SQLite may keep beside the database."""
    return [path.with_name(path.name + suffix) for suffix in BESIDE]


class _Connection(sqlite3.Connection):
    """A connection that lets go of its locks when it is closed.

    A cancelled statement stays alive in its traceback, and SQLite keeps a closed connection and
    its transaction for as long as a statement of it lives.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - whatever sqlite3 takes
        super().__init__(*args, **options)
        self._cursors = WeakSet[sqlite3.Cursor]()

    def cursor(self, *args: Any, **options: Any) -> sqlite3.Cursor:  # noqa: ANN401
        cursor = super().cursor(*args, **options)
        self._cursors.add(cursor)
        return cursor

    def close(self) -> None:
        for cursor in tuple(self._cursors):
            cursor.close()
        super().close()


def writing_engine(presence: Presence, *, wait: float = BUSY_TIMEOUT_SECONDS) -> AsyncEngine:
    """One connection, whose transactions begin with BEGIN IMMEDIATE.

    Args:
        presence: The file; another one in its place is refused.
        wait: Seconds to wait for another process that writes.
    """
    engine = _engine(presence, wait, size=1)
    _on_connect(engine, "PRAGMA foreign_keys=ON")
    # With the driver's own BEGIN, which comes at the first write, two tasks read the same value.
    _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def upgrading_engine(presence: Presence, *, wait: float) -> AsyncEngine:
    """As `writing_engine`, with foreign keys off, so that a migration may rebuild a table.

    Source:
        https://www.sqlite.org/lang_altertable.html, section 7.
    """
    engine = _engine(presence, wait, size=1)
    _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(presence: Presence) -> AsyncEngine:
    """A few connections that can't write; each transaction sees one moment of the database."""
    engine = _engine(presence, BUSY_TIMEOUT_SECONDS, size=READERS)
    _on_connect(engine, "PRAGMA query_only=ON")
    _on_begin(engine, "BEGIN")
    return engine


def file_uri(path: Path, mode: str) -> str:
    """The path as SQLite wants it in a URI, with everything quoted that it would misread."""
    return f"file:{quote(str(path))}?mode={mode}"


def _engine(presence: Presence, wait: float, *, size: int) -> AsyncEngine:
    # mode=rw never makes a file: a removed database must not come back empty.
    uri = URL.create(
        "sqlite+aiosqlite",
        database=f"file:{quote(str(presence.path))}",
        query={"mode": "rw", "uri": "true"},
    )
    engine = create_async_engine(
        uri,
        hide_parameters=True,
        pool_size=size,
        max_overflow=0,
        connect_args={"isolation_level": None, "timeout": wait, "factory": _Connection},
    )

    def is_still_ours(*_: object) -> None:
        presence.check()

    event.listen(engine.sync_engine, "do_connect", is_still_ours)
    _on_connect(engine, *DURABLE_AND_PRIVATE)
    return engine


def _on_connect(engine: AsyncEngine, *statements: str) -> None:
    def say(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()

    event.listen(engine.sync_engine, "connect", say)


def _on_begin(engine: AsyncEngine, statement: str) -> None:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine.sync_engine, "begin", begin)
