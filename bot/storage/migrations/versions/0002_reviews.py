"""Nobody could record a review, or see whether a clinician had looked at what is shown.

Revision 0002_reviews, after 0001_foundation.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0002_reviews"
down_revision: str | None = "0001_foundation"

# What no later change may touch in a step of a review.
FIXED = (
    *("guild_id", "number", "step", "what", "at", "content_hash", "actor_role", "conflicted"),
    *("checks", "cause", "due_on", "replaced_by"),
)
REASON = "the steps of a review are append-only"


def upgrade() -> None:
    """Make the tables of reviews, let their steps only grow, and give members a home hub."""
    op.create_table(
        "reviews",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "number", name="pk_reviews"),
        sa.UniqueConstraint("guild_id", "kind", "slug", name="uq_reviews_guild_id_kind_slug"),
    )
    op.create_table(
        "review_steps",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("interests", sa.Text(), nullable=False),
        sa.Column("conflicted", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("test_run", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "number", "step", name="pk_review_steps"),
    )
    op.create_table(
        "review_reports",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "number", "member_id", name="pk_review_reports"),
    )
    op.add_column("members", sa.Column("home_guild_id", sa.BigInteger(), nullable=True))
    if op.get_context().dialect.name == "postgresql":
        _let_steps_only_grow_in_postgresql()
    else:
        _let_steps_only_grow_in_sqlite()


def _changed_otherwise(same: str) -> str:
    """Whether an update does anything else than forget a member; `same` compares with NULLs."""
    fixed = " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in FIXED)
    forgets = (
        "NEW.actor_id < 0 AND NEW.interests = '' AND NEW.comment = '' AND NEW.test_run = '' "
        "AND NEW.snapshot IS NULL"
    )
    return f"NOT ({fixed} AND {forgets})"


STILL_THERE = "EXISTS (SELECT 1 FROM reviews WHERE guild_id = OLD.guild_id AND number = OLD.number)"


def _let_steps_only_grow_in_sqlite() -> None:
    # COALESCE: a condition that is NULL would let the update through.
    op.execute(
        "CREATE TRIGGER review_steps_stay BEFORE UPDATE ON review_steps "
        f"WHEN COALESCE({_changed_otherwise('IS')}, 1) "
        f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
    )
    op.execute(
        "CREATE TRIGGER review_steps_last BEFORE DELETE ON review_steps "
        f"WHEN {STILL_THERE} BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
    )


def _let_steps_only_grow_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION review_steps_stay() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REASON}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER review_steps_stay BEFORE UPDATE ON review_steps FOR EACH ROW "
        f"WHEN (COALESCE({_changed_otherwise('IS NOT DISTINCT FROM')}, true)) "
        "EXECUTE FUNCTION review_steps_stay()"
    )
    op.execute(
        "CREATE FUNCTION review_steps_last() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {STILL_THERE} THEN RAISE EXCEPTION '{REASON}'; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER review_steps_last BEFORE DELETE ON review_steps FOR EACH ROW "
        "EXECUTE FUNCTION review_steps_last()"
    )
