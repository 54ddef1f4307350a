"""The tables of cases, and how their rows become records."""

from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Row, Table, Text, text

from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.moderation.cases.records import Case, Draft, Edit, Ending, Kind, Notice, State

counters = Table(
    "moderation_counters",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
)
cases = Table(
    "moderation_cases",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("target_id", Snowflake, nullable=False),
    Column("channel_id", Snowflake),
    Column("moderator_id", Snowflake, nullable=False),
    Column("reason", Text, nullable=False),
    Column("extent", Text, nullable=False, server_default=text("''")),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("points", Integer, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("entry_id", Snowflake),
    Column("notice", Text, nullable=False),
    Column("failure", Text, nullable=False),
    Column("lifted_at", UtcDateTime),
    Column("lifted_by", Snowflake),
    Column("lifted_reason", Text),
    Column("voided_at", UtcDateTime),
    Column("voided_by", Snowflake),
    Column("voided_reason", Text),
    Index("ix_moderation_cases_target", "guild_id", "target_id", "number"),
    Index("ix_moderation_cases_moderator", "guild_id", "moderator_id", "number"),
    # What was done by hand becomes one case, however often it is heard of.
    Index("uq_moderation_cases_entry", "guild_id", "entry_id", unique=True),
)
edits = Table(
    "moderation_edits",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("edit", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Snowflake, nullable=False),
    Column("reason_before", Text, nullable=False),
)
cards = Table(
    "moderation_cards",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("channel_id", Snowflake, nullable=False),
    Column("message_id", Snowflake, nullable=False),
)
heard = Table(
    "moderation_heard",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    # The newest audit log entry that was looked at.
    Column("entry_id", Snowflake, nullable=False),
)


def row_of(draft: Draft) -> dict[str, object]:
    """The columns of a case that its draft decides."""
    return {
        "kind": draft.kind.value,
        "target_id": draft.target_id,
        "channel_id": draft.channel_id,
        "moderator_id": draft.moderator_id,
        "reason": draft.reason,
        "until": draft.until,
        "points": draft.points,
        "by_hand": draft.by_hand,
        "entry_id": draft.entry_id,
    }


def case_of(row: Row[Any]) -> Case:
    """A row as a record."""
    return Case(
        guild_id=row.guild_id,
        number=row.number,
        kind=Kind(row.kind),
        state=State(row.state),
        target_id=row.target_id,
        moderator_id=row.moderator_id,
        reason=row.reason,
        opened_at=row.opened_at,
        channel_id=row.channel_id,
        extent=row.extent,
        until=row.until,
        points=row.points,
        by_hand=row.by_hand,
        entry_id=row.entry_id,
        notice=Notice(row.notice),
        failure=row.failure,
        lifted=_ending(row.lifted_at, row.lifted_by, row.lifted_reason),
        voided=_ending(row.voided_at, row.voided_by, row.voided_reason),
    )


def edit_of(row: Row[Any]) -> Edit:
    """A row as a record."""
    return Edit(row.edit, row.at, row.by, row.reason_before)


def _ending(at: Any, by: int | None, reason: str | None) -> Ending | None:  # noqa: ANN401 - a column
    return None if at is None else Ending(at, by, reason or "")
