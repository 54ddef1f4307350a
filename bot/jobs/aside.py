"""Rows that wait for something else than their time: Attune's return, or a version that knows."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.records import State
from bot.jobs.tables import NO_SERVER, in_state, jobs
from bot.storage import Storage

# In the words of the index.
SET_ASIDE = in_state(State.AWAY, State.UNKNOWN)
WHY_UNKNOWN = (
    "This version of me does not know how to do it. It waits until the people who run me start one "
    "that does."
)


class Aside:
    """Sets rows aside, out of the way of those that are due, and takes them back."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def server_gone(self, guild_id: int) -> int:
        """Attune was removed from a server: what is planned there waits; how many jobs."""
        gone = update(jobs).where(
            jobs.c.guild_id == guild_id, jobs.c.finished_at.is_(None), in_state(State.WAITING)
        )
        async with self._storage.write() as connection:
            done = await connection.execute(gone.values(state=State.AWAY, holds_channel=False))
        return done.rowcount

    async def servers_back(self, guild_ids: Collection[int]) -> int:
        """Attune is in these servers: what waited for it goes on; how many jobs."""
        wanted = select(jobs.c.guild_id).where(SET_ASIDE, in_state(State.AWAY)).distinct()
        async with self._storage.read() as connection:
            away = set(await connection.scalars(wanted)) & set(guild_ids)
        if not away:
            return 0
        back = update(jobs).where(SET_ASIDE, in_state(State.AWAY), jobs.c.guild_id.in_(away))
        async with self._storage.write() as connection:
            return (await connection.execute(back.values(state=State.WAITING))).rowcount

    async def unknown(
        self,
        *,
        kinds: Collection[str],
        due_before: datetime,
        report: Callable[[AsyncConnection, int], Awaitable[None]],
    ) -> Counter[str]:
        """Set aside what has been due so long and nobody knows, and report it; how many a kind.

        Args:
            kinds: What is known.
            due_before: Rows that were due since then are left alone.
            report: Plans that the staff of a server are told, in the same transaction.
        """
        strange = (
            update(jobs)
            .where(in_state(State.WAITING), jobs.c.next_at <= due_before)
            .where(jobs.c.kind.not_in(kinds))
            .values(state=State.UNKNOWN, holds_channel=False, reason=WHY_UNKNOWN)
            .values(told=jobs.c.guild_id == NO_SERVER)
            .returning(jobs.c.kind, jobs.c.guild_id)
        )
        async with self._storage.write() as connection:
            rows = (await connection.execute(strange)).all()
            for guild_id in {row.guild_id for row in rows} - {NO_SERVER}:
                await report(connection, guild_id)
        return Counter(row.kind for row in rows)

    async def known_again(self, kinds: Collection[str]) -> int:
        """Take back what was set aside and is known to this version; how many."""
        known = update(jobs).where(SET_ASIDE, in_state(State.UNKNOWN), jobs.c.kind.in_(kinds))
        async with self._storage.write() as connection:
            return (
                await connection.execute(known.values(state=State.WAITING, reason=None, told=True))
            ).rowcount


async def earliest(
    connection: AsyncConnection, *, after: datetime, kinds: Collection[str]
) -> tuple[int, datetime] | None:
    """Id and time of the next job that is not due yet."""
    wanted = (
        select(jobs.c.id, jobs.c.next_at)
        .where(in_state(State.WAITING), jobs.c.next_at > after, jobs.c.kind.in_(kinds))
        .order_by(jobs.c.next_at, jobs.c.id)
        .limit(1)
    )
    row = (await connection.execute(wanted)).one_or_none()
    return None if row is None else (row.id, row.next_at)
