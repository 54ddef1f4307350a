"""Days in trouble, and several who act at once: nothing is posted twice, nothing is lost."""

import asyncio
from datetime import timedelta

from sqlalchemy import text, update

from bot.errors import InvalidInputError
from bot.jobs.errors import CannotWorkError, TryLaterError
from bot.jobs.records import Job, State
from bot.jobs.tables import jobs
from cogs.resources.daily.records import Ahead, DayState
from tests.jobs.house import until
from tests.resources.daily_house import GUILD, MORNING, OLU, Server
from tests.resources.daily_planned import DAY, HOUR, state_of


async def test_a_channel_in_trouble_stops_the_day_and_not_the_plan(both: Server):
    both.trouble.append(CannotWorkError("The channel was deleted."))
    promised = await both.promised()

    job = await both.next_post()
    after = await both.promised()

    assert job.state is State.STOPPED
    assert after[:6] == promised[1:]
    assert await state_of(both, MORNING.date()) is DayState.MISSED
    await both.next_post()
    assert [post.title for post in both.posts] == [f"About {promised[1]}"]


async def tried_once(server: Server) -> Job:
    """The next post, after a try of which nobody knows what came of it."""
    server.trouble.append(TryLaterError("a lost connection"))
    job = await server.head_job()
    assert job is not None
    server.clock.advance_to(job.due_at)

    async def is_tried() -> bool:
        now = await server.house.jobs.store.job(job.id)
        return now is not None and now.attempts == 1

    async with server.running():
        await until(is_tried)
    server.clock.advance(timedelta(seconds=5))
    return job


async def test_what_may_be_there_already_is_not_exchanged_for_another(server: Server):
    promised = await server.promised()
    job = await tried_once(server)
    server.shelf.hidden.add(promised[0] or "")

    async with server.running():
        assert (await server.over(job)).state is State.DONE

    assert [post.title for post in server.posts] == [f"About {promised[0]}"]


async def test_what_leaves_the_catalogue_while_it_is_posted_is_reported(server: Server):
    promised = await server.promised()
    job = await tried_once(server)
    del server.shelf.all[promised[0] or ""]

    async with server.running():
        ended = await server.over(job)

    assert ended.state is State.STOPPED
    assert "taken out of the catalogue" in str(ended.reason)


async def test_a_day_that_is_called_off_is_skipped_and_the_next_comes(server: Server):
    promised = await server.promised()
    job = await server.head_job()
    assert job is not None

    await server.house.jobs.cancel(job.id)

    assert await state_of(server, MORNING.date()) is DayState.SKIPPED
    assert (await server.promised())[:6] == promised[1:]


async def test_two_processes_post_once(both: Server):
    job = await both.head_job()
    assert job is not None
    both.clock.advance_to(job.due_at)

    async with both.running(), both.running():
        await both.over(job)

    assert len(both.posts) == 1


async def test_organisers_who_press_just_when_it_is_posted_neither_double_nor_lose_it(
    both: Server,
):
    planning = both.daily.planning
    for _ in range(3):
        job = await both.head_job()
        assert job is not None
        async with both.running():
            both.clock.advance_to(job.due_at)
            presses = [
                planning.pause(GUILD, None, by=OLU),
                planning.ahead(GUILD),
                planning.swap(GUILD, job.due_at.date() + 3 * DAY),
                planning.pause(GUILD, both.clock.now() + HOUR, by=OLU),
                planning.ahead(GUILD),
                planning.resume(GUILD, by=OLU),
            ]
            said = await asyncio.gather(*presses, return_exceptions=True)
            await both.over(job)
        # "It is not paused" may be, by the order in which they came; nothing else goes wrong.
        assert {type(each) for each in said} <= {Ahead, InvalidInputError}
        if await both.head_job() is None:
            await planning.resume(GUILD, by=OLU)
        assert len({post.at.date() for post in both.posts}) == len(both.posts)

        # One job is planned, and it is the one that the plan names.
        (planned_,) = await both.house.jobs.store.unfinished(GUILD)
        assert planned_ == await both.head_job()


async def test_a_post_that_ends_and_an_organiser_who_presses_do_not_block_each_other(both: Server):
    job = await both.head_job()
    assert job is not None
    # As a job ends: its own row first, then what `ended` does.
    async with both.storage.write() as ending:
        await ending.execute(update(jobs).where(jobs.c.id == job.id).values(reason="ends"))
        press = asyncio.create_task(both.daily.planning.pause(GUILD, None, by=OLU))
        await somebody_waits(both)
        await both.daily.posting.ended(ending, job, State.SKIPPED)

    assert (await press).plan.is_paused


async def somebody_waits(server: Server) -> None:
    """Until a transaction waits for another; on SQLite all do by themselves."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    async def is_so() -> bool:
        async with server.storage.read() as within:
            return (await within.execute(waiting)).scalar_one() > 0

    if server.storage.dialect == "postgresql":
        await until(is_so)
