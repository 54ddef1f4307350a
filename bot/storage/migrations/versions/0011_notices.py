"""Members could not ask to be told in private what became of their prompts.

Revision 0011_notices, after 0010_jobs.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0011_notices"
down_revision: str | None = "0010_jobs"


def upgrade() -> None:
    """Note who asked for notices; nobody has so far."""
    with op.batch_alter_table("members") as batch:
        batch.add_column(
            sa.Column("notices", sa.Boolean(), nullable=False, server_default=sa.false())
        )
