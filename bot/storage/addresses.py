"""Which database a URL means, and how to name it without its password."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import DatabaseError

DialectName = Literal["sqlite", "postgresql"]

DRIVERS: dict[str, DialectName] = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgres": "postgresql",
    "postgresql": "postgresql",
    "postgresql+asyncpg": "postgresql",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A database that Attune can use.

    `text` names it for people and logs, without a password. `path` is absolute, and None for
    PostgreSQL; `url` is hidden from `repr`.
    """

    dialect: DialectName
    url: URL
    text: str
    path: Path | None

    def __repr__(self) -> str:
        return f"Address({self.text})"

    @property
    def file(self) -> Path:
        """The SQLite file; a bug to ask for it on PostgreSQL."""
        if self.path is None:
            raise TypeError("PostgreSQL is not a file")
        return self.path


def address_of(url: str) -> Address:
    """Read a database URL.

    Raises:
        DatabaseError: The URL is neither `sqlite:///path` nor `postgresql://…`. It is not quoted,
            since it may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseError(_FORMS) from None
    match DRIVERS.get(parsed.drivername):
        case "sqlite":
            return _file_address(parsed)
        case "postgresql":
            return _server_address(parsed)
        case None:
            raise DatabaseError(_FORMS)


def file_address(path: Path) -> Address:
    """The address of a SQLite file."""
    return Address("sqlite", URL.create("sqlite", database=str(path)), str(path), path.absolute())


_FORMS = (
    "The database URL can't be read; "
    "use sqlite:///path/to/attune.db or postgresql://user:password@host/database."
)


def _file_address(url: URL) -> Address:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise DatabaseError("Attune needs a database file: sqlite:///path/to/attune.db.")
    if url.query:
        raise DatabaseError("A SQLite URL is only a path; leave out what follows its “?”.")
    path = Path(os.path.abspath(Path(url.database).expanduser()))  # noqa: PTH100 - keeps symlinks
    return file_address(path)


def _server_address(url: URL) -> Address:
    query = dict(url.query)
    # What libpq and every hosting page call sslmode, asyncpg calls ssl.
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    if unknown := set(query) - {"ssl", "host", "port"}:
        raise DatabaseError(f"The database URL has an option Attune doesn't know: {min(unknown)}.")
    text = f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"
    full = url.set(drivername="postgresql+asyncpg", query=query)
    return Address("postgresql", full, text, None)
