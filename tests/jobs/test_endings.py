"""What stands in the way of a post stops it, with the reason and the cure; somebody decides."""

from datetime import timedelta

from bot.jobs.records import State
from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import Message
from tests.jobs.house import Place, until
from tests.jobs.telling import operations, stopped, told


async def test_a_permission_that_is_missing_stops_it_and_post_now_posts_it(here: Place):
    staff = await operations(here)
    job = await stopped(here)

    (report,) = await told(here, staff)
    assert "Probe Stopped" in text_of(report)
    assert "Give me Send Messages" in text_of(report)
    here.mute()
    answer = await here.people["Olu"].click(report, "Post now")
    await here.ends(job)

    assert "Asked to be posted now by" in answer.text
    assert here.posts() == ["Stopped part 0"]


async def test_skip_leaves_it_out(here: Place):
    staff = await operations(here)
    job = await stopped(here)

    (report,) = await told(here, staff)
    await here.people["Olu"].click(report, "Skip")

    assert (await here.ends(job, State.SKIPPED)).state is State.SKIPPED
    assert here.posts() == []
    assert here.probe.ended[-1] == ("Stopped", State.SKIPPED)


async def test_it_is_decided_once(here: Place):
    staff = await operations(here)
    await stopped(here)
    (report,) = await told(here, staff)
    before = Message(**{name: getattr(report, name) for name in report.__slots__})

    await here.people["Olu"].click(report, "Skip")
    again = await here.people["Mei"].click(before, "Post now")

    assert "settled already" in again.text


async def test_who_may_not_decide_is_told_so(here: Place):
    staff = await operations(here)
    here.mute(Bit.SEND_MESSAGES)
    job = await here.jobs.schedule(here.plan("Mods", kind="probe.mods"))
    await here.ends(job, State.STOPPED)
    (report,) = await told(here, staff)

    refused = await here.people["Olu"].click(report, "Skip")

    assert "Only a moderator" in refused.text
    unchanged = await here.jobs.store.job(job.id)
    assert unchanged is not None
    assert unchanged.state is State.STOPPED


async def test_a_deleted_channel(here: Place):
    world = here.playground.world
    channel = world.add_channel(here.server.guild, "short-lived")
    job = await here.jobs.schedule(here.plan("x", channel=channel, after=timedelta(minutes=1)))
    world.delete_channel(channel)
    here.playground.clock.advance(timedelta(minutes=1))

    ended = await here.ends(job, State.STOPPED)

    assert "was deleted. Plan it again for another one" in str(ended.reason)


async def test_a_deleted_thread(here: Place):
    world = here.playground.world
    await here.do("Opening", thread=True)
    thread = world.channel(here.messages()[0].id)
    world.delete_channel(thread)

    job = await here.jobs.schedule(here.plan("In it", channel=thread))

    assert "channel or thread" in str((await here.ends(job, State.STOPPED)).reason)


async def test_a_message_that_was_deleted_before_its_thread_was_opened(here: Place):
    path = "/channels/{channel_id}/messages/{message_id}/threads"
    here.playground.faults.fail("POST", path, times=1)
    job = await here.jobs.schedule(here.plan("Talk", thread=True))

    async def is_posted() -> bool:
        return bool(here.messages())

    await until(is_posted)
    here.playground.world.message_gone(here.messages()[0])
    ended = await here.ends(job)

    assert ended.steps["thread 0"].value is None
    assert here.posts() == []


async def test_a_deleted_role_is_left_out_and_told(here: Place):
    staff = await operations(here)
    role = here.server.roles["Reviewer"]
    here.playground.world.delete_role(role)

    job = await here.do("Pinged", roles=[role.id])

    assert here.posts() == ["Pinged part 0"]
    assert "role that was to be notified was deleted" in str(job.reason)
    (report,) = await told(here, staff)
    assert "nobody was notified" in text_of(report)


async def test_a_bug_is_tried_a_few_times_and_then_told_under_a_reference(here: Place):
    staff = await operations(here)
    job = await here.jobs.schedule(here.plan("Poison", kind="probe.bug"))

    ended = await here.ends(job, State.STOPPED, hurry=True)

    assert here.probe.tries["Poison"] == 5
    assert "Something went wrong on my side" in str(ended.reason)
    assert len(await told(here, staff)) == 1


async def test_what_follows_from_an_end_and_always_fails_does_not_keep_it_from_ending(here: Place):
    job = await here.jobs.schedule(here.plan("Posted", kind="probe.end"))

    ended = await here.ends(job, State.STOPPED, hurry=True)

    assert "went wrong on my side" in str(ended.reason)
    assert here.probe.tries["at the end"] == 5
    assert here.posts() == ["Posted part 0"]


async def test_what_can_never_work_is_told_in_the_features_words(here: Place):
    staff = await operations(here)
    job = await here.jobs.schedule(here.plan("Moon", kind="probe.never"))
    await here.ends(job, State.STOPPED)

    (report,) = await told(here, staff)

    assert "The moon is in the way. Wait for it to pass." in text_of(report)


async def test_a_closed_direct_message(here: Place):
    maya = here.server.people["Maya"]
    maya.dms_open = False
    job = await here.jobs.schedule(here.plan("Hi", kind="probe.direct", user=maya.id))

    ended = await here.ends(job, State.STOPPED)

    assert "take no direct messages" in str(ended.reason)
