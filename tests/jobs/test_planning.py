"""Planning, moving and dropping jobs, on both databases."""

from datetime import timedelta

import pytest

from bot.errors import InvalidInputError, NotFoundError
from bot.jobs.claims import Claims
from bot.jobs.planning import Jobs
from bot.jobs.records import Plan, State
from bot.storage import Storage
from tests.jobs.rows import GUILD, KIND, NOON, end, is_now, no_more, plan, plan_and_fail, take


async def test_a_key_is_taken_until_its_job_is_finished(queue: Jobs, claims: Claims):
    one = await queue.schedule(plan("key"))
    assert (await queue.schedule(plan("key", minutes=9))).id == one.id
    elsewhere = await queue.schedule(plan("key", guild_id=99))
    assert elsewhere.id != one.id
    nowhere = [await queue.schedule(plan("key", guild_id=None)) for _ in range(2)]
    assert nowhere[0].id == nowhere[1].id

    assert await queue.cancel_key(GUILD, KIND, "key")
    assert not await queue.cancel_key(GUILD, KIND, "key")

    assert (await queue.schedule(plan("key"))).id != one.id


async def test_planning_in_a_transaction_that_fails_plans_nothing(storage: Storage, queue: Jobs):
    with pytest.raises(ZeroDivisionError):
        await plan_and_fail(storage, queue)

    assert await queue.store.find(GUILD, KIND, "job") is None


async def test_a_job_can_be_moved(queue: Jobs, claims: Claims):
    job = await queue.schedule(plan("job", minutes=5))

    moved = await queue.move(job.id, NOON + timedelta(minutes=1))

    assert moved.late_until == NOON + timedelta(hours=1, minutes=1)
    assert [held.job.key for held in await take(claims, minutes=1)] == ["job"]
    with pytest.raises(InvalidInputError, match="right now"):
        await queue.move(job.id, NOON)


async def test_what_is_being_done_can_be_neither_cancelled_nor_moved(queue: Jobs, claims: Claims):
    job = await queue.schedule(plan("job"))
    await take(claims)

    with pytest.raises(InvalidInputError, match="right now"):
        await queue.cancel(job.id)
    assert not await queue.cancel_key(GUILD, KIND, "job")


async def test_what_is_not_there(queue: Jobs):
    for ask in (queue.cancel, queue.skip, queue.post_now):
        with pytest.raises(NotFoundError):
            await ask(404)
    with pytest.raises(NotFoundError):
        await queue.schedule(Plan("no such kind", "x", NOON))


async def test_post_now_is_for_what_was_missed_or_stopped(queue: Jobs, claims: Claims):
    job = await queue.schedule(plan("job"))
    with pytest.raises(InvalidInputError, match="settled already"):
        await queue.post_now(job.id)
    (held,) = await take(claims)
    await claims.end(held, State.STOPPED, values={"reason": "x", "told": True}, then=no_more)

    await queue.post_now(job.id)

    again = await is_now(queue, job)
    assert (again.state, again.reason, again.attempts) == (State.WAITING, None, 0)


async def test_what_was_planned_is_dropped_30_days_after_it_is_over(queue: Jobs, claims: Claims):
    await queue.schedule_many([plan(str(n), channel=n) for n in range(3)])
    done, stopped = (await take(claims, 2))[:2]
    await end(claims, done)
    until = NOON + timedelta(days=30)
    values = {"reason": "x", "told": True, "next_at": until}
    await claims.end(stopped, State.STOPPED, values=values, then=no_more)
    month = timedelta(days=30)

    early = await queue.store.drop_old(now=NOON + timedelta(days=29), after=month)
    later = await queue.store.drop_old(now=NOON + timedelta(days=31), after=month)

    assert (early, later) == (0, 1)
    assert (await is_now(queue, stopped.job)).state is State.SKIPPED
    assert [job.key for job in await queue.store.unfinished(GUILD)] == ["2"]


async def test_a_members_plans_are_exported_and_go_on_without_them(queue: Jobs):
    job = await queue.schedule(plan("job", planned_by=77))
    exported = await queue.store.export_member(77)
    assert exported is not None
    assert exported["planned"] == [
        {"kind": KIND, "guild_id": GUILD, "due_at": NOON.isoformat(), "state": "waiting"}
    ]

    await queue.store.forget_member(77)
    await queue.store.forget_member(77)

    assert await queue.store.export_member(77) is None
    assert (await is_now(queue, job)).planned_by is None
    await queue.store.forget_guild(GUILD)
    assert await queue.store.job(job.id) is None
