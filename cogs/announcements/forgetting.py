"""What is kept of a member in announcements, and letting go of it."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.announcements.records import State
from cogs.announcements.tables import announcements, approvals, versions


async def exported(connection: AsyncConnection, member_id: int) -> dict[str, object] | None:
    """What a member wrote, planned and said, ready for JSON; None where nothing is kept."""
    wanted = {
        "planned": select(announcements).where(announcements.c.planned_by == member_id),
        "written": select(versions).where(versions.c.member_id == member_id),
        "approvals": select(approvals).where(approvals.c.member_id == member_id),
    }
    found: dict[str, object] = {}
    for name, rows in wanted.items():
        found[name] = [_plain(dict(row)) for row in (await connection.execute(rows)).mappings()]
    return found if any(found.values()) else None


async def own_drafts(connection: AsyncConnection, member_id: int) -> list[tuple[int, int]]:
    """The drafts of a member that were never planned: server and number."""
    columns = announcements.c
    wanted = select(columns.guild_id, columns.id).where(
        columns.planned_by == member_id,
        columns.state == State.DRAFT.value,
        columns.planned.is_(None),
    )
    return [(row.guild_id, row.id) for row in await connection.execute(wanted)]


async def forget(connection: AsyncConnection, member_id: int) -> None:
    """Put a random number in the place of a member, and drop what they said of others' texts."""
    stand_in = -1 - secrets.randbits(62)
    mine = announcements.c.planned_by == member_id
    await connection.execute(update(announcements).where(mine).values(planned_by=None))
    written = update(versions).where(versions.c.member_id == member_id)
    await connection.execute(written.values(member_id=stand_in))
    said = update(approvals).where(approvals.c.member_id == member_id)
    await connection.execute(said.values(member_id=stand_in, words=""))


def _plain(row: dict[str, Any]) -> dict[str, object]:
    """A row for JSON, without what is empty."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if value not in (None, "")
    }
