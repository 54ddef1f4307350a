"""How long cases are kept, what somebody can have of them, and how they are forgotten."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.moderation.cases.records import LASTING, NOBODY, Case, Kind, State
from cogs.moderation.cases.tables import cards, case_of, cases, counters, edits, heard

REDUCED: dict[str, object] = {
    "target_id": NOBODY,
    "moderator_id": NOBODY,
    "reason": "",
    "extent": "",
    "failure": "",
    "points": 0,
    "lifted_by": None,
    "lifted_reason": None,
    "voided_by": None,
    "voided_reason": None,
}


async def export_member(connection: AsyncConnection, member_id: int) -> Any:  # noqa: ANN401 - JSON
    """What is kept about somebody, and what they did to others, without saying whom."""
    columns = cases.c
    about = await connection.execute(select(cases).where(columns.target_id == member_id))
    by_them = or_(
        columns.moderator_id == member_id,
        columns.lifted_by == member_id,
        columns.voided_by == member_id,
    )
    done = await connection.execute(select(cases).where(by_them))
    changed = await connection.execute(select(edits).where(edits.c.by == member_id))
    found = {
        "about_you": [_as_json(row) for row in about],
        "as_moderator": [_as_json(row) for row in done],
        "reasons_you_changed": [
            {"server": str(row.guild_id), "case": row.number, "at": row.at.isoformat()}
            for row in changed
        ],
    }
    return found if any(found.values()) else None


async def forget_member(connection: AsyncConnection, member_id: int) -> None:
    """As `Cases.forget_member`; safe to repeat.

    The id is the same in all, so that "another moderator" still holds. What ends later knows the
    member by its own plan.
    """
    stand_in = -1 - secrets.randbits(62)
    c = cases.c
    # Words of theirs may stand in each version of a reason that they wrote or changed, and in those
    # that others made of it.
    same = (c.guild_id == edits.c.guild_id, c.number == edits.c.number)
    moderated = select(c.number).where(*same, c.moderator_id == member_id)
    other = edits.alias()
    touched = select(other.c.number).where(
        other.c.guild_id == edits.c.guild_id,
        other.c.number == edits.c.number,
        other.c.by == member_id,
    )
    edited = select(edits.c.number).where(*same, edits.c.by == member_id)
    changes: tuple[tuple[Table, ColumnElement[bool], dict[str, object]], ...] = (
        (edits, or_(touched.exists(), moderated.exists()), {"reason_before": ""}),
        (cases, edited.exists(), {"reason": ""}),
        (edits, edits.c.by == member_id, {"by": stand_in}),
        (cases, c.moderator_id == member_id, {"moderator_id": stand_in, "reason": ""}),
        (cases, c.lifted_by == member_id, {"lifted_by": stand_in, "lifted_reason": ""}),
        (cases, c.voided_by == member_id, {"voided_by": stand_in, "voided_reason": ""}),
        (cases, c.target_id == member_id, {"target_id": stand_in}),
    )
    for table, where, values in changes:
        await connection.execute(update(table).where(where).values(**values))


async def forget_guild(connection: AsyncConnection, guild_id: int) -> None:
    """As `Cases.forget_guild`."""
    for table in (edits, cards, cases, counters, heard):
        await connection.execute(delete(table).where(table.c.guild_id == guild_id))


async def reduce(connection: AsyncConnection, guild_id: int, before: datetime) -> list[Case]:
    """As `Cases.reduce`; the cases as they are then."""
    c = cases.c
    holds = and_(
        c.kind.in_([kind.value for kind in LASTING]),
        c.state == State.DONE.value,
        c.lifted_at.is_(None),
        # A timeout is over with its time, whether anybody noted that or not; the rest is lifted.
        or_(c.kind != Kind.TIMEOUT.value, c.until > before),
    )
    whole = or_(c.target_id != NOBODY, c.moderator_id != NOBODY)
    old = and_(c.guild_id == guild_id, c.opened_at < before, whole, holds.is_not(True))
    reduced = (await connection.scalars(select(c.number).where(old))).all()
    await connection.execute(
        delete(edits).where(edits.c.guild_id == guild_id, edits.c.number.in_(reduced))
    )
    counts = update(cases).where(c.guild_id == guild_id, c.number.in_(reduced)).values(**REDUCED)
    return [case_of(row) for row in await connection.execute(counts.returning(*cases.columns))]


def _as_json(row: Row[Any]) -> dict[str, object]:
    return {
        "server": str(row.guild_id),
        "case": row.number,
        "what": row.kind,
        "channel": None if row.channel_id is None else str(row.channel_id),
        "extent": row.extent,
        "state": row.state,
        "at": row.opened_at.isoformat(),
        "until": None if row.until is None else row.until.isoformat(),
        "reason": row.reason,
        "points": row.points,
        "lifted": _ended(row.lifted_at, row.lifted_reason),
        "void": _ended(row.voided_at, row.voided_reason),
    }


def _ended(at: datetime | None, reason: str | None) -> dict[str, str] | None:
    return None if at is None else {"at": at.isoformat(), "reason": reason or ""}
