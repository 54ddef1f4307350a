"""The tables of attendance."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from bot.storage.tables import JsonText, RowId, Snowflake, UtcDateTime, metadata

attendance = Table(
    "event_attendance",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("occurrence_id", RowId, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    # Pairs of check-in and check-out, as ISO 8601 in UTC; the last check-out may be null.
    Column("visits", JsonText, nullable=False),
    Column("wrong_words", Integer, nullable=False),
    # What a host or organiser decided, whatever the visits say.
    Column("met", Boolean(create_constraint=False)),
    Column("reason", Text),
    Column("decided_by", Snowflake),
    Column("decided_at", UtcDateTime),
)
Index(None, attendance.c.member_id)
Index(None, attendance.c.decided_by)

sittings = Table(
    "event_sittings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("occurrence_id", RowId, primary_key=True, autoincrement=False),
    Column("word", Text),
    # The start for which check-in was posted; another start gets another post.
    Column("posted_for", UtcDateTime),
)

attendance_rules = Table(
    "event_attendance_rules",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("event_id", RowId, primary_key=True, autoincrement=False),
    Column("percent", Integer, nullable=False),
)
