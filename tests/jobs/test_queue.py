"""The queue on both databases: leases, order, two holders, and what is set aside."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.aside import Aside
from bot.jobs.claims import Claims
from bot.jobs.errors import LeaseLostError
from bot.jobs.planning import Jobs
from bot.jobs.records import Step
from bot.jobs.tables import jobs
from bot.storage import Storage
from tests.jobs.rows import (
    GUILD,
    KIND,
    NOON,
    end,
    is_now,
    leases_run_out,
    plan,
    take,
)


async def test_only_what_is_due_is_taken(queue: Jobs, claims: Claims):
    await queue.schedule(plan("now", channel=None))
    await queue.schedule(plan("later", minutes=1, channel=None))

    assert [held.job.key for held in await take(claims)] == ["now"]
    assert await take(claims) == []
    assert [held.job.key for held in await take(claims, minutes=1)] == ["later"]


async def test_one_of_a_channel_at_a_time_in_the_order_of_their_time(queue: Jobs, claims: Claims):
    for key, minutes in (("third", -1), ("first", -3), ("second", -2)):
        await queue.schedule(plan(key, minutes=minutes))

    order: list[str] = []
    while taken := await take(claims):
        (held,) = taken
        order.append(held.job.key)
        await end(claims, held)

    assert order == ["first", "second", "third"]


async def test_two_processes_never_take_one_job_nor_two_of_a_channel(
    storage: Storage, queue: Jobs, claims: Claims
):
    other = Claims(storage, lease=timedelta(seconds=60))
    await queue.schedule_many([plan(f"{c} {n}", channel=c) for c in range(10) for n in range(5)])

    rounds = await asyncio.gather(*(take(who, 3) for who in (claims, other) * 5))

    taken = [held.job for each in rounds for held in each]
    assert len({job.id for job in taken}) == len(taken) == 10
    assert len({job.channel_id for job in taken}) == 10


async def test_a_lease_that_ran_out_is_taken_over_and_the_first_holder_changes_nothing(
    storage: Storage, queue: Jobs, claims: Claims
):
    other = Claims(storage, lease=timedelta(seconds=60))
    job = await queue.schedule(plan("job"))
    (first,) = await take(claims)
    assert await take(other) == []
    await leases_run_out(storage)

    (second,) = await take(other)

    assert second.job.id == job.id
    step = Step(NOON, NOON)
    with pytest.raises(LeaseLostError):
        await claims.record(first, {"part": step})
    with pytest.raises(LeaseLostError):
        await end(claims, first)
    assert await claims.renew([first]) == set()
    kept = await other.record(second, {"part": step})
    assert (await is_now(queue, job)).steps == kept.job.steps == {"part": step}


async def test_the_same_process_taking_it_again_is_another_holding(
    storage: Storage, queue: Jobs, claims: Claims
):
    await queue.schedule(plan("job"))
    (first,) = await take(claims)
    await leases_run_out(storage)
    (second,) = await take(claims)

    with pytest.raises(LeaseLostError):
        await end(claims, first)
    await end(claims, second)


async def test_a_renewed_lease_holds(storage: Storage, queue: Jobs, claims: Claims):
    other = Claims(storage, lease=timedelta(seconds=60))
    await queue.schedule(plan("job"))
    (held,) = await take(claims)
    await leases_run_out(storage)

    assert await claims.renew([held]) == {(held.job.id, held.fence)}
    assert await take(other) == []


async def test_what_waits_for_discord_keeps_later_ones_of_its_channel_waiting(
    queue: Jobs, claims: Claims
):
    for key, minutes in (("early", -2), ("late", -1)):
        await queue.schedule(plan(key, minutes=minutes))
    await queue.schedule(plan("elsewhere", channel=33))
    early = next(held for held in await take(claims, 1))
    soon = NOON + timedelta(minutes=5)
    await claims.let_go(early, next_at=soon, attempts=1, reason=None, channel_waits=True)

    assert [held.job.key for held in await take(claims)] == ["elsewhere"]
    assert [held.job.key for held in await take(claims, minutes=5)] == ["early"]


async def test_a_process_that_stops_lets_go_of_all_it_holds(queue: Jobs, claims: Claims):
    await queue.schedule_many([plan(str(n), channel=n) for n in range(5)])
    await take(claims, 3)

    assert await claims.let_all_go(now=NOON) == 3
    assert len(await take(claims)) == 5


async def test_a_row_that_cannot_be_read_says_so_and_harms_no_other(
    storage: Storage, queue: Jobs, claims: Claims
):
    await queue.schedule_many([plan(str(n), channel=n) for n in range(2)])
    async with storage.write() as connection:
        await connection.execute(update(jobs).where(jobs.c.key == "0").values(payload="{"))

    assert [held.job.readable for held in await take(claims)] == [False, True]


async def test_jobs_of_a_server_that_is_gone_wait_and_go_on(
    storage: Storage, queue: Jobs, claims: Claims
):
    aside = Aside(storage)
    await queue.schedule(plan("mine"))
    await queue.schedule(plan("theirs", guild_id=99, channel_id=33))

    assert await aside.server_gone(GUILD) == 1
    assert [held.job.key for held in await take(claims)] == ["theirs"]
    assert await aside.servers_back([99]) == 0
    assert await aside.servers_back([GUILD, 99]) == 1
    assert [held.job.key for held in await take(claims)] == ["mine"]


async def test_rows_of_an_unknown_kind_are_set_aside_reported_and_taken_back(
    storage: Storage, queue: Jobs, claims: Claims
):
    aside = Aside(storage)
    job = await queue.schedule(plan("strange"))
    reported: list[int] = []

    async def report(_: AsyncConnection, guild_id: int) -> None:
        reported.append(guild_id)

    strange = await aside.unknown(kinds=["other"], due_before=NOON, report=report)
    assert dict(strange) == {KIND: 1}
    assert reported == [GUILD]
    assert [untold.id for untold in await queue.telling.untold(GUILD, 5)] == [job.id]
    assert await aside.known_again([KIND]) == 1
    assert [held.job.key for held in await take(claims)] == ["strange"]
