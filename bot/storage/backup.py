"""Copying a database to a file and back, and upgrading it, from the command line."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from bot.errors import DatabaseError
from bot.storage.addresses import Address, address_of, file_address
from bot.storage.database import Storage
from bot.storage.sqlite import BUSY_TIMEOUT_SECONDS, beside, file_uri
from bot.storage.troubles import in_plain_words
from bot.storage.versions import OURS, history, is_current

USE_POSTGRES_TOOLS = (
    "PostgreSQL has its own tools: pg_dump --format=custom to back up, pg_restore to restore."
)


async def upgrade(url: str) -> str:
    """Bring a database up to date, making it where there is none; the revision it now has.

    Raises:
        DatabaseError: It can't be used; see `Storage.open`.
    """
    storage = await Storage.open(url)
    await storage.close()
    return history()[-1]


async def backup(url: str, file: Path) -> None:
    """Write a copy that is consistent while Attune runs; after a crash it is whole or not there.

    Raises:
        DatabaseError: The database can't be read, `file` is already there, or it is PostgreSQL.
    """
    address = _sqlite_address(url)
    await asyncio.to_thread(_backup, address, file)


async def restore(url: str, file: Path) -> None:
    """Put a backup in the place of the database; what was there is gone.

    An older backup is upgraded at the next start. What members had forgotten since it was made is
    back: whoever restores has to repeat that.

    Raises:
        DatabaseError: `file` is not an Attune database or is newer than this code, another process
            has the database open, or it is PostgreSQL.
    """
    address = _sqlite_address(url)
    await asyncio.to_thread(_restore, address, file)


def _sqlite_address(url: str) -> Address:
    address = address_of(url)
    if address.dialect != "sqlite":
        raise DatabaseError(USE_POSTGRES_TOOLS)
    return address


def _backup(address: Address, file: Path) -> None:
    if file.exists():
        raise DatabaseError(f"{file} is already there; name another file.")
    if not file.parent.is_dir():
        raise DatabaseError(f"There is no folder {file.parent}.")
    with in_plain_words(address):
        _check_ours(address.file, "rw")
        with _unfinished(file) as part, closing(_open(address.file, "rw")) as source:
            # Leaves out what was deleted, and is one file without a -wal beside it.
            source.execute("VACUUM INTO ?", (str(part),))


def _restore(address: Address, file: Path) -> None:
    # Without a -wal nobody writes to the backup, and SQLite need put no file beside it.
    mode = "ro" if any(other.exists() for other in beside(file)) else "ro&immutable=1"
    with in_plain_words(file_address(file)):
        _check_ours(file, mode)
    target = address.file
    with in_plain_words(address):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone_with(target) as hold, _unfinished(target) as part:
            with closing(_open(file, mode)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
            # A log left by a crash belongs to the old file and would be played into the new one.
            for old in beside(target):
                old.unlink(missing_ok=True)
            if os.name == "nt" and hold is not None:
                hold.close()  # Windows replaces no file that somebody has open


@contextlib.contextmanager
def _unfinished(file: Path) -> Generator[Path]:
    """A file to write to, which takes the place of `file` when all went well."""
    part = file.with_name(f".{file.name}.part")
    _remove(part)
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield part
        _to_disk(part)
        part.replace(file)
        _to_disk(file.parent)
    finally:
        _remove(part)


@contextlib.contextmanager
def _alone_with(target: Path) -> Generator[sqlite3.Connection | None]:
    """Hold the database so that nobody else has it open or can begin to use it."""
    if not target.exists():
        yield None
        return
    with closing(_open(target, "rw")) as connection:
        connection.execute("PRAGMA busy_timeout=0")
        try:
            # Leaving WAL is what SQLite only does for the last connection to a file.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise DatabaseError(
                f"Another process has the database {target} open; stop it, then restore."
            ) from None
        except sqlite3.DatabaseError:
            raise DatabaseError(
                f"The file {target} is damaged; move it away, then restore."
            ) from None
        yield connection


def _check_ours(file: Path, mode: str) -> None:
    """Raise DatabaseError unless the file is a whole Attune database that this code knows."""
    if not file.is_file():
        raise DatabaseError(f"There is no file {file}.")
    with closing(_open(file, mode)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not {"alembic_version", OURS} <= tables:
            raise DatabaseError(f"{file} is not a database of Attune's.")
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        is_current(revision)
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise DatabaseError(f"{file} is damaged.")


def _open(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        file_uri(file.absolute(), mode),
        uri=True,
        isolation_level=None,
        timeout=BUSY_TIMEOUT_SECONDS,
    )


def _remove(part: Path) -> None:
    for file in (part, *beside(part)):
        file.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    if os.name == "nt":  # which lets no folder be synced, and no file that was opened to read
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
