"""Organisers could not plan announcements, nor see later who had written and approved them.

Revision 0016_announcements, after 0015_attendance.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0016_announcements"
down_revision: str | None = "0015_attendance"


def upgrade() -> None:
    """Make the tables of announcements, their versions, posts and approvals, and what goes along.

    `member_id` of versions and approvals is a random negative number once somebody is forgotten.
    """
    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _id("guild_id"),
        *_texts("state", "title", "content", "placing", "wishes"),
        *_texts("timing", "planned", nullable=True),
        _time("due_at", nullable=True),
        _id("planned_by", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("trouble", nullable=True),
        _time("made_at"),
        _time("changed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.create_index("ix_announcements_of_a_server", "announcements", ["guild_id", "state"])
    _make_history()
    _make_helpers()


def _make_history() -> None:
    op.create_table(
        "announcement_versions",
        _id("guild_id"),
        _id("announcement_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("content", "placing", "what"),
        *_texts("timing", nullable=True),
        _id("member_id"),
        _time("changed_at"),
        _key("announcement_versions", "guild_id", "announcement_id", "number"),
    )
    op.create_table(
        "announcement_posts",
        _id("guild_id"),
        _id("announcement_id"),
        *_texts("occurrence", "messages", "variables"),
        _id("channel_id"),
        _id("thread_id", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _time("posted_at"),
        _time("taken_down_at", nullable=True),
        _key("announcement_posts", "guild_id", "announcement_id", "occurrence"),
    )
    op.create_table(
        "announcement_approvals",
        _id("guild_id"),
        _id("announcement_id"),
        _id("member_id"),
        *_texts("content_hash", "verdict", "words"),
        _time("said_at"),
        _key("announcement_approvals", "guild_id", "announcement_id", "content_hash", "member_id"),
    )


def _make_helpers() -> None:
    op.create_table(
        "announcement_forms",
        _id("guild_id"),
        *_texts("token", "placing", "wishes"),
        _time("opened_at"),
        _key("announcement_forms", "guild_id", "token"),
    )
    op.create_table(
        "announcement_templates",
        _id("guild_id"),
        *_texts("name", "title", "body", "link"),
        _time("changed_at"),
        _key("announcement_templates", "guild_id", "name"),
    )
    op.create_table(
        "announcement_digests",
        _id("guild_id"),
        *_texts("timing", "placing", "planned"),
        _time("due_at"),
        _key("announcement_digests", "guild_id"),
    )


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")
