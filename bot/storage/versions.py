"""Which version of the tables this code knows, and whether a database has it. Without Alembic."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseError

VERSIONS = Path(__file__).parent / "migrations" / "versions"
OURS = "guild_settings"

_REVISION = re.compile(r'^revision(?:: str)? = "([^"]+)"$', re.MULTILINE)
_DOWN_REVISION = re.compile(r'^down_revision(?:: [^=]+)? = (?:None|"([^"]+)")$', re.MULTILINE)


@cache
def history() -> tuple[str, ...]:
    """The revisions that this code knows, oldest first; read from the migration files once.

    Raises:
        ValueError: They are not one line from a first to a last revision: a bug in Attune.
    """
    after: dict[str | None, str] = {}
    for file in sorted(VERSIONS.glob("[0-9]*.py")):
        source = file.read_text(encoding="utf-8")
        revision, down = _REVISION.search(source), _DOWN_REVISION.search(source)
        if revision is None or down is None or down[1] in after:
            raise ValueError(f"{file.name} does not continue one line of migrations")
        after[down[1]] = revision[1]
    line: list[str] = []
    while (following := after.get(line[-1] if line else None)) is not None:
        line.append(following)
    if len(line) != len(after):
        raise ValueError("the migrations are not one line")
    return tuple(line)


def revision_of(connection: Connection) -> str | None:
    """The revision that the database has; None where it has none.

    Raises:
        DatabaseError: The database belongs to something else than Attune.
    """
    found: list[str] = []
    # The usual start is this one SELECT; an error in it would end a transaction of PostgreSQL's.
    try:
        with connection.begin_nested():
            found.extend(connection.scalars(text("SELECT version_num FROM alembic_version")))
    except DBAPIError as error:
        if not _is_missing_table(error):
            raise
    if len(found) == 1:
        return _known_or_ours(connection, found[0])
    if set(inspect(connection).get_table_names()) - {"alembic_version"}:
        raise DatabaseError("The database holds tables that are not Attune's; use an empty one.")
    return None


def is_current(revision: str | None) -> bool:
    """Whether the database has exactly the tables that this code needs; False if it is older.

    Raises:
        DatabaseError: It is from a newer Attune.
    """
    if revision is not None and revision not in history():
        raise DatabaseError(
            f"The database is from a newer Attune (revision {revision}); "
            "update Attune or restore a backup."
        )
    return revision == history()[-1]


def _known_or_ours(connection: Connection, revision: str) -> str:
    # Other programs use Alembic too: an unknown revision is only newer where our tables are.
    if revision not in history() and not inspect(connection).has_table(OURS):
        raise DatabaseError("The database belongs to another program; use an empty one.")
    return revision


def _is_missing_table(error: DBAPIError) -> bool:
    return "no such table" in str(error.orig) or getattr(error.orig, "pgcode", None) == "42P01"
