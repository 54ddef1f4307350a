"""A locked channel was not given back as it was; reports and appeals had nowhere to wait.

Revision 0019_moderation_rest, after 0018_reminders.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0019_moderation_rest"
down_revision: str | None = "0018_reminders"


def upgrade() -> None:
    """Make room for locks with each bit that they changed, for reports and for appeals."""
    moment = sa.DateTime(timezone=True)
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "moderation_locks",
        sa.Column("id", row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("until", moment, nullable=True),
        sa.Column("put_away", sa.Boolean(), nullable=False),
        sa.Column("moved_from", sa.BigInteger(), nullable=True),
        sa.Column("moved_to", sa.BigInteger(), nullable=True),
        sa.Column("opened_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_locks")),
    )
    op.create_index("ix_moderation_locks_channel", "moderation_locks", ["guild_id", "channel_id"])
    op.create_table(
        "moderation_lock_bits",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("lock_id", sa.BigInteger(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("bit", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "lock_id", "target_id", "bit", name=op.f("pk_moderation_lock_bits")
        ),
    )
    op.create_table(
        "moderation_reports",
        sa.Column("id", row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("withheld", sa.Text(), nullable=False),
        sa.Column("wants_outcome", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("claimed_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_reports")),
    )
    op.create_index(
        "ix_moderation_reports_message", "moderation_reports", ["guild_id", "message_id"]
    )
    op.create_index(
        "ix_moderation_reports_state", "moderation_reports", ["guild_id", "state", "id"]
    )
    op.create_table(
        "moderation_appeals",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "number", name=op.f("pk_moderation_appeals")),
    )
    op.create_index(
        "ix_moderation_appeals_state", "moderation_appeals", ["guild_id", "state", "number"]
    )
