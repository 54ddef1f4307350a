"""Members were not told when a prompt they saved changed, and nobody could see what did.

Revision 0004_saved_hash, after 0003_submissions.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0004_saved_hash"
down_revision: str | None = "0003_submissions"


def upgrade() -> None:
    """Note what a saved prompt said, and keep what the catalogue's files have said."""
    op.create_table(
        "seen_prompts",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", "content_hash", name="pk_seen_prompts"),
    )
    with op.batch_alter_table("saved_prompts") as batch:
        batch.add_column(sa.Column("content_hash", sa.Text(), nullable=True))
