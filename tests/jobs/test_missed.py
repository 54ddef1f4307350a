"""What comes too late is missed, and what waits meanwhile is posted after all."""

from datetime import timedelta

from bot.jobs.records import State
from bot.playground.communities import install
from tests.jobs.house import ALL_THAT_POSTS, SENDING, Place, until


async def test_trouble_that_lasts_too_long_ends_as_missed(here: Place):
    here.playground.faults.fail(*SENDING, times=1000)
    job = await here.jobs.schedule(here.plan("Short", kind="probe.short"))

    async def is_trying() -> bool:
        found = await here.jobs.store.job(job.id)
        return found is not None and found.attempts > 1

    await until(is_trying)
    here.playground.clock.advance(timedelta(minutes=11))
    ended = await here.ends(job, State.MISSED)
    here.playground.faults.clear()

    assert "Discord had trouble" in str(ended.reason)
    assert here.posts() == []


async def test_what_arrived_after_all_is_not_called_missed(here: Place):
    here.playground.faults.lose_response(*SENDING)
    here.playground.faults.fail("GET", SENDING[1], times=3)
    job = await here.jobs.schedule(here.plan("Short", kind="probe.short"))

    async def is_trying() -> bool:
        found = await here.jobs.store.job(job.id)
        return found is not None and found.attempts > 1

    await until(is_trying)
    here.playground.clock.advance(timedelta(days=8))

    await here.ends(job, hurry=True)
    assert here.posts() == ["Short part 0"]


async def test_what_cannot_be_posted_late_is_over_when_it_is_missed(here: Place):
    plan = here.plan("Quiet", kind="probe.quiet", after=-timedelta(days=1))
    job = await here.jobs.schedule(plan)
    await here.ends(job, State.MISSED)

    assert await here.jobs.store.find(here.server.guild.id, "probe.quiet", "Quiet") is None


async def test_removed_from_a_server_its_jobs_wait_and_added_again_they_go_on(here: Place):
    world, guild = here.playground.world, here.server.guild
    soon = await here.jobs.schedule(here.plan("Soon", after=timedelta(hours=1)))
    late = await here.jobs.schedule(here.plan("Late", kind="probe.short", after=timedelta(hours=1)))
    world.leave(guild, here.application.bot_id)
    await here.ends(soon, State.AWAY)

    here.playground.clock.advance(timedelta(hours=2))
    other = await here.jobs.schedule(here.plan("Planned meanwhile"))
    await here.ends(other, State.AWAY)
    install(world, here.application, guild, ALL_THAT_POSTS)

    await here.ends(soon)
    await here.ends(other)
    await here.ends(late, State.MISSED)
    assert set(here.posts()) == {"Soon part 0", "Planned meanwhile part 0"}
