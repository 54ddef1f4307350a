"""The tables of trainings, their occurrences, hosts and answers."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

from bot.storage.tables import JsonText, RowId, Snowflake, UtcDateTime, metadata

events = Table(
    "events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("details", JsonText, nullable=False),
    Column("plan", JsonText, nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("role_id", Snowflake),
    # Minutes before the start.
    Column("ladder", JsonText, nullable=False),
    Column("planned_by", Snowflake),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    # When the last occurrence ends; empty for what never ends.
    Column("over_at", UtcDateTime),
)
Index(None, events.c.guild_id, events.c.over_at)

hosts = Table(
    "event_hosts",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("event_id", RowId, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
)
Index(None, hosts.c.member_id)

occurrences = Table(
    "event_occurrences",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("event_id", RowId, nullable=False),
    # Naive wall time, as ISO 8601 writes it.
    Column("planned", Text, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("changes", JsonText, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("opened", Boolean(create_constraint=False), nullable=False),
    # The number of the next who asks for a seat.
    Column("next_number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("edits", Integer, nullable=False),
    Column("shown_at", UtcDateTime),
    Column("post_channel_id", Snowflake),
    Column("post_message_id", Snowflake),
    Column("thread_id", Snowflake),
    Column("posted_at", UtcDateTime),
    Column("lost", Boolean(create_constraint=False), nullable=False),
    UniqueConstraint("guild_id", "event_id", "planned"),
)

rsvps = Table(
    "event_rsvps",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("occurrence_id", RowId, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("answer", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("held_until", UtcDateTime),
)
Index("ix_event_rsvps_line", rsvps.c.occurrence_id, rsvps.c.answer, rsvps.c.number)
Index(None, rsvps.c.member_id)

drafts = Table(
    "event_drafts",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("token", Text, primary_key=True),
    Column("about", JsonText, nullable=False),
    Column("fields", JsonText, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)
Index(None, drafts.c.made_at)
