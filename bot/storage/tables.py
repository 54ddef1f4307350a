"""What the tables of all features have in common: names of constraints, and column types."""

import json
from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, Text, TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Snowflake = BigInteger
"""An id that Discord gave. Alone as a primary key it needs `autoincrement=False`."""

RowId = BigInteger().with_variant(Integer(), "sqlite")
"""An id that the database gives: only INTEGER counts up by itself in SQLite."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware datetimes go in, aware UTC comes out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime, whose moment nobody knows."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        # SQLite keeps text without an offset; all of it is UTC, so that it sorts by time.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class JsonText(TypeDecorator[object]):
    """A JSON value kept as text, the same on both databases; SQL never looks inside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Write the value with sorted keys, so that equal values are equal texts; None is NULL."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        """Read the value; an empty column is None."""
        return None if value is None else json.loads(value)
