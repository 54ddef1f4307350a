"""What is planned while a job ends, or because it ended, is neither lost nor done twice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.claims import Claims
from bot.jobs.planning import Jobs
from bot.jobs.records import State
from bot.storage import Storage
from tests.jobs.rows import (
    GUILD,
    KIND,
    NOON,
    is_now,
    plan,
    take,
)


async def test_what_follows_from_an_end_is_in_its_transaction(
    storage: Storage, queue: Jobs, claims: Claims
):
    job = await queue.schedule(plan("job"))
    (held,) = await take(claims)

    async def plan_the_next(connection: AsyncConnection) -> None:
        await queue.schedule(plan("next"), within=connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await claims.end(held, State.DONE, values={"finished_at": NOON}, then=plan_the_next)

    assert (await is_now(queue, job)).state is State.RUNNING
    assert await queue.store.find(GUILD, KIND, "next") is None


async def test_a_plan_brings_the_waiting_job_forward_and_never_back(queue: Jobs, storage: Storage):
    job = await queue.schedule(plan("one", minutes=60))

    async with storage.write() as connection:
        sooner = await queue.schedule_no_later(plan("one", minutes=10), within=connection)
        await queue.schedule_no_later(plan("one", minutes=90), within=connection)

    assert sooner.id == job.id
    moved = await is_now(queue, job)
    assert (moved.due_at, moved.next_at) == (NOON + timedelta(minutes=10),) * 2


async def test_a_plan_made_while_the_job_ends_is_not_lost(
    queue: Jobs, storage: Storage, claims: Claims
):
    """The end sees what was written before it; what comes after brings its follower forward."""
    await queue.schedule(plan("one"))
    (held,) = await take(claims)
    ending, go_on = asyncio.Event(), asyncio.Event()

    async def then(connection: AsyncConnection) -> None:
        ending.set()
        await go_on.wait()
        await queue.schedule_no_later(plan("one", minutes=60), within=connection)

    async def plan_sooner() -> None:
        async with storage.write() as connection:
            await queue.schedule_no_later(plan("one", minutes=10), within=connection)

    end = asyncio.create_task(claims.end(held, State.DONE, values={"finished_at": NOON}, then=then))
    await ending.wait()
    sooner = asyncio.create_task(plan_sooner())
    await asyncio.wait({sooner}, timeout=0.05)
    go_on.set()
    await asyncio.gather(end, sooner)

    follower = await queue.store.find(GUILD, KIND, "one")
    assert follower is not None
    assert follower.due_at == NOON + timedelta(minutes=10)


async def test_an_end_sees_what_was_written_while_its_job_was_held(
    queue: Jobs, storage: Storage, claims: Claims
):
    await queue.schedule(plan("one"))
    (held,) = await take(claims)
    written, go_on = asyncio.Event(), asyncio.Event()
    seen: list[int] = []

    async def write_and_plan() -> None:
        async with storage.write() as connection:
            await queue.schedule(plan("what follows"), within=connection)
            await queue.schedule_no_later(plan("one", minutes=-5), within=connection)
            written.set()
            await go_on.wait()

    async def then(connection: AsyncConnection) -> None:
        found = await connection.execute(text("SELECT count(*) FROM jobs WHERE key <> 'one'"))
        seen.append(found.scalar_one())

    writing = asyncio.create_task(write_and_plan())
    await written.wait()
    end = asyncio.create_task(claims.end(held, State.DONE, values={"finished_at": NOON}, then=then))
    await asyncio.wait({end}, timeout=0.05)
    go_on.set()
    await asyncio.gather(writing, end)

    assert seen == [1]
