"""The queue on both databases: leases, order, two holders, and what a million rows cost."""

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import MovableClock
from bot.errors import InvalidInputError, NotFoundError
from bot.jobs.aside import Aside, earliest
from bot.jobs.claims import Claims, Held
from bot.jobs.errors import LeaseLostError
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.jobs.records import Job, Plan, State, Step
from bot.jobs.run import Run
from bot.jobs.tables import jobs
from bot.storage import Storage
from bot.storage.news import News
from tests.databases import PostgresServer, needed

# What is leased or set aside is few, so those two indexes may be read whole.
READS_ALL = re.compile(
    r"Seq Scan on jobs|SCAN (jobs|other)(?! USING INDEX ix_jobs_(leases|set_aside))"
)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
KIND = "test.kind"
GUILD, CHANNEL = 11, 22


async def nothing(_: Run) -> None:
    """Never run here."""


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def queue(storage: Storage, clock: MovableClock) -> Jobs:
    queue = Jobs(storage, clock)
    queue.add_kind(JobKind(KIND, nothing, timedelta(hours=1), lambda job: f"Job {job.key}"))
    queue.add_kind(JobKind("never late", nothing, timedelta(0), lambda _: "x", post_now=False))
    return queue


@pytest.fixture
def claims(storage: Storage) -> Claims:
    return Claims(storage, lease=timedelta(seconds=60))


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


# --- taking ---------------------------------------------------------------------------------------


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


# --- planning -------------------------------------------------------------------------------------


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


# --- set aside ------------------------------------------------------------------------------------


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


# --- what waiting costs ---------------------------------------------------------------------------


async def all_that_the_runner_asks(storage: Storage, queue: Jobs, claims: Claims) -> None:
    """Every question and every change of the runner's, and of the list, once."""
    (held,) = await take(claims, 1)
    await claims.renew([held])
    held = await claims.record(held, {"part": Step(NOON, NOON)})
    await claims.let_go(held, next_at=NOON, attempts=1, reason=None)
    (held,) = await take(claims, 1)
    await end(claims, held)
    await claims.let_all_go(now=NOON)
    async with storage.read() as connection:
        await earliest(connection, after=NOON, kinds=[KIND])
    await queue.telling.untold(GUILD, 5)
    await queue.store.unfinished(GUILD, limit=5)
    await queue.store.drop_old(now=NOON, after=timedelta(days=30))
    await queue.store.export_member(77)
    aside = Aside(storage)
    await aside.server_gone(98)
    await aside.servers_back([99])
    await aside.known_again([KIND])
    await queue.cancel_key(GUILD, KIND, "no such key")
    await queue.store.forget_member(77)


async def test_nothing_that_the_runner_asks_reads_the_whole_queue(
    storage: Storage, queue: Jobs, claims: Claims
):
    await queue.schedule_many([plan(str(n), minutes=n, channel=n % 50) for n in range(3000)])
    asked: list[tuple[str, Any]] = []

    def hear(_c: object, _r: object, statement: str, parameters: Any, *_: object) -> None:
        if " jobs" in statement:
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        await all_that_the_runner_asks(storage, queue, claims)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)

    explain = "EXPLAIN QUERY PLAN " if storage.dialect == "sqlite" else "EXPLAIN "
    assert len(asked) > 12
    async with storage.write() as connection:
        if storage.dialect == "postgresql":
            await connection.execute(text("ANALYZE jobs"))
        for statement, parameters in asked:
            rows = await connection.exec_driver_sql(explain + statement, parameters)
            said = "\n".join(str(row) for row in rows)
            assert not READS_ALL.search(said), statement + said


# --- news between processes -----------------------------------------------------------------------


@dataclass(frozen=True)
class Listening:
    """A queue on PostgreSQL, and what another process hears of it."""

    storage: Storage
    queue: Jobs
    heard: asyncio.Queue[str | None]


@pytest.fixture
async def listening(
    postgres_server: PostgresServer | None, clock: MovableClock
) -> AsyncGenerator[Listening]:
    url = await needed(postgres_server).up_to_date()
    storage = await Storage.open(url)
    queue = Jobs(storage, clock)
    queue.add_kind(JobKind(KIND, nothing, timedelta(hours=1), lambda job: f"Job {job.key}"))
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    news = News(url)
    news.follow("jobs", heard.put)
    news.start()
    assert await asyncio.wait_for(heard.get(), 10) is None
    yield Listening(storage, queue, heard)
    await news.stop()
    await storage.close()


async def test_another_process_hears_of_a_plan(listening: Listening):
    await listening.queue.schedule(plan("job"))

    assert await asyncio.wait_for(listening.heard.get(), 10) == ""


async def test_a_plan_that_is_rolled_back_is_no_news(listening: Listening):
    with pytest.raises(ZeroDivisionError):
        await plan_and_fail(listening.storage, listening.queue)
    await listening.queue.schedule(plan("another"))

    await asyncio.wait_for(listening.heard.get(), 10)
    assert listening.heard.empty()


# --- what is planned while a job ends -------------------------------------------------------------


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
