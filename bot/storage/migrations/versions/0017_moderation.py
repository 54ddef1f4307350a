"""Moderators had no record of what was done to whom, when and why.

Revision 0017_moderation, after 0016_announcements.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0017_moderation"
down_revision: str | None = "0016_announcements"


def upgrade() -> None:
    """Make room for numbered cases, what their reasons said before, and their cards."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "moderation_counters",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_moderation_counters")),
    )
    op.create_table(
        "moderation_cases",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("moderator_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("until", moment, nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("lifted_at", moment, nullable=True),
        sa.Column("lifted_by", sa.BigInteger(), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=True),
        sa.Column("voided_at", moment, nullable=True),
        sa.Column("voided_by", sa.BigInteger(), nullable=True),
        sa.Column("voided_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "number", name=op.f("pk_moderation_cases")),
    )
    indexes = {
        "ix_moderation_cases_target": ["guild_id", "target_id", "number"],
        "ix_moderation_cases_moderator": ["guild_id", "moderator_id", "number"],
    }
    for name, columns in indexes.items():
        op.create_index(name, "moderation_cases", columns)
    op.create_index(
        "uq_moderation_cases_entry", "moderation_cases", ["guild_id", "entry_id"], unique=True
    )
    op.create_table(
        "moderation_edits",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason_before", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "number", "edit", name=op.f("pk_moderation_edits")),
    )
    op.create_table(
        "moderation_cards",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "number", name=op.f("pk_moderation_cards")),
    )
    op.create_table(
        "moderation_heard",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_moderation_heard")),
    )
