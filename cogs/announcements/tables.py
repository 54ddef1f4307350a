"""The tables of announcements, and how their rows become records."""

from datetime import date, datetime
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Column, ColumnElement, Index, Integer, Row, Table, Text

from bot.jobs.recurrence_json import plan_as_json, plan_of_json
from bot.storage.tables import JsonText, RowId, Snowflake, UtcDateTime, metadata
from cogs.announcements.records import (
    Announcement,
    Approval,
    Content,
    Placing,
    Posted,
    State,
    Timing,
    Verdict,
    Version,
    Wishes,
)

CONTENT = TypeAdapter(Content)
PLACING = TypeAdapter(Placing)
WISHES = TypeAdapter(Wishes)

announcements = Table(
    "announcements",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", JsonText, nullable=False),
    Column("placing", JsonText, nullable=False),
    Column("wishes", JsonText, nullable=False),
    Column("timing", JsonText),
    Column("planned", Text),
    Column("due_at", UtcDateTime),
    Column("planned_by", Snowflake),
    Column("version", Integer, nullable=False),
    Column("trouble", Text),
    Column("made_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
Index("ix_announcements_of_a_server", announcements.c.guild_id, announcements.c.state)

versions = Table(
    "announcement_versions",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("announcement_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", JsonText, nullable=False),
    Column("placing", JsonText, nullable=False),
    Column("timing", JsonText),
    Column("what", Text, nullable=False),
    # A random negative number stands for whoever was forgotten.
    Column("member_id", Snowflake, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
posts = Table(
    "announcement_posts",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("announcement_id", Snowflake, primary_key=True),
    Column("occurrence", Text, primary_key=True),
    Column("channel_id", Snowflake, nullable=False),
    Column("messages", JsonText, nullable=False),
    Column("thread_id", Snowflake),
    Column("version", Integer, nullable=False),
    Column("variables", JsonText, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("taken_down_at", UtcDateTime),
)
approvals = Table(
    "announcement_approvals",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("announcement_id", Snowflake, primary_key=True),
    Column("content_hash", Text, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
)
BELOW = (versions, posts, approvals)


def is_announcement(guild_id: int, number: int) -> tuple[ColumnElement[bool], ...]:
    """Which row is that announcement."""
    return (announcements.c.guild_id == guild_id, announcements.c.id == number)


def belongs_to(table: Table, guild_id: int, number: int) -> tuple[ColumnElement[bool], ...]:
    """Which rows of another table are that announcement's."""
    return (table.c.guild_id == guild_id, table.c.announcement_id == number)


def row_of(announcement: Announcement) -> dict[str, object]:
    """An announcement as a row, without its id."""
    return {
        "guild_id": announcement.guild_id,
        "state": announcement.state.value,
        "title": announcement.content.title,
        "content": CONTENT.dump_python(announcement.content, mode="json"),
        "placing": PLACING.dump_python(announcement.placing, mode="json"),
        "wishes": WISHES.dump_python(announcement.wishes, mode="json"),
        "timing": timing_json(announcement.timing),
        "planned": None if announcement.planned is None else announcement.planned.isoformat(),
        "due_at": announcement.due_at,
        "planned_by": announcement.planned_by,
        "version": announcement.version,
        "trouble": announcement.trouble,
        "made_at": announcement.made_at,
        "changed_at": announcement.changed_at,
    }


def announcement_of(row: Row[Any]) -> Announcement:
    """The announcement in a row."""
    return Announcement(
        id=row.id,
        guild_id=row.guild_id,
        state=State(row.state),
        content=CONTENT.validate_python(row.content),
        placing=PLACING.validate_python(row.placing),
        wishes=WISHES.validate_python(row.wishes),
        timing=timing_of(row.timing),
        planned=None if row.planned is None else datetime.fromisoformat(row.planned),
        due_at=row.due_at,
        planned_by=row.planned_by,
        version=row.version,
        trouble=row.trouble,
        made_at=row.made_at,
        changed_at=row.changed_at,
    )


def version_row(announcement: Announcement, what: str, by: int) -> dict[str, object]:
    """The present version of an announcement as a row."""
    row = row_of(announcement)
    return {
        "guild_id": announcement.guild_id,
        "announcement_id": announcement.id,
        "number": announcement.version,
        **{name: row[name] for name in ("content", "placing", "timing", "changed_at")},
        "what": what,
        "member_id": by,
    }


def version_of(row: Row[Any]) -> Version:
    """The version in a row."""
    return Version(
        number=row.number,
        content=CONTENT.validate_python(row.content),
        placing=PLACING.validate_python(row.placing),
        timing=timing_of(row.timing),
        what=row.what,
        changed_by=row.member_id if row.member_id > 0 else None,
        changed_at=row.changed_at,
    )


def posted_row(guild_id: int, posted: Posted) -> dict[str, object]:
    """One time that it was posted, as a row."""
    return {
        "guild_id": guild_id,
        "announcement_id": posted.announcement_id,
        "occurrence": posted.occurrence,
        "channel_id": posted.channel_id,
        "messages": list(posted.messages),
        "thread_id": posted.thread_id,
        "version": posted.version,
        "variables": dict(posted.values),
        "posted_at": posted.posted_at,
        "taken_down_at": posted.taken_down_at,
    }


def posted_of(row: Row[Any]) -> Posted:
    """One time that it was posted, from its row."""
    return Posted(
        announcement_id=row.announcement_id,
        occurrence=row.occurrence,
        channel_id=row.channel_id,
        messages=tuple(cast("list[int | None]", row.messages)),
        thread_id=row.thread_id,
        version=row.version,
        posted_at=row.posted_at,
        values=cast("dict[str, str]", row.variables),
        taken_down_at=row.taken_down_at,
    )


def approval_of(row: Row[Any]) -> Approval:
    """What somebody said, from its row."""
    return Approval(row.content_hash, row.member_id, Verdict(row.verdict), row.words, row.said_at)


def timing_json(timing: Timing | None) -> dict[str, object] | None:
    """A timing as JSON; `timing_of` gives an equal one back."""
    if timing is None:
        return None
    holidays = [day.isoformat() for day in timing.holidays]
    return {"plan": plan_as_json(timing.plan), "holidays": holidays}


def timing_of(kept: object) -> Timing | None:
    """The timing that was kept."""
    if kept is None:
        return None
    fields = cast("dict[str, Any]", kept)
    holidays = tuple(date.fromisoformat(day) for day in fields["holidays"])
    return Timing(plan_of_json(fields["plan"]), holidays)
