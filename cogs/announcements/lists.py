"""Announcements of a server, as lists for people."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from cogs.announcements.records import Announcement, State
from cogs.announcements.tables import announcement_of, announcements


class Lists:
    """Looks through the rows."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def listed(
        self, guild_id: int, states: Collection[State], *, skip: int = 0, limit: int = 25
    ) -> list[Announcement]:
        """Those in one of these states: by their next time, then what was changed last first."""
        columns = announcements.c
        wanted = (
            select(announcements)
            .where(*_in_states(guild_id, states))
            .order_by(columns.due_at.is_(None), columns.due_at, columns.changed_at.desc())
            .order_by(columns.id.desc())
            .offset(skip)
            .limit(limit)
        )
        async with self._storage.read() as connection:
            return [announcement_of(row) for row in await connection.execute(wanted)]

    async def count(self, guild_id: int, states: Collection[State]) -> int:
        """How many `listed` there are in all."""
        async with self._storage.read() as connection:
            return await count_in(connection, guild_id, states)

    async def called(self, guild_id: int, words: str, *, limit: int = 25) -> list[Announcement]:
        """Those whose title holds these words, what was changed last first."""
        columns = announcements.c
        wanted = (
            select(announcements)
            .where(columns.guild_id == guild_id, columns.title.icontains(words, autoescape=True))
            .order_by(columns.changed_at.desc(), columns.id.desc())
            .limit(limit)
        )
        async with self._storage.read() as connection:
            return [announcement_of(row) for row in await connection.execute(wanted)]


async def count_in(connection: AsyncConnection, guild_id: int, states: Collection[State]) -> int:
    """How many of a server are in one of these states."""
    wanted = select(func.count()).select_from(announcements)
    return (await connection.execute(wanted.where(*_in_states(guild_id, states)))).scalar_one()


def _in_states(guild_id: int, states: Collection[State]) -> tuple[ColumnElement[bool], ...]:
    named = [state.value for state in states]
    return (announcements.c.guild_id == guild_id, announcements.c.state.in_(named))
