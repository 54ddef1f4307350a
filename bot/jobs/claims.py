"""The queue as the runner sees it: taking under a lease, holding, recording, letting go."""

import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.errors import LeaseLostError
from bot.jobs.records import Job, State, Step
from bot.jobs.rules import first_of_each
from bot.jobs.tables import (
    SHOWN,
    database_seconds,
    holds_channel,
    in_state,
    job_of,
    jobs,
    steps_as_text,
)
from bot.storage import Storage
from bot.storage.statements import take_turns

TURN = "jobs"


@dataclass(frozen=True, slots=True)
class Held:
    """A job that was taken; `fence` tells this holding from an earlier or later one."""

    job: Job
    fence: int


class Claims:
    """What one process holds.

    Every change of a held job asks whether it is still held by this holding; else
    `LeaseLostError`, and nothing changes.
    """

    def __init__(self, storage: Storage, *, lease: timedelta) -> None:
        self._storage = storage
        self._lease = lease.total_seconds()
        self.holder = secrets.token_hex(8)

    async def take(self, room: int, *, now: datetime, kinds: Collection[str]) -> list[Held]:
        """Take what is due and what a dead process held, at most `room`, one a channel."""
        async with self._storage.write() as connection:
            # Two processes that look at once could otherwise take two jobs of one channel.
            await take_turns(connection, TURN, 0)
            chosen = await self._abandoned(connection, room, kinds)
            if len(chosen) < room:
                due = (await connection.execute(_due(now, kinds, room))).all()
                chosen += first_of_each([(row.id, row.channel_id) for row in due], room)
            if not chosen:
                return []
            return await self._hold(connection, chosen[:room])

    async def _abandoned(
        self, connection: AsyncConnection, room: int, kinds: Collection[str]
    ) -> list[int]:
        wanted = (
            select(jobs.c.id)
            .where(in_state(State.RUNNING))
            .where(jobs.c.lease_until < database_seconds(connection))
            .where(jobs.c.kind.in_(kinds))
            .order_by(jobs.c.lease_until)
            .limit(room)
            .with_for_update(skip_locked=True)
        )
        return list(await connection.scalars(wanted))

    async def _hold(self, connection: AsyncConnection, job_ids: list[int]) -> list[Held]:
        taken = (
            update(jobs)
            .where(jobs.c.id.in_(job_ids))
            .values(
                state=State.RUNNING,
                holder=self.holder,
                fence=jobs.c.fence + 1,
                lease_until=database_seconds(connection) + self._lease,
                holds_channel=True,
            )
            .returning(*SHOWN, jobs.c.fence)
        )
        rows = (await connection.execute(taken)).all()
        held = [Held(job_of(row), row.fence) for row in rows]
        return sorted(held, key=lambda each: (each.job.due_at, each.job.id))

    async def renew(self, held: Collection[Held]) -> set[tuple[int, int]]:
        """Hold on for another lease; id and fence of those that are still held."""
        pairs = [(each.job.id, each.fence) for each in held]
        async with self._storage.write() as connection:
            renewed = (
                update(jobs)
                .where(jobs.c.holder == self.holder, in_state(State.RUNNING))
                .where(tuple_(jobs.c.id, jobs.c.fence).in_(pairs))
                .values(lease_until=database_seconds(connection) + self._lease)
                .returning(jobs.c.id, jobs.c.fence)
            )
            return {(row.id, row.fence) for row in await connection.execute(renewed)}

    async def record(self, held: Held, steps: Mapping[str, Step]) -> Held:
        """Commit the steps of a held job.

        Raises:
            LeaseLostError: It is not held any more; nothing changed.
        """
        async with self._storage.write() as connection:
            await self._set(connection, held, {"steps": steps_as_text(steps)})
        return replace(held, job=replace(held.job, steps=dict(steps)))

    async def let_go(
        self,
        held: Held,
        *,
        next_at: datetime,
        attempts: int,
        reason: str | None,
        channel_waits: bool = False,
    ) -> None:
        """Let a job wait again until `next_at`.

        Raises:
            LeaseLostError: It is not held any more; nothing changed.
        """
        values = {
            "state": State.WAITING,
            "next_at": next_at,
            "attempts": attempts,
            "reason": reason,
            "holds_channel": channel_waits,
        }
        async with self._storage.write() as connection:
            await self._set(connection, held, {**values, **NOBODY})

    async def end(
        self,
        held: Held,
        state: State,
        *,
        values: Mapping[str, Any],
        then: Callable[[AsyncConnection], Awaitable[None]],
    ) -> None:
        """End a job, and what follows from it, in one transaction.

        Raises:
            LeaseLostError: It is not held any more; nothing changed.
        """
        async with self._storage.write() as connection:
            ended = {"state": state, "holds_channel": False, **values, **NOBODY}
            await self._set(connection, held, ended)
            await then(connection)

    async def set_aside(self, held: Held) -> None:
        """Let a job wait for Attune's return to its server.

        Raises:
            LeaseLostError: It is not held any more; nothing changed.
        """
        async with self._storage.write() as connection:
            values = {"state": State.AWAY, "holds_channel": False}
            await self._set(connection, held, {**values, **NOBODY})

    async def let_all_go(self, *, now: datetime) -> int:
        """Let whatever this process still holds wait again, due at once; how many."""
        mine = update(jobs).where(jobs.c.holder == self.holder, in_state(State.RUNNING))
        values = {"state": State.WAITING, "next_at": now, "holds_channel": False, **NOBODY}
        async with self._storage.write() as connection:
            return (await connection.execute(mine.values(values))).rowcount

    async def _set(
        self, connection: AsyncConnection, held: Held, values: Mapping[str, Any]
    ) -> None:
        changed = update(jobs).where(
            jobs.c.id == held.job.id,
            jobs.c.holder == self.holder,
            jobs.c.fence == held.fence,
            in_state(State.RUNNING),
        )
        if (await connection.execute(changed.values(values))).rowcount != 1:
            raise LeaseLostError(f"job {held.job.id}")


NOBODY: Mapping[str, Any] = {"holder": None, "lease_until": None}


def _due(now: datetime, kinds: Collection[str], room: int) -> Any:  # noqa: ANN401 - a Select
    """What may begin, in order: due, known, and nothing of its channel before it or at work."""
    mine, other = jobs, jobs.alias("other")
    in_the_way = (
        select(1)
        .where(other.c.channel_id == mine.c.channel_id, holds_channel("other"))
        .where(or_(in_state(State.RUNNING, table="other"), _before(other.c, mine.c)))
        .exists()
    )
    return (
        select(mine.c.id, mine.c.channel_id)
        .where(in_state(State.WAITING), mine.c.next_at <= now, mine.c.kind.in_(kinds))
        .where(or_(mine.c.channel_id.is_(None), ~in_the_way))
        .order_by(mine.c.next_at, mine.c.id)
        .limit(room)
        .with_for_update(skip_locked=True, of=mine)
    )


def _before(one: Any, two: Any) -> ColumnElement[bool]:  # noqa: ANN401 - collections of columns
    return or_(one.due_at < two.due_at, and_(one.due_at == two.due_at, one.id < two.id))
