"""Who is told of what could not be posted, and who decides."""

from bot.jobs.records import State
from bot.playground.permissions import Bit
from tests.jobs.house import SENDING, Place, until
from tests.jobs.telling import operations, stopped, told


async def test_without_an_operations_channel_the_planner_is_told_and_can_decide(here: Place):
    job = await stopped(here, by="Olu")
    olu, bot = here.server.people["Olu"], here.application.bot_id
    direct = here.playground.world.direct_messages(bot, olu.id)

    (report,) = await told(here, direct)
    here.mute()
    answer = await here.people["Olu"].click(report, "Post now")
    await here.ends(job)

    assert "Asked to be posted now" in answer.text
    assert here.posts() == ["Stopped part 0"]


async def test_a_planner_who_is_no_organiser_any_more_decides_nothing(here: Place):
    await stopped(here, by="Olu")
    olu, bot = here.server.people["Olu"], here.application.bot_id
    (report,) = await told(here, here.playground.world.direct_messages(bot, olu.id))
    here.server.guild.members[olu.id].roles.clear()

    refused = await here.people["Olu"].click(report, "Post now")

    assert "Only an organiser" in refused.text


async def test_an_operations_channel_that_cannot_be_used_falls_back_to_the_planner(here: Place):
    staff = await operations(here)
    here.playground.world.delete_channel(staff)
    await stopped(here, by="Olu")
    olu, bot = here.server.people["Olu"], here.application.bot_id

    assert len(await told(here, here.playground.world.direct_messages(bot, olu.id))) == 1


async def test_many_that_fail_at_once_are_told_in_few_messages(here: Place):
    staff = await operations(here)
    here.mute(Bit.SEND_MESSAGES)
    await here.jobs.schedule_many([here.plan(f"Job {n}") for n in range(12)])

    async def all_are_told() -> bool:
        return not await here.jobs.telling.untold(here.server.guild.id, 1)

    await until(lambda: all_stopped(here, 12))
    await until(all_are_told)

    told_of = [text for text in here.posts(staff) if "And" not in text]
    assert 1 < len(here.posts(staff)) <= 12
    assert len(told_of) == len(set(told_of))


async def all_stopped(here: Place, count: int) -> bool:
    found = await here.jobs.store.unfinished(here.server.guild.id)
    return sum(job.state is State.STOPPED for job in found) == count


async def test_a_report_that_is_interrupted_is_told_once(here: Place):
    staff = await operations(here)
    here.mute(Bit.SEND_MESSAGES)
    job = await here.jobs.schedule(here.plan("Job"))
    await here.ends(job, State.STOPPED)
    here.playground.faults.lose_response(*SENDING)

    async def is_told() -> bool:
        return not await here.jobs.telling.untold(here.server.guild.id, 1)

    await until(is_told)
    assert len(here.messages(staff)) == 1
