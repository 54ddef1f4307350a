"""The tables of reviews."""

from sqlalchemy import Boolean, Column, Integer, Table, Text, UniqueConstraint

from bot.storage.tables import JsonText, Snowflake, UtcDateTime, metadata

reviews = Table(
    "reviews",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("tier", Integer, nullable=False),
    Column("author_id", Snowflake),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("card_channel_id", Snowflake),
    Column("card_message_id", Snowflake),
    UniqueConstraint("guild_id", "kind", "slug"),
)

# Append-only: the migration's triggers refuse every other change than forgetting.
review_steps = Table(
    "review_steps",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("actor_id", Snowflake),
    Column("actor_role", Text, nullable=False),
    Column("interests", Text, nullable=False),
    Column("conflicted", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("checks", JsonText, nullable=False),
    Column("test_run", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("due_on", Text),
    Column("replaced_by", Text),
    Column("snapshot", JsonText),
)

review_reports = Table(
    "review_reports",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("content_hash", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reported_at", UtcDateTime, nullable=False),
)
