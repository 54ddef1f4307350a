"""The queue as those see it who plan: adding, moving, cancelling, listing, forgetting."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.records import STILL, UNDECIDED, Job, Plan, State
from bot.jobs.rows import first_values, unfinished_key, unfinished_of
from bot.jobs.tables import NO_SERVER, SHOWN, as_text, in_state, job_of, jobs
from bot.storage import Storage
from bot.storage.statements import insert_into

SHOWN_AT_MOST = 1000


class JobStore:
    """The rows; when they run is for the runner. `within` is the caller's `write()`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- planning ---------------------------------------------------------------------------------

    async def add(self, within: AsyncConnection, plan: Plan, late_until: datetime) -> Job:
        """Plan a job; where an unfinished one has this key, nothing changes and it is returned."""
        insert = insert_into(within, jobs).values(first_values(plan, late_until))
        added = await within.execute(insert.on_conflict_do_nothing().returning(*SHOWN))
        if (row := added.one_or_none()) is not None:
            return job_of(row)
        wanted = select(*SHOWN).where(*unfinished_key(plan.guild_id, plan.kind, plan.key))
        return job_of((await within.execute(wanted)).one())

    async def add_many(
        self, within: AsyncConnection, plans: Iterable[tuple[Plan, datetime]]
    ) -> None:
        """Plan many jobs with their `late_until`; those whose key is taken are left as they are."""
        rows = [first_values(plan, late_until) for plan, late_until in plans]
        if rows:
            await within.execute(insert_into(within, jobs).on_conflict_do_nothing(), rows)

    async def move(
        self, within: AsyncConnection, job_id: int, due_at: datetime, late_until: datetime
    ) -> bool:
        """Change when a job is due; False where it is finished or being done at this moment."""
        values = {
            "due_at": due_at,
            "next_at": due_at,
            "late_until": late_until,
            "state": State.WAITING,
            "attempts": 0,
            "reason": None,
            "told": True,
        }
        return await self._change(within, job_id, STILL - {State.AWAY, State.UNKNOWN}, values)

    async def describe(self, within: AsyncConnection, job_id: int, plan: Plan) -> None:
        """Give a job the payload, channel and planner of `plan`; its time and key stay."""
        values = {
            "payload": as_text(plan.payload),
            "channel_id": plan.channel_id,
            "planned_by": plan.planned_by,
        }
        await within.execute(update(jobs).where(jobs.c.id == job_id).values(values))

    async def close(
        self, within: AsyncConnection, job_id: int, state: State, *, at: datetime, reason: str
    ) -> bool:
        """Cancel or skip a job; False where it is finished or being done at this moment."""
        values = {"state": state, "finished_at": at, "reason": reason, "holds_channel": False}
        return await self._change(within, job_id, STILL, values | {"told": True})

    async def close_key(
        self,
        within: AsyncConnection,
        guild_id: int | None,
        kind: str,
        key: str,
        *,
        at: datetime,
    ) -> bool:
        """Cancel the unfinished job of a key; False where none is, or it is being done now."""
        closed = (
            update(jobs)
            .where(*unfinished_key(guild_id, kind, key), jobs.c.state.in_(STILL))
            .values(state=State.CANCELLED, finished_at=at, holds_channel=False, told=True)
        )
        return (await within.execute(closed)).rowcount == 1

    async def hold(
        self, within: AsyncConnection, guild_id: int | None, kind: str, key: str | None = None
    ) -> None:
        """Let no unfinished job of a kind (and key) begin or end until this transaction does.

        For whoever changes what the kind's `ended` reads: a job that ends holds its own row first,
        so this comes before any lock that its `ended` takes.
        """
        columns = jobs.c
        held = select(columns.id).where(
            columns.guild_id == (guild_id or NO_SERVER),
            columns.kind == kind,
            columns.finished_at.is_(None),
        )
        if key is not None:
            held = held.where(columns.key == key)
        await within.execute(held.order_by(columns.id).with_for_update())

    async def ask_again(
        self, within: AsyncConnection, job_id: int, *, at: datetime, late_until: datetime
    ) -> bool:
        """Let a missed or stopped job run now; False where it is neither."""
        values = {
            "state": State.WAITING,
            "next_at": at,
            "late_until": late_until,
            "attempts": 0,
            "reason": None,
            "told": True,
        }
        return await self._change(within, job_id, UNDECIDED, values)

    async def _change(
        self,
        within: AsyncConnection,
        job_id: int,
        states: Collection[State],
        values: dict[str, Any],
    ) -> bool:
        changed = update(jobs).where(
            jobs.c.id == job_id, jobs.c.state.in_(states), jobs.c.finished_at.is_(None)
        )
        return (await within.execute(changed.values(values))).rowcount == 1

    # --- looking ----------------------------------------------------------------------------------

    async def job(self, job_id: int) -> Job | None:
        """One job; None where it never was, or was dropped."""
        async with self._storage.read() as connection:
            found = await connection.execute(select(*SHOWN).where(jobs.c.id == job_id))
            row = found.one_or_none()
        return None if row is None else job_of(row)

    async def find(
        self, guild_id: int | None, kind: str, key: str, *, within: AsyncConnection | None = None
    ) -> Job | None:
        """The unfinished job of this key; None where there is none.

        `within` a caller's `write()`, nobody else can begin or change it until that ends.
        """
        wanted = select(*SHOWN).where(*unfinished_key(guild_id, kind, key))
        if within is not None:
            row = (await within.execute(wanted.with_for_update())).one_or_none()
        else:
            async with self._storage.read() as connection:
                row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else job_of(row)

    async def unfinished(
        self,
        guild_id: int,
        *,
        leaving_out: Collection[str] = (),
        skip: int = 0,
        limit: int = SHOWN_AT_MOST,
    ) -> list[Job]:
        """What is going to happen in a server, and what waits for a decision, earliest first."""
        columns = jobs.c
        wanted = (
            select(*SHOWN)
            .where(*unfinished_of(guild_id, leaving_out))
            .order_by(columns.due_at, columns.id)
            .offset(skip)
            .limit(limit)
        )
        async with self._storage.read() as connection:
            return [job_of(row) for row in await connection.execute(wanted)]

    async def count_unfinished(self, guild_id: int, *, leaving_out: Collection[str] = ()) -> int:
        """How many `unfinished` there are in all."""
        wanted = select(func.count()).select_from(jobs)
        wanted = wanted.where(*unfinished_of(guild_id, leaving_out))
        async with self._storage.read() as connection:
            return (await connection.execute(wanted)).scalar_one()

    # --- forgetting -------------------------------------------------------------------------------

    async def drop_old(self, *, now: datetime, after: timedelta, limit: int = 5000) -> int:
        """Drop what was finished so long ago, and let go of what nobody decided; how many."""
        columns = jobs.c
        old = select(columns.id).where(columns.finished_at < now - after).limit(limit)
        given_up = update(jobs).where(
            in_state(State.MISSED, State.STOPPED),
            columns.finished_at.is_(None),
            columns.next_at <= now,
        )
        async with self._storage.write() as connection:
            await connection.execute(given_up.values(state=State.SKIPPED, finished_at=now))
            gone = await connection.execute(delete(jobs).where(columns.id.in_(old)))
        return gone.rowcount

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that was planned in a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(jobs).where(jobs.c.guild_id == guild_id))

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What a member planned, ready for JSON; None where nothing is kept."""
        wanted = (
            select(jobs.c.kind, jobs.c.guild_id, jobs.c.due_at, jobs.c.state)
            .where(jobs.c.planned_by == member_id)
            .order_by(jobs.c.due_at, jobs.c.id)
        )
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted)).all()
        if not rows:
            return None
        return {
            "planned": [
                {
                    "kind": row.kind,
                    "guild_id": row.guild_id or None,
                    "due_at": row.due_at.isoformat(),
                    "state": row.state,
                }
                for row in rows
            ]
        }

    async def forget_member(self, member_id: int) -> None:
        """Forget who planned it; what was planned goes on. Safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(
                update(jobs).where(jobs.c.planned_by == member_id).values(planned_by=None)
            )
