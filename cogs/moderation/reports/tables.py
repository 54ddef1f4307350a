"""The table of reports, and how its rows become records."""

from typing import Any

from sqlalchemy import Boolean, Column, Index, Row, Table, Text

from bot.storage.tables import RowId, Snowflake, UtcDateTime, metadata
from cogs.moderation.reports.records import Card, NewReport, Report, State

reports = Table(
    "moderation_reports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("message_id", Snowflake, nullable=False),
    # Who wrote the message.
    Column("target_id", Snowflake),
    # Who reports it.
    Column("member_id", Snowflake),
    Column("reason", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("withheld", Text, nullable=False),
    Column("wants_outcome", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("claimed_by", Snowflake),
    Column("decided_by", Snowflake),
    Column("decided_at", UtcDateTime),
    Column("card_channel_id", Snowflake),
    Column("card_message_id", Snowflake),
    Index("ix_moderation_reports_message", "guild_id", "message_id"),
    Index("ix_moderation_reports_state", "guild_id", "state", "id"),
)


def row_of(new: NewReport) -> dict[str, object]:
    """The columns of a report as it was sent."""
    return {
        "channel_id": new.reported.channel_id,
        "message_id": new.reported.message_id,
        "target_id": new.reported.author_id,
        "member_id": new.by,
        "reason": new.reason,
        "quote": new.quote,
        "withheld": new.withheld,
        "wants_outcome": new.wants_outcome,
    }


def report_of(row: Row[Any]) -> Report:
    """A row as a record."""
    card = None
    if row.card_message_id is not None:
        card = Card(row.card_channel_id, row.card_message_id)
    return Report(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        message_id=row.message_id,
        author_id=row.target_id,
        by=row.member_id,
        reason=row.reason,
        quote=row.quote,
        withheld=row.withheld,
        wants_outcome=row.wants_outcome,
        state=State(row.state),
        at=row.at,
        claimed_by=row.claimed_by,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        card=card,
    )
