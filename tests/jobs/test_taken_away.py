"""What was there when it was planned is gone when it is due: each has a sentence and a way on."""

from datetime import timedelta

import pytest

from bot.jobs.records import State
from bot.playground.actors.reading import text_of
from bot.playground.communities import install
from bot.playground.permissions import Bit
from bot.playground.records import ChannelType
from tests.jobs.house import ALL_THAT_POSTS, SENDING, Place, until
from tests.jobs.telling import GATHERING, operations, stopped, told

WITHDRAWN = {
    Bit.VIEW_CHANNEL: "I can't see <#{channel}>. Give me View Channel",
    Bit.SEND_MESSAGES: "A permission is missing in <#{channel}>. Give me Send Messages",
    Bit.ATTACH_FILES: "A permission is missing in <#{channel}>. Give me Send Messages, Attach",
    Bit.CREATE_PUBLIC_THREADS: "A permission is missing in <#{channel}>. Give me",
}


@pytest.mark.parametrize("bit", WITHDRAWN, ids=lambda bit: bit.name)
async def test_a_permission_that_was_withdrawn_and_given_back(here: Place, bit: Bit):
    staff = await operations(here)
    here.mute(bit)
    job = await here.jobs.schedule(here.plan("All of it", image=True, thread=True))

    ended = await here.ends(job, State.STOPPED)
    (report,) = await told(here, staff)
    here.mute()
    await here.people["Olu"].click(report, "Post now")
    await here.ends(job)

    assert str(ended.reason).startswith(WITHDRAWN[bit].format(channel=here.server.general.id))
    assert here.posts() == ["All of it part 0"]
    assert here.messages()[0].thread_id == here.messages()[0].id


async def test_a_locked_thread(here: Place):
    await here.do("Opening", thread=True)
    thread = here.playground.world.channel(here.messages()[0].id)
    thread.locked = thread.archived = True

    job = await here.jobs.schedule(here.plan("In it", channel=thread))

    reason = str((await here.ends(job, State.STOPPED)).reason)
    assert reason.startswith(f"The thread <#{thread.id}> is locked. Unlock it")


async def test_a_deleted_forum(here: Place):
    world = here.playground.world
    forum = world.add_channel(here.server.guild, "forum", type=ChannelType.FORUM)
    world.delete_channel(forum)

    plan = here.plan("Question", kind="probe.forum", channel=forum, forum=forum.id)
    ended = await here.ends(await here.jobs.schedule(plan), State.STOPPED)

    assert "was deleted. Plan it again for another one" in str(ended.reason)


async def test_an_operations_channel_that_was_deleted_loses_no_report(here: Place):
    staff = await operations(here)
    here.playground.world.delete_channel(staff)
    job = await stopped(here)

    async def all_are_told() -> bool:
        here.playground.clock.advance(GATHERING)
        return not await here.jobs.telling.untold(here.server.guild.id, 1)

    await until(all_are_told)
    here.mute()
    shown = await here.people["Olu"].slash("later list")
    assert "A permission is missing" in shown.text
    await here.jobs.post_now(job.id)
    await here.ends(job)


async def test_what_a_planner_planned_goes_on_when_they_leave(here: Place):
    olu = here.people["Olu"]
    job = await here.jobs.schedule(here.plan("Gala", after=timedelta(hours=1), by="Olu"))
    here.playground.world.leave(here.server.guild, olu.id)

    here.playground.clock.advance(timedelta(hours=1))
    await here.ends(job)

    assert here.posts() == ["Gala part 0"]


async def test_what_stops_after_its_planner_left_is_told_to_staff(here: Place):
    staff = await operations(here)
    here.playground.world.leave(here.server.guild, here.people["Olu"].id)
    await stopped(here, by="Olu")

    (report,) = await told(here, staff)
    here.mute()
    answer = await here.people["Mei"].click(report, "Skip")

    assert "Probe Stopped" in text_of(report)
    assert "Skipped by" in answer.text


async def test_without_anybody_to_tell_it_stays_in_the_list(here: Place):
    here.playground.world.leave(here.server.guild, here.people["Maya"].id)
    job = await stopped(here, by="Maya")

    async def is_over() -> bool:
        here.playground.clock.advance(GATHERING)
        return not await here.jobs.telling.untold(here.server.guild.id, 1)

    await until(is_over)
    here.mute()
    assert "Probe Stopped" in (await here.people["Olu"].slash("later list")).text
    assert (await here.ends(job, State.STOPPED)).reason


async def test_removed_while_nobody_knows_whether_it_was_posted(here: Place):
    """Added again it looks first, and what was posted is not posted twice."""
    world, guild = here.playground.world, here.server.guild
    here.playground.faults.lose_response(*SENDING)
    here.playground.faults.fail("GET", SENDING[1], times=2)
    job = await here.jobs.schedule(here.plan("Once"))

    async def is_posted() -> bool:
        return bool(here.messages())

    await until(is_posted)
    world.leave(guild, here.application.bot_id)
    await here.ends(job, State.AWAY, hurry=True)
    here.playground.faults.clear()
    install(world, here.application, guild, ALL_THAT_POSTS)

    await here.ends(job, hurry=True)
    assert here.posts() == ["Once part 0"]
