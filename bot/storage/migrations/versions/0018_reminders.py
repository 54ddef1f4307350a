"""Members could not be told of trainings in time, nor hosts what they thought of one.

Revision 0018_reminders, after 0017_moderation.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0018_reminders"
down_revision: str | None = "0017_moderation"


def upgrade() -> None:
    """Make the tables of deliveries, native events and feedback; note members' wishes."""
    with op.batch_alter_table("members") as batch:
        for column in ("lead_minutes", "quiet_begins", "quiet_ends"):
            batch.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch.add_column(sa.Column("lead_since", sa.DateTime(timezone=True), nullable=True))
    _make_deliveries()
    op.create_table(
        "event_mirrors",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("event_id"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("occurrence_id", _row_kind(), nullable=True),
        sa.Column("native_id", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "event_id", name="pk_event_mirrors"),
    )
    op.create_table(
        "event_feedback",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("occurrence_id"),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "occurrence_id", "member_id", name="pk_event_feedback"),
    )
    op.create_index("ix_event_feedback_member_id", "event_feedback", ["member_id"])


def _make_deliveries() -> None:
    op.create_table(
        "event_deliveries",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("occurrence_id"),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mentioned", sa.Integer(), nullable=False),
        sa.Column("direct", sa.Integer(), nullable=False),
        sa.Column("fell_back", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "occurrence_id", "what", "due_at", name="pk_event_deliveries"
        ),
    )
    op.create_table(
        "event_reminded",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("occurrence_id"),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "occurrence_id", "member_id", "starts_at", name="pk_event_reminded"
        ),
    )
    op.create_index("ix_event_reminded_member_id", "event_reminded", ["member_id"])


def _row_id(name: str) -> sa.Column[int]:
    return sa.Column(name, _row_kind(), autoincrement=False, nullable=False)


def _row_kind() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
