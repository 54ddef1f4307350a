"""What was done to a channel had no case: a lock, a purge, slow mode.

Revision 0020_channel_cases, after 0019_moderation_rest.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0020_channel_cases"
down_revision: str | None = "0019_moderation_rest"


def upgrade() -> None:
    """Note of cases where they took place and how much was done; of locks, their cases."""
    with op.batch_alter_table("moderation_cases") as batch:
        batch.add_column(sa.Column("channel_id", sa.BigInteger(), nullable=True))
        batch.add_column(
            sa.Column("extent", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
    with op.batch_alter_table("moderation_locks") as batch:
        # A lock of before has none.
        batch.add_column(sa.Column("case_number", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("opening_case", sa.Integer(), nullable=True))
