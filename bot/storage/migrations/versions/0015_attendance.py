"""Members could not show that they were at a training, nor organisers who was there.

Revision 0015_attendance, after 0014_events.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0015_attendance"
down_revision: str | None = "0014_events"


def upgrade() -> None:
    """Make the tables of attendance, code words and attendance rules."""
    _make_attendance()
    op.create_table(
        "event_sittings",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("occurrence_id"),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("posted_for", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "occurrence_id", name="pk_event_sittings"),
    )
    op.create_table(
        "event_attendance_rules",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("event_id"),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "event_id", name="pk_event_attendance_rules"),
    )


def _make_attendance() -> None:
    op.create_table(
        "event_attendance",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row_id("occurrence_id"),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("visits", sa.Text(), nullable=False),
        sa.Column("wrong_words", sa.Integer(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "occurrence_id", "member_id", name="pk_event_attendance"
        ),
    )
    for column in ("member_id", "decided_by"):
        op.create_index(f"ix_event_attendance_{column}", "event_attendance", [column])


def _row_id(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)
