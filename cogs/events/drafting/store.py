"""Drafts, so that neither bad input nor a restart loses what somebody typed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.storage import Storage
from bot.storage.statements import insert_into
from cogs.events.drafting.records import Draft, Scope
from cogs.events.tables import drafts

KEPT_FOR = timedelta(days=1)


class DraftStore:
    """The rows; each is its author's alone."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def put(self, draft: Draft) -> None:
        """Keep a draft as it is now; drafts of more than a day ago are dropped."""
        row = _values(draft)
        key = ["guild_id", "member_id", "token"]
        changed = {name: value for name, value in row.items() if name not in key}
        async with self._storage.write() as connection:
            old = drafts.c.made_at < draft.made_at - KEPT_FOR
            await connection.execute(delete(drafts).where(old))
            kept = insert_into(connection, drafts).values(row)
            await connection.execute(kept.on_conflict_do_update(index_elements=key, set_=changed))

    async def get(self, guild_id: int, member_id: int, token: str) -> Draft:
        """A draft of this member's.

        Raises:
            NotFoundError: There is none (any more), or it is somebody else's.
        """
        columns = drafts.c
        mine = (columns.guild_id == guild_id, columns.member_id == member_id)
        wanted = select(drafts).where(*mine, columns.token == token)
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            raise NotFoundError(
                "I no longer have that draft: it was saved or discarded, or is more than a day "
                "old. Please use the command again."
            )
        return _draft_of(row)

    async def take(self, within: AsyncConnection, draft: Draft) -> bool:
        """Drop a draft that becomes real; False where it did already, by an earlier press."""
        columns = drafts.c
        mine = (columns.guild_id == draft.guild_id, columns.member_id == draft.member_id)
        gone = delete(drafts).where(*mine, columns.token == draft.token)
        return (await within.execute(gone)).rowcount == 1

    async def drop(self, draft: Draft) -> bool:
        """As `take`, in a transaction of its own."""
        async with self._storage.write() as connection:
            return await self.take(connection, draft)

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """A member's drafts, ready for JSON; None where there are none."""
        wanted = select(drafts).where(drafts.c.member_id == member_id)
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted.order_by(drafts.c.made_at))).all()
        if not rows:
            return None
        found = [{"guild_id": row.guild_id, "fields": row.fields} for row in rows]
        return {"drafts": found}

    async def forget_member(self, member_id: int) -> None:
        """Delete a member's drafts; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(drafts).where(drafts.c.member_id == member_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all drafts of a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(drafts).where(drafts.c.guild_id == guild_id))


def with_fields(draft: Draft, **fields: object) -> Draft:
    """The draft with some fields as they are now."""
    return replace(draft, fields={**draft.fields, **fields})


def _values(draft: Draft) -> dict[str, Any]:
    planned = None if draft.planned is None else draft.planned.isoformat()
    return {
        "guild_id": draft.guild_id,
        "member_id": draft.member_id,
        "token": draft.token,
        "about": {"scope": draft.scope.value, "event": draft.event_id, "planned": planned},
        "fields": dict(draft.fields),
        "made_at": draft.made_at,
    }


def _draft_of(row: Any) -> Draft:  # noqa: ANN401 - a row of `event_drafts`
    planned = row.about["planned"]
    return Draft(
        guild_id=row.guild_id,
        member_id=row.member_id,
        token=row.token,
        made_at=row.made_at,
        scope=Scope(row.about["scope"]),
        event_id=row.about["event"],
        planned=None if planned is None else datetime.fromisoformat(planned),
        fields=row.fields,
    )
