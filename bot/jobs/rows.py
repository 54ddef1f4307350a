"""Which rows of the queue are meant, and what a new one holds."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from bot.jobs.records import Plan, State
from bot.jobs.tables import NO_SERVER, as_text, jobs, utc


def unfinished_key(guild_id: int | None, kind: str, key: str) -> list[ColumnElement[bool]]:
    """What is true of the unfinished job of a key alone."""
    columns = jobs.c
    return [
        columns.guild_id == (guild_id or NO_SERVER),
        columns.kind == kind,
        columns.key == key,
        columns.finished_at.is_(None),
    ]


def unfinished_of(guild_id: int, leaving_out: Collection[str]) -> list[ColumnElement[bool]]:
    """What is true of a server's unfinished jobs, without those of some kinds."""
    columns = jobs.c
    return [
        columns.guild_id == guild_id,
        columns.finished_at.is_(None),
        columns.kind.not_in(leaving_out),
    ]


def first_values(plan: Plan, late_until: datetime) -> dict[str, Any]:
    """The row of a job that was just planned."""
    return {
        "kind": plan.kind,
        "guild_id": plan.guild_id or NO_SERVER,
        "key": plan.key,
        "due_at": utc(plan.due_at),
        "next_at": utc(plan.due_at),
        "late_until": utc(late_until),
        "payload": as_text(plan.payload),
        "steps": "{}",
        "channel_id": plan.channel_id,
        "planned_by": plan.planned_by,
        "state": State.WAITING,
        "attempts": 0,
        "tag": secrets.randbits(63),
        "fence": 0,
        "holds_channel": False,
        "told": True,
    }
