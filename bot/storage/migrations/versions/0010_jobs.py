"""What was promised for later was forgotten at a restart, and nobody knew what was posted.

Revision 0010_jobs, after 0004_saved_hash.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0010_jobs"
down_revision: str | None = "0004_saved_hash"

# Indexes on parts of the queue, so that what waits or is over costs nothing.
PARTS = (
    ("ix_jobs_busy_channels", ["channel_id"], "holds_channel"),
    ("ix_jobs_finished", ["finished_at"], "finished_at IS NOT NULL"),
    ("ix_jobs_head", ["next_at", "id"], "state = 'waiting'"),
    ("ix_jobs_leases", ["lease_until"], "state = 'running'"),
    ("ix_jobs_of_a_server", ["guild_id", "due_at", "id"], "finished_at IS NULL"),
    ("ix_jobs_planned_by", ["planned_by"], "planned_by IS NOT NULL"),
    ("ix_jobs_set_aside", ["guild_id"], "state IN ('away', 'unknown')"),
    ("ix_jobs_undecided", ["next_at"], "state IN ('missed', 'stopped')"),
    ("ix_jobs_untold", ["guild_id"], "NOT told"),
)


def upgrade() -> None:
    """Make the queue, and a place for images that are needed later."""
    _make_queue()
    for name, columns, condition in PARTS:
        _index(name, columns, condition)
    _index(
        "uq_jobs_unfinished_key", ["guild_id", "kind", "key"], "finished_at IS NULL", unique=True
    )
    op.create_table(
        "kept_images",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("belongs_to", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "belongs_to", "filename", name="pk_kept_images"),
    )


def _make_queue() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("planned_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("tag", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.Double[float](), nullable=True),
        sa.Column("holds_channel", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )


def _index(name: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    part = sa.text(condition)
    op.create_index(name, "jobs", columns, unique=unique, sqlite_where=part, postgresql_where=part)
