"""The tables of deliveries, and of who was messaged for which start."""

from sqlalchemy import Column, Index, Integer, Table, Text

from bot.storage.tables import RowId, Snowflake, UtcDateTime, metadata

# What each delivery amounted to: numbers, so it tells nothing of anybody.
deliveries = Table(
    "event_deliveries",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("occurrence_id", RowId, primary_key=True, autoincrement=False),
    Column("what", Text, primary_key=True),
    Column("due_at", UtcDateTime, primary_key=True),
    Column("mentioned", Integer, nullable=False),
    Column("direct", Integer, nullable=False),
    Column("fell_back", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("state", Text, nullable=False),
)

reminded = Table(
    "event_reminded",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("occurrence_id", RowId, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    # A training that is moved reminds anew.
    Column("starts_at", UtcDateTime, primary_key=True),
)
Index(None, reminded.c.member_id)
