"""What a driver's error means for whoever runs Attune, in one line."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DatabaseError
from bot.storage.addresses import Address

SQLITE = {
    "file is not a database": "{db} is not a database; name another file or restore a backup.",
    "malformed": "{db} is damaged; restore a backup.",
    "database is locked": "{db} is being written by another process; stop it, then try again.",
    "unable to open": "{db} can't be opened; check that the folder may be read and written.",
    "readonly": "{db} may not be written; check who owns it.",
    "disk is full": "{db} can't grow: the disk is full.",
    "disk I/O error": "{db} can't be read or written: the disk reports an error.",
}

# By SQLSTATE, which is the same in every language of the server.
POSTGRES = {
    "28000": "{db} refuses this user; check ATTUNE_DATABASE_URL and pg_hba.conf.",
    "28P01": "{db} refuses this user or password; check ATTUNE_DATABASE_URL.",
    "3D000": "{db} is not there; create it with createdb.",
    "42501": "{db} does not let this user make or change tables; grant it.",
    "53300": "{db} has no free connection; raise max_connections.",
    "57P03": "{db} is starting or stopping; try again in a moment.",
}


@contextmanager
def in_plain_words(address: Address) -> Generator[None]:
    """Turn what the driver raises inside into a DatabaseError of one line.

    The driver's error stays in the trace only where it says more than the line.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        if (sentence := sentence_for(error, address)) is not None:
            raise DatabaseError(sentence) from None
        kind = type(error).__name__
        raise DatabaseError(f"The database {address.text} can't be used ({kind}).") from error


def sentence_for(error: BaseException, address: Address) -> str | None:
    """What to tell the operator about an error; None where it is not a known one."""
    names = {"db": f"The database {address.text}"}
    state = getattr(getattr(error, "orig", error), "pgcode", None) or getattr(
        error, "sqlstate", None
    )
    if state in POSTGRES:
        return POSTGRES[state].format(**names)
    if address.dialect == "sqlite":
        for mark, sentence in SQLITE.items():
            if mark in str(error):
                return sentence.format(**names)
    sentence = _by_kind(error, address)
    return None if sentence is None else sentence.format(**names)


def _by_kind(error: BaseException, address: Address) -> str | None:
    match error:
        case IsADirectoryError():
            return "{db} is a folder; name a file in it."
        case PermissionError():
            return "{db} may not be read and written; check who owns it and its folder."
        case FileExistsError() | NotADirectoryError():
            return "{db} can't be made: part of its path is a file, not a folder."
        case OSError() if address.dialect == "sqlite":
            return f"{{db}} can't be read or written: {error.strerror}."
        case OSError():
            return "{db} can't be reached; check that the server runs and the address is right."
        case _:
            return None
