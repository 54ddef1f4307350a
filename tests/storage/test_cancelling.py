import asyncio
import random

import pytest
from sqlalchemy import text

from bot.storage import Storage
from tests.storage.scratch import count, locked, put

# Slow to its first row, and with a second one that nobody fetches any more.
SLOW = {
    "sqlite": "SELECT n FROM counters WHERE n + 1 < (WITH RECURSIVE c(x) AS"
    " (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000) SELECT count(*) FROM c)",
    "postgresql": "SELECT n, pg_sleep(0.1) FROM counters",
}


async def test_a_writer_cancelled_in_the_middle_changes_nothing_and_stops_nobody(store: Storage):
    halfway = asyncio.Event()

    async def linger() -> None:
        async with store.write() as connection:
            await put(connection, 1)
            halfway.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(linger())
    await halfway.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await count(store) == 0
    async with store.write() as connection:
        await put(connection, 5)
    assert await count(store) == 5


async def test_a_writer_cancelled_in_a_statement_lets_go_of_its_lock(store: Storage):
    kept: list[BaseException] = []
    begun = asyncio.Event()

    async def ask_slowly() -> None:
        async with store.write() as connection:
            await put(connection, 1)
            begun.set()
            await connection.execute(text(SLOW[store.dialect]))

    task = asyncio.create_task(ask_slowly())
    await begun.wait()
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        kept.append(error)  # as a log or a debugger would, with all that its traceback holds

    async with asyncio.timeout(3), store.write() as connection:
        await put(connection, await locked(connection) + 5)
    assert kept
    assert await count(store) == 5


async def test_a_writer_cancelled_while_it_waits_leaves_the_others_their_turn(store: Storage):
    release = asyncio.Event()

    async def hold() -> None:
        async with store.write() as connection:
            n = await locked(connection)
            await release.wait()
            await put(connection, n + 1)

    tasks = [asyncio.create_task(hold()) for _ in range(3)]
    await asyncio.sleep(0.05)
    tasks[1].cancel()
    release.set()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert tasks[1].cancelled()
    assert await count(store) == 2


async def test_cancellations_at_any_moment_never_leave_half_a_write(store: Storage):
    rng = random.Random(20)
    done: list[int] = []

    async def both() -> None:
        async with store.write() as connection:
            await put(connection, await locked(connection, "a") + 1, "a")
            await put(connection, await locked(connection, "b") + 1, "b")
        done.append(1)

    async def disturbed() -> None:
        try:
            async with asyncio.timeout(rng.random() * 0.3):
                await both()
        except TimeoutError:
            pass

    await asyncio.gather(*(disturbed() for _ in range(150)))
    await both()

    assert await count(store, "a") == await count(store, "b")
    # A cancellation during the commit comes after it, so there may be more rows than returns.
    assert len(done) <= await count(store) <= 151


async def test_a_cancellation_during_the_commit_comes_after_it(store: Storage):
    async def write_and_leave() -> None:
        async with store.write() as connection:
            await put(connection, 1)
            asyncio.get_running_loop().call_soon(task.cancel)

    task = asyncio.create_task(write_and_leave())
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await count(store) == 1
