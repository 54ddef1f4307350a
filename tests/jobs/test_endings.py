"""What can't be posted stops, waits or is missed, somebody is told, and they decide."""

from datetime import timedelta

from bot.guilds.records import ServerSettings
from bot.jobs.records import Job, State
from bot.playground.actors.reading import text_of
from bot.playground.communities import install
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Message
from tests.jobs.house import ALL_THAT_POSTS, SENDING, Place, until

# A report waits a second for others that fail with it; each look lets some of that pass.
GATHERING = timedelta(seconds=0.2)


async def operations(here: Place) -> Channel:
    """The server's operations channel, chosen."""
    staff = here.server.staff
    await here.app.house.guilds.change(
        here.server.guild.id, ServerSettings, at=here.now, operations_channel=staff.id
    )
    return staff


async def told(here: Place, channel: Channel, count: int = 1) -> list[Message]:
    """What was reported in a channel, once it is so many messages."""

    async def are_there() -> bool:
        here.playground.clock.advance(GATHERING)
        return len(here.messages(channel)) >= count

    await until(are_there)
    return here.messages(channel)


async def stopped(here: Place, key: str = "Stopped", **planned: object) -> Job:
    """A job that stopped since its channel was taken away from Attune."""
    here.mute(Bit.SEND_MESSAGES)
    job = await here.jobs.schedule(here.plan(key, **planned))  # pyright: ignore[reportArgumentType]
    return await here.ends(job, State.STOPPED)


# --- what stands in the way, and the cure ---------------------------------------------------------


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


# --- who is told ----------------------------------------------------------------------------------


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


# --- too late -------------------------------------------------------------------------------------


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


# --- removed from the server, and added again -----------------------------------------------------


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


# --- /later list ----------------------------------------------------------------------------------


async def test_the_list_shows_what_when_and_who_and_cancels(here: Place):
    job = await here.jobs.schedule(here.plan("Gala", after=timedelta(days=3), by="Olu"))
    await here.jobs.schedule(here.plan("Hidden", kind="probe.hidden", after=timedelta(days=3)))
    olu = here.people["Olu"]

    shown = await olu.slash("later list")
    assert "Probe Gala" in shown.text
    assert f"<t:{int(job.due_at.timestamp())}:F>" in shown.text
    assert f"planned by <@{olu.id}>" in shown.text
    assert "Hidden" not in shown.text
    chosen = await olu.select(shown, "Probe Gala")
    answer = await olu.click(chosen, "Cancel it")

    assert "Cancelled by" in answer.text
    assert (await here.ends(job, State.CANCELLED)).state is State.CANCELLED
    here.playground.clock.advance(timedelta(days=4))
    await here.do("Something else")
    assert here.posts() == ["Something else part 0"]


async def test_a_long_list_has_pages(here: Place):
    plans = [here.plan(f"Job {n:02}", after=timedelta(days=1, minutes=n)) for n in range(14)]
    await here.jobs.schedule_many(plans)
    olu = here.people["Olu"]

    first = await olu.slash("later list")
    assert "Job 05" in first.text
    assert "Page 1 of 3, 14 in all" in first.text
    second = await olu.click(first, "Later")

    assert "Job 06" in second.text
    assert "Job 05" not in second.text


async def test_nothing_planned(here: Place):
    shown = await here.people["Olu"].slash("later list")

    assert "Nothing is planned" in shown.text


async def test_members_see_no_list(here: Place):
    shown = await here.people["Maya"].slash("later list")

    assert "Only an organiser" in shown.text


async def test_what_was_stopped_stays_in_the_list_until_somebody_decides(here: Place):
    job = await stopped(here)
    here.mute()
    olu = here.people["Olu"]

    shown = await olu.slash("later list")
    assert "A permission is missing" in shown.text
    chosen = await olu.select(shown, "Probe Stopped")
    await olu.click(chosen, "Skip")

    assert (await here.ends(job, State.SKIPPED)).state is State.SKIPPED


async def test_a_job_of_another_server_is_out_of_reach(here: Place):
    other = Place.of(here.playground, here.application, here.app, "Other")
    job = await other.jobs.schedule(other.plan("Theirs", after=timedelta(days=1)))
    mine = await here.jobs.schedule(here.plan("Mine", after=timedelta(days=1)))
    olu = here.people["Olu"]
    shown = await olu.slash("later list")
    chosen = await olu.select(shown, "Probe Mine")
    message = chosen.message
    assert message is not None
    for component in message.components:
        for button in component.get("components", ()):
            button["custom_id"] = button["custom_id"].replace(str(mine.id), str(job.id))

    answer = await olu.click(chosen, "Cancel it")

    assert "not planned any more" in answer.text
    found = await here.jobs.store.job(job.id)
    assert found is not None
    assert found.state is State.WAITING
