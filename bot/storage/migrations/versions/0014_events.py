"""Organisers could not plan trainings, nor members sign up for them.

Revision 0014_events, after 0013_daily.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0014_events"
down_revision: str | None = "0013_daily"

RowId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of trainings, occurrences, hosts, answers and drafts."""
    op.create_table(
        "events",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("planned_by", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_guild_id_over_at", "events", ["guild_id", "over_at"])
    op.create_table(
        "event_hosts",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "event_id", "member_id", name="pk_event_hosts"),
    )
    op.create_index("ix_event_hosts_member_id", "event_hosts", ["member_id"])
    _occurrences()
    op.create_table(
        "event_rsvps",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("occurrence_id", RowId, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "occurrence_id", "member_id", name="pk_event_rsvps"),
    )
    op.create_index("ix_event_rsvps_line", "event_rsvps", ["occurrence_id", "answer", "number"])
    op.create_index("ix_event_rsvps_member_id", "event_rsvps", ["member_id"])
    op.create_table(
        "event_drafts",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", "token", name="pk_event_drafts"),
    )
    op.create_index("ix_event_drafts_made_at", "event_drafts", ["made_at"])


def _occurrences() -> None:
    op.create_table(
        "event_occurrences",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("planned", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("post_message_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event_occurrences"),
        sa.UniqueConstraint(
            "guild_id",
            "event_id",
            "planned",
            name="uq_event_occurrences_guild_id_event_id_planned",
        ),
    )
