"""The table of jobs, and the indexes that make waiting cost nothing."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Double,
    Index,
    Integer,
    Table,
    Text,
    func,
    literal_column,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.records import Job, State, Step
from bot.storage.tables import RowId, Snowflake, UtcDateTime, metadata

NO_SERVER = 0

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    # 0 for none, so that keys without a server are unique too.
    Column("guild_id", Snowflake, nullable=False),
    Column("key", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("late_until", UtcDateTime, nullable=False),
    # Text, not JsonText: one row that can't be read must not keep others from being.
    Column("payload", Text, nullable=False),
    Column("steps", Text, nullable=False),
    Column("channel_id", Snowflake),
    Column("planned_by", Snowflake),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text),
    Column("tag", Snowflake, nullable=False),
    # Who holds it, and how often it was taken: a holder that lost it can't change it any more.
    Column("holder", Text),
    Column("fence", Integer, nullable=False),
    # Seconds since 1970 by the database's clock.
    Column("lease_until", Double),
    Column("holds_channel", Boolean(create_constraint=False), nullable=False),
    Column("told", Boolean(create_constraint=False), nullable=False),
    Column("finished_at", UtcDateTime),
)


def _partly(name: str, condition: str, *columns: Column[Any], unique: bool = False) -> Index:
    # Naming PostgreSQL here would load its dialect at every start; the migrations tell it the same.
    full_name = f"{'uq' if unique else 'ix'}_jobs_{name}"
    return Index(full_name, *columns, unique=unique, sqlite_where=text(condition))


_partly(
    "unfinished_key",
    "finished_at IS NULL",
    jobs.c.guild_id,
    jobs.c.kind,
    jobs.c.key,
    unique=True,
)
_partly("head", "state = 'waiting'", jobs.c.next_at, jobs.c.id)
_partly("leases", "state = 'running'", jobs.c.lease_until)
_partly("busy_channels", "holds_channel", jobs.c.channel_id)
_partly("of_a_server", "finished_at IS NULL", jobs.c.guild_id, jobs.c.due_at, jobs.c.id)
_partly("undecided", "state IN ('missed', 'stopped')", jobs.c.next_at)
_partly("set_aside", "state IN ('away', 'unknown')", jobs.c.guild_id)
_partly("untold", "NOT told", jobs.c.guild_id)
_partly("finished", "finished_at IS NOT NULL", jobs.c.finished_at)
_partly("planned_by", "planned_by IS NOT NULL", jobs.c.planned_by)

SHOWN = (
    *(jobs.c.id, jobs.c.kind, jobs.c.guild_id, jobs.c.key, jobs.c.due_at, jobs.c.next_at),
    *(jobs.c.late_until, jobs.c.payload, jobs.c.channel_id, jobs.c.planned_by, jobs.c.state),
    *(jobs.c.steps, jobs.c.attempts, jobs.c.reason, jobs.c.tag),
)


# The two databases use an index on a part of the table only where a query names the part in the
# same words, so these are literals, not parameters.


def in_state(*states: State, table: str = "jobs") -> ColumnElement[bool]:
    """Whether a row of `jobs`, or of an alias of it, is in one of these states."""
    names = ", ".join(f"'{state}'" for state in states)
    if len(states) == 1:
        return literal_column(f"{table}.state = {names}")
    return literal_column(f"{table}.state IN ({names})")


def holds_channel(table: str) -> ColumnElement[bool]:
    """Whether a row of an alias of `jobs` keeps others of its channel waiting."""
    return literal_column(f"{table}.holds_channel")


UNTOLD: ColumnElement[bool] = literal_column("NOT jobs.told")


def job_of(row: Any) -> Job:  # noqa: ANN401 - a row of SHOWN
    """A row as a record; one that can't be read is empty and says so."""
    try:
        payload = _object(row.payload)
        steps = {name: Step.of_json(kept) for name, kept in _object(row.steps).items()}
    except (ValueError, LookupError, TypeError):
        payload, steps, readable = {}, {}, False
    else:
        readable = True
    return Job(
        id=row.id,
        kind=row.kind,
        guild_id=row.guild_id or None,
        key=row.key,
        due_at=row.due_at,
        next_at=row.next_at,
        late_until=row.late_until,
        payload=payload,
        channel_id=row.channel_id,
        planned_by=row.planned_by,
        state=State(row.state),
        steps=steps,
        attempts=row.attempts,
        reason=row.reason,
        tag=row.tag,
        readable=readable,
    )


def _object(value: str) -> dict[str, Any]:
    found: object = json.loads(value)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return cast("dict[str, Any]", found)


def as_text(value: Mapping[str, Any]) -> str:
    """A JSON object as it is kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def steps_as_text(steps: Mapping[str, Step]) -> str:
    """Steps as they are kept."""
    return as_text({name: step.as_json() for name, step in steps.items()})


def database_seconds(connection: AsyncConnection) -> ColumnElement[float]:
    """Seconds since 1970 by the database's clock, which all processes share."""
    if connection.dialect.name == "postgresql":
        return literal_column("CAST(extract(epoch FROM clock_timestamp()) AS double precision)")
    return (func.julianday("now") - 2440587.5) * 86400.0


def utc(moment: datetime) -> datetime:
    """The moment in UTC; a naive one is refused when it is stored."""
    return moment if moment.utcoffset() is None else moment.astimezone(UTC)
