import asyncio

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from tests.storage.scratch import count, counters, locked, put, seats


async def seats_taken(storage: Storage) -> int:
    async with storage.read() as connection:
        return (await connection.execute(select(func.count()).select_from(seats))).scalar_one()


async def test_200_tasks_that_each_read_then_write_one_row_end_at_200(store: Storage):
    async def add_one() -> None:
        async with store.write() as connection:
            n = await locked(connection)
            await asyncio.sleep(0)
            await put(connection, n + 1)

    await asyncio.gather(*(add_one() for _ in range(200)))

    assert await count(store) == 200


async def test_two_processes_that_read_then_write_one_row_lose_nothing(
    store: Storage, database_url: str
):
    other = await Storage.open(database_url)

    async def add_one(storage: Storage) -> None:
        async with storage.write() as connection:
            n = await locked(connection)
            await asyncio.sleep(0)
            await put(connection, n + 1)

    await asyncio.gather(*(add_one(storage) for storage in (store, other) for _ in range(50)))

    assert await count(store) == 100
    await other.close()


async def test_of_200_tasks_that_want_the_last_of_30_seats_exactly_30_get_one(store: Storage):
    async def take_seat(member_id: int) -> bool:
        async with store.write() as connection:
            await locked(connection)
            taken = await connection.execute(select(func.count()).select_from(seats))
            if taken.scalar_one() >= 30:
                return False
            await connection.execute(insert(seats).values(member_id=member_id))
            return True

    got = await asyncio.gather(*(take_seat(member) for member in range(1, 201)))

    assert got.count(True) == 30
    assert await seats_taken(store) == 30


async def test_what_a_failed_write_did_is_undone(store: Storage):
    async def fail() -> None:
        async with store.write() as connection:
            await put(connection, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await count(store) == 0


async def test_a_failed_part_is_undone_alone_and_a_failed_whole_with_its_parts(store: Storage):
    async def fail_in_part(connection: AsyncConnection) -> None:
        async with connection.begin_nested():
            await put(connection, 2)
            raise ZeroDivisionError

    async def fail_after_part() -> None:
        async with store.write() as connection:
            async with connection.begin_nested():
                await put(connection, 3)
            raise ZeroDivisionError

    async with store.write() as connection:
        await put(connection, 1)
        with pytest.raises(ZeroDivisionError):
            await fail_in_part(connection)
    assert await count(store) == 1

    with pytest.raises(ZeroDivisionError):
        await fail_after_part()

    assert await count(store) == 1


async def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_itself(store: Storage):
    async with store.write() as connection:
        await put(connection, 1)
        with pytest.raises(RuntimeError, match="wait for itself"):
            async with store.write():
                pass

    assert await count(store) == 1


async def test_a_reader_sees_one_moment_while_others_write(store: Storage):
    async with store.read() as connection:
        first = (await connection.execute(select(counters.c.n))).scalars().all()
        async with store.write() as writer:
            await put(writer, 7)
        second = (await connection.execute(select(counters.c.n))).scalars().all()

    assert first == second
    assert await count(store) == 7


async def test_a_reader_cannot_write(store: Storage):
    async with store.read() as connection:
        with pytest.raises(DBAPIError):
            await put(connection, 1)

    assert await count(store) == 0


async def test_writers_of_a_file_take_turns_in_the_order_they_came(sqlite_storage: Storage):
    order: list[int] = []

    async def write(number: int) -> None:
        async with sqlite_storage.write():
            order.append(number)

    await asyncio.gather(*(write(number) for number in range(50)))

    assert order == list(range(50))


async def test_a_closed_storage_refuses_work_and_closes_again(store: Storage):
    await store.close()
    await store.close()

    with pytest.raises(RuntimeError, match="closed"):
        async with store.read():
            pass
    with pytest.raises(RuntimeError, match="closed"):
        async with store.write():
            pass
