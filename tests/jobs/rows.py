"""Jobs as rows: planning, taking and ending them, for the tests of the queue."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.claims import Claims, Held
from bot.jobs.planning import Jobs
from bot.jobs.records import Job, Plan, State
from bot.jobs.run import Run
from bot.jobs.tables import jobs
from bot.storage import Storage

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
KIND = "test.kind"
GUILD, CHANNEL = 11, 22


async def nothing(_: Run) -> None:
    """Never run here."""


def plan(key: str, *, minutes: float = 0, channel: int | None = CHANNEL, **more: Any) -> Plan:
    due = NOON + timedelta(minutes=minutes)
    where: dict[str, Any] = {"guild_id": GUILD, "channel_id": channel, **more}
    return Plan(KIND, key, due, **where)


async def take(claims: Claims, room: int = 10, *, minutes: float = 0) -> list[Held]:
    return await claims.take(room, now=NOON + timedelta(minutes=minutes), kinds=[KIND])


async def is_now(queue: Jobs, job: Job) -> Job:
    found = await queue.store.job(job.id)
    assert found is not None
    return found


async def leases_run_out(storage: Storage) -> None:
    async with storage.write() as connection:
        await connection.execute(update(jobs).values(lease_until=0.0))


async def no_more(_: AsyncConnection) -> None:
    """Nothing follows."""


async def end(claims: Claims, held: Held, state: State = State.DONE) -> None:
    await claims.end(held, state, values={"finished_at": NOON}, then=no_more)


async def plan_and_fail(storage: Storage, queue: Jobs) -> None:
    async with storage.write() as connection:
        await queue.schedule(plan("job"), within=connection)
        raise ZeroDivisionError
