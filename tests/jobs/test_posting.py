"""What is planned is posted: once, in order, at its time, whatever Discord answers."""

from datetime import timedelta
from typing import Any

import pytest

from bot.jobs.records import State
from bot.playground.permissions import Bit
from tests.jobs.house import SENDING, Place, until


async def test_what_is_due_is_posted_and_noted(here: Place):
    job = await here.do("Hello")

    (message,) = here.messages()
    assert here.posts() == ["Hello part 0"]
    assert job.steps["part 0"].value == {"channel": here.server.general.id, "message": message.id}


async def test_what_is_due_later_waits_for_its_time(here: Place):
    job = await here.jobs.schedule(here.plan("Later", after=timedelta(hours=3)))
    waiting = await here.jobs.store.job(job.id)

    assert waiting is not None
    assert waiting.state is State.WAITING
    assert here.posts() == []
    here.playground.clock.advance(timedelta(hours=3))
    await here.ends(job)
    assert here.posts() == ["Later part 0"]


async def test_an_earlier_plan_wakes_the_runner(here: Place):
    await here.jobs.schedule(here.plan("Late", after=timedelta(days=2)))
    early = await here.do("Early")

    assert early.state is State.DONE
    assert here.posts() == ["Early part 0"]


async def test_planning_twice_is_once(here: Place):
    one = await here.jobs.schedule(here.plan("Same", after=timedelta(hours=1)))
    two = await here.jobs.schedule(here.plan("Same", after=timedelta(hours=2)))

    assert two == one
    assert await here.jobs.store.count_unfinished(here.server.guild.id) == 1


async def test_the_next_thing_due_has_a_name_for_people(here: Place):
    await here.jobs.schedule(here.plan("Named", after=timedelta(seconds=40)))
    await here.do("Something else")

    async def is_named() -> bool:
        return "Probe Named" in [due.label for due in here.playground.clock.due()]

    await until(is_named)


async def test_jobs_of_a_channel_are_posted_in_the_order_of_their_time(here: Place):
    later = [here.plan(f"Post {n}", after=timedelta(seconds=n + 60)) for n in range(20)]
    await here.jobs.schedule_many(later[::-1])

    here.playground.clock.advance(timedelta(minutes=2))
    last = await here.jobs.store.find(here.server.guild.id, "probe.post", "Post 19")
    assert last is not None
    await here.ends(last)

    assert here.posts() == [f"Post {n} part 0" for n in range(20)]


async def test_several_parts_a_thread_and_an_image(here: Place):
    await here.do("Parts", parts=3, thread=True, image=True)

    assert here.posts() == [f"Parts part {n}" for n in range(3)]
    assert all(message.thread_id == message.id for message in here.messages())
    assert [m.attachments[0].description for m in here.messages()] == ["A pixel"] * 3


TROUBLE: dict[str, tuple[str, dict[str, Any]]] = {
    "a server error that did nothing": ("fail", {"status": 502}),
    "a page of a proxy": ("fail", {"status": 503}),
    "several errors": ("fail", {"status": 500, "times": 3}),
    "an answer that was lost after the message was made": ("lose_response", {}),
    "answers lost three times": ("lose_response", {"times": 3}),
    "a rate limit": ("rate_limit", {"retry_after": 0.2}),
    "a storm of rate limits": ("rate_limit", {"retry_after": 0.05, "times": 8}),
}


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
async def test_trouble_of_discords_neither_loses_nor_doubles_a_post(here: Place, trouble: str):
    name, options = TROUBLE[trouble]
    getattr(here.playground.faults, name)(*SENDING, **options)

    await here.do("Once", hurry=True)

    assert here.posts() == ["Once part 0"]


async def test_a_forgotten_nonce_does_not_double_a_post(here: Place):
    window = here.playground.nonces.window
    here.playground.nonces.window = timedelta(0)
    here.playground.faults.lose_response(*SENDING, times=2)
    try:
        await here.do("Once", hurry=True)
    finally:
        here.playground.nonces.window = window

    assert here.posts() == ["Once part 0"]


async def test_trouble_while_it_looks_is_waited_for(here: Place):
    here.playground.faults.lose_response(*SENDING)
    here.playground.faults.fail("GET", SENDING[1], times=2)

    await here.do("Once", hurry=True)

    assert here.posts() == ["Once part 0"]


async def test_a_thread_is_made_once(here: Place):
    path = "/channels/{channel_id}/messages/{message_id}/threads"
    here.playground.faults.lose_response("POST", path)

    await here.do("Talk", thread=True)

    (message,) = here.messages()
    assert message.thread_id == message.id


async def test_a_forum_post_is_made_once(here: Place):
    from bot.playground.records import ChannelType

    world = here.playground.world
    forum = world.add_channel(here.server.guild, "forum", type=ChannelType.FORUM)
    here.playground.faults.lose_response("POST", "/channels/{channel_id}/threads", times=2)

    await here.do("Question", kind="probe.forum", channel=forum, forum=forum.id)

    posts = [c for c in world.channels.values() if c.parent_id == forum.id]
    assert [post.name for post in posts] == ["Question"]


async def test_a_message_that_was_deleted_before_the_retry_is_not_posted_again(here: Place):
    world = here.playground.world

    def delete_it(event: object) -> None:
        for message in here.messages():
            world.message_gone(message)

    here.playground.faults.lose_response(*SENDING)
    end = world.listen(delete_it)
    try:
        job = await here.do("Gone")
    finally:
        end()

    assert job.steps["part 0"].value["message"] is None
    assert here.posts() == []


async def test_an_earlier_job_that_waits_for_discord_keeps_its_place_in_the_channel(here: Place):
    here.playground.faults.fail(*SENDING, times=2)
    first = await here.jobs.schedule(here.plan("First"))
    second = await here.jobs.schedule(here.plan("Second", after=timedelta(milliseconds=1)))

    await here.ends(second)

    assert (await here.ends(first)).state is State.DONE
    assert here.posts() == ["First part 0", "Second part 0"]


async def test_a_job_that_fails_delays_no_other_of_its_channel(here: Place):
    poison = await here.jobs.schedule(here.plan("Poison", kind="probe.bug"))

    await here.do("Fine", after=timedelta(milliseconds=1))

    unfinished = await here.jobs.store.job(poison.id)
    assert unfinished is not None
    assert unfinished.state is not State.DONE
    assert here.posts() == ["Fine part 0"]


async def test_history_that_cannot_be_read_stops_instead_of_doubling(here: Place):
    def take_away(event: object) -> None:
        if here.messages() and Bit.READ_MESSAGE_HISTORY not in taken:
            taken.append(Bit.READ_MESSAGE_HISTORY)
            here.mute(*taken)

    taken: list[Bit] = []
    here.playground.faults.lose_response(*SENDING)
    end = here.playground.world.listen(take_away)
    try:
        job = await here.jobs.schedule(here.plan("Unsure"))
        stopped = await here.ends(job, State.STOPPED)
    finally:
        end()
    assert "may not read the history" in str(stopped.reason)
    assert here.posts() == ["Unsure part 0"]

    here.mute()
    await here.jobs.post_now(job.id)
    await here.ends(job)

    assert here.posts() == ["Unsure part 0"]
