"""After downtime each kind is posted or missed by its own grace; nothing runs before READY."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.jobs.planning import Jobs
from bot.jobs.records import Job, Plan, State
from bot.jobs.runner import Pulse
from bot.playground.actors.reading import text_of
from bot.playground.communities import install
from bot.playground.limits import Limits
from bot.playground.records import Application, User
from bot.playground.sample import small_guild
from bot.playground.server import Playground
from bot.storage import Storage
from tests.jobs.house import ALL_THAT_POSTS, SENDING, Place, attune, until
from tests.jobs.telling import operations, told

POSTED, MISSED = State.DONE, State.MISSED
KINDS = ("probe.post", "probe.short", "probe.quiet")
AFTER = {
    timedelta(minutes=5): (POSTED, POSTED, POSTED),
    timedelta(hours=6): (POSTED, MISSED, POSTED),
    timedelta(days=8): (MISSED, MISSED, MISSED),
}


@pytest.mark.parametrize("downtime", AFTER, ids=str)
async def test_each_kind_by_its_grace(
    playground: Playground, application: Application, tmp_path: Path, downtime: timedelta
):
    database = tmp_path / "attune.db"
    async with attune(playground, application, database) as app:
        here = Place.of(playground, application, app, "Downtime")
        plans = [here.plan(k, kind=k, after=timedelta(minutes=1)) for k in KINDS]
        jobs = [await here.jobs.schedule(plan) for plan in plans]
    playground.clock.advance(downtime)

    async with attune(playground, application, database) as app:
        again = Place(playground, application, app, here.server)
        for job, state in zip(jobs, AFTER[downtime], strict=True):
            await again.ends(job, state)

    posted = [k for k, state in zip(KINDS, AFTER[downtime], strict=True) if state is POSTED]
    assert sorted(again.posts()) == sorted(f"{kind} part 0" for kind in posted)


@pytest.mark.parametrize("downtime", AFTER, ids=str)
async def test_what_staff_were_not_told_of_yet_they_are_told_after_any_downtime(
    playground: Playground, application: Application, tmp_path: Path, downtime: timedelta
):
    database = tmp_path / "attune.db"
    async with attune(playground, application, database) as app:
        here = Place.of(playground, application, app, "Untold")
        staff = await operations(here)
        job = await here.jobs.schedule(here.plan("Never", kind="probe.never"))
        await here.ends(job, State.STOPPED)
        assert here.posts(staff) == []
    playground.clock.advance(downtime)

    async with attune(playground, application, database) as app:
        (report,) = await told(Place(playground, application, app, here.server), staff)

    assert "The moon is in the way." in text_of(report)


async def test_a_stop_lets_go_of_what_waits_and_a_start_goes_on_at_once(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "attune.db"
    playground.faults.delay("POST", "/channels/{channel_id}/messages", seconds=0.5)
    async with attune(playground, application, database) as app:
        here = Place.of(playground, application, app, "Stopping")
        first = await here.jobs.schedule(here.plan("First"))
        second = await here.jobs.schedule(here.plan("Second", after=timedelta(milliseconds=1)))

        async def is_taken() -> bool:
            found = await here.jobs.store.job(first.id)
            return found is not None and found.state is State.RUNNING

        await until(is_taken)

    async with attune(playground, application, database) as app:
        again = Place(playground, application, app, here.server)
        await again.ends(first)
        await again.ends(second)

    assert again.posts() == ["First part 0", "Second part 0"]


async def test_a_kind_that_no_feature_has_waits_and_goes_on_when_one_does(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "attune.db"
    quick = Pulse(unknown_after=timedelta(seconds=0.1))
    old = ("cogs.setup", "cogs.later")
    server = small_guild(playground, application, "Old version")
    plan = Plan(
        "probe.post",
        "From the future",
        playground.clock.now(),
        guild_id=server.guild.id,
        channel_id=server.general.id,
    )
    storage = await Storage.open(f"sqlite:///{database}")
    async with storage.write() as connection:
        store = Jobs(storage, playground.clock).store
        job = await store.add(connection, plan, plan.due_at + timedelta(hours=6))
    await storage.close()

    async with attune(playground, application, database, pulse=quick, cogs=old) as app:

        async def is_set_aside() -> bool:
            found = await app.house.jobs.store.job(job.id)
            return found is not None and found.state is State.UNKNOWN

        await until(is_set_aside)
        assert await app.house.jobs.store.count_unfinished(server.guild.id) == 2

    async with attune(playground, application, database) as app:
        again = Place(playground, application, app, server)
        await again.ends(job)

    assert again.posts() == ["From the future part 0"]


async def test_added_again_while_it_was_not_running(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "attune.db"
    async with attune(playground, application, database) as app:
        here = Place.of(playground, application, app, "Away")
        job = await here.jobs.schedule(here.plan("Back", after=timedelta(hours=1)))
        playground.world.leave(here.server.guild, application.bot_id)
        await here.ends(job, State.AWAY)
    install(playground.world, application, here.server.guild, ALL_THAT_POSTS)
    playground.clock.advance(timedelta(hours=2))

    async with attune(playground, application, database) as app:
        again = Place(playground, application, app, here.server)
        await again.ends(job)

    assert again.posts() == ["Back part 0"]


class WrongClock(MovableClock):
    """A machine whose clock is hours off, until it is put right."""

    def __init__(self, off: timedelta) -> None:
        super().__init__()
        self.off = off

    def now(self) -> datetime:
        return super().now() + self.off


@pytest.mark.parametrize("off", [timedelta(hours=3), -timedelta(hours=3)], ids=str)
async def test_a_clock_that_is_put_right_neither_doubles_nor_loses(
    application: Application, tmp_path: Path, off: timedelta
):
    playground = Playground(limits=Limits.none())
    await playground.start()
    playground.world.applications[application.id] = application
    playground.world.users[application.bot_id] = User(application.bot_id, "Attune", bot=True)
    playground.nonces.window = timedelta(0)
    clock, database = WrongClock(off), tmp_path / "attune.db"
    async with attune(playground, application, database, clock=clock) as app:
        here = Place.of(playground, application, app, "Wrong clock")
        plan = replace(here.plan("Unsure"), due_at=clock.now())
        playground.faults.lose_response(*SENDING)
        playground.faults.fail("GET", SENDING[1], times=50)
        unsure = await here.jobs.schedule(plan)
        await until(lambda: is_tried(here, unsure))
        clock.off = timedelta(0)
        playground.faults.clear()
        if off > timedelta(0):
            # Its next try is due by the wrong clock, hours away; somebody moves on.
            clock.advance(off)
        await here.ends(unsure)
        await here.do("After", after=timedelta(0))

    assert here.posts() == ["Unsure part 0", "After part 0"]
    await playground.close()


async def is_tried(here: Place, job: Job) -> bool:
    found = await here.jobs.store.job(job.id)
    return found is not None and found.attempts > 0
