"""Reminders from the plan to the start: in the thread for all, by message for those who asked."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta

import pytest

from bot.playground.actors import Person
from bot.playground.actors.reading import text_of
from bot.playground.records import Message
from tests.events.hall import TITLE, Hall, typed_time, until
from tests.journeys.conftest import Hub

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> AsyncGenerator[Hall]:
    yield await Hall.of(hub, request.node.name)
    hub.playground.faults.clear()


def reminders(hall: Hall, post: Message) -> list[Message]:
    """The steps of the ladder that were said in the thread, in order."""
    said = hall.messages(hall.thread(post))
    return [m for m in said if "starts <t:" in text_of(m) or "starts now" in text_of(m)]


async def reminded(hall: Hall, post: Message, count: int) -> Message:
    """The last of so many reminders."""
    await until(
        lambda: len(reminders(hall, post)) >= count,
        lambda: f"only {[text_of(m) for m in hall.messages(hall.thread(post))]}",
    )
    assert len(reminders(hall, post)) == count
    return reminders(hall, post)[-1]


def names(message: Message, *people: Person) -> bool:
    """Whether it mentions these, each once, and nobody else."""
    return sorted(message.mentions) == sorted(person.id for person in people)


async def direct(hall: Hall, person: Person) -> list[str]:
    messages = await person.direct_messages(hall.hub.application)
    return [text_of(m) for m in messages if "starts <t:" in text_of(m)]


async def test_who_comes_is_reminded_at_each_step_and_nobody_else(hall: Hall):
    starts = hall.day(9)
    post = await hall.plan(starts)
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")
    await hall.say(hall.mei, post, "Maybe")

    hall.go_to(starts - 7 * DAY)
    first = await reminded(hall, post, 1)
    assert names(first, hall.maya, hall.ravi)
    assert TITLE in text_of(first)
    await hall.say(hall.ravi, post, "Can't")
    await hall.say(hall.mei, post, "Going")
    hall.go_to(starts - DAY)
    assert names(await reminded(hall, post, 2), hall.maya, hall.mei)
    hall.go_to(starts - HOUR)
    assert names(await reminded(hall, post, 3), hall.maya, hall.mei)
    hall.go_to(starts)
    last = await reminded(hall, post, 4)
    assert "starts now" in text_of(last)
    assert names(last, hall.maya, hall.mei)


async def test_steps_in_the_past_are_left_out_and_the_ladder_can_be_chosen(hall: Hall):
    starts = hall.day(3)
    post = await hall.plan(starts, reminders="1 week, 2 h")
    await hall.say(hall.maya, post, "Going")

    hall.go_to(starts - 2 * HOUR)
    assert names(await reminded(hall, post, 1), hall.maya)
    hall.go_to(starts + MINUTE)
    await asyncio.sleep(0.2)
    assert len(reminders(hall, post)) == 1


async def test_a_moved_training_begins_its_ladder_anew_and_a_cancelled_one_has_none(hall: Hall):
    starts, later = hall.day(2), hall.day(5)
    post = await hall.plan(starts)
    await hall.say(hall.maya, post, "Going")
    hall.go_to(starts - DAY)
    await reminded(hall, post, 1)

    form = await hall.edit()
    shown = await (await hall.olu.submit(form, when=typed_time(later))).settled()
    await hall.olu.click(shown, "Change them all")
    hall.go_to(starts)
    await asyncio.sleep(0.2)
    assert len(reminders(hall, post)) == 1, "nothing of the old ladder"
    hall.go_to(later - DAY)
    await reminded(hall, post, 2)
    await hall.cancel("The host is ill")
    hall.go_to(later)
    await asyncio.sleep(0.2)
    assert len(reminders(hall, post)) == 2


async def test_a_message_comes_at_ones_own_time_with_the_way_out(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="none")
    said = await (await hall.maya.slash("event remind", lead="3 hours")).settled()
    assert "**3 hours** before each training" in said.text
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")

    hall.go_to(starts - 3 * HOUR)
    message = await hall.told(hall.maya, "starts <t:")
    await hall.say(hall.maya, message, "Can't")
    assert await direct(hall, hall.ravi) == []
    assert len(await direct(hall, hall.maya)) == 1


async def test_asking_after_signing_up_counts_and_off_ends_it(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="none")
    for person in (hall.maya, hall.ravi):
        await hall.say(person, post, "Going")
        await person.slash("event remind", lead="2 hours")
    ended = await (await hall.ravi.slash("event remind", lead="off")).settled()
    assert "no direct messages" in ended.text

    hall.go_to(starts - 2 * HOUR)
    await hall.told(hall.maya, "starts <t:")
    hall.after(minutes=30)
    await asyncio.sleep(0.3)
    assert len(await direct(hall, hall.maya)) == 1, "once for each start"
    assert await direct(hall, hall.ravi) == []


async def test_a_moment_that_has_passed_when_they_sign_up_is_not_made_up_for(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="none")
    await hall.maya.slash("event remind", lead="1 day")
    await hall.ravi.slash("event remind", lead="1 hour")
    hall.go_to(starts - 5 * HOUR)
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")

    hall.go_to(starts - HOUR)
    await hall.told(hall.ravi, "starts <t:")
    assert await direct(hall, hall.maya) == []


async def test_quiet_hours_move_a_message_to_their_end(hall: Hall):
    starts = hall.day(2, hour=9)
    post = await hall.plan(starts, reminders="none")
    await hall.maya.slash("me zone", city="New York")
    said = await (await hall.maya.slash("me quiet", begins="10 pm", ends="7:30")).settled()
    assert "From 22:00 to 07:30" in said.text
    shown = await (await hall.maya.slash("event remind", lead="4 hours")).settled()
    assert "Not from 22:00 to 07:30" in shown.text
    await hall.say(hall.maya, post, "Going")

    hall.go_to(starts - 2 * HOUR)
    await asyncio.sleep(0.2)
    assert await direct(hall, hall.maya) == [], "it is 7:00"
    hall.go_to(starts - 90 * MINUTE)
    await hall.told(hall.maya, "starts <t:")


async def test_closed_messages_become_a_mention_in_the_thread(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="none")
    for person in (hall.maya, hall.ravi):
        await person.slash("event remind", lead="2 hours")
        await hall.say(person, post, "Going")
    hall.server.people["Maya"].dms_open = False

    hall.go_to(starts - 2 * HOUR)
    instead = await reminded(hall, post, 1)
    assert names(instead, hall.maya)
    assert "could not send it" in text_of(instead)
    assert len(await direct(hall, hall.ravi)) == 1


async def test_a_thread_that_was_deleted_is_replaced_by_the_channel(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="1 h")
    await hall.say(hall.maya, post, "Going")
    hall.hub.playground.world.delete_channel(hall.thread(post))

    hall.go_to(starts - HOUR)

    def there() -> Sequence[Message]:
        return [m for m in hall.messages() if "starts <t:" in text_of(m)]

    await until(lambda: len(there()) == 1)
    assert names(there()[0], hall.maya)


async def test_many_are_mentioned_eighty_to_a_message_each_once(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="1 h")
    members = [hall.newcomer(f"Member {n}") for n in range(90)]
    for member in members:
        await hall.say(member, post, "Going")

    hall.go_to(starts - HOUR)
    await reminded(hall, post, 2)
    first, second = reminders(hall, post)
    assert len(first.mentions) == 80
    mentioned = [*first.mentions, *second.mentions]
    assert sorted(mentioned) == sorted(member.id for member in members)


async def test_many_messages_keep_a_pace(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, reminders="none")
    members = [hall.newcomer(f"Member {n}") for n in range(12)]
    for member in members:
        await member.slash("event remind", lead="2 hours")
        await hall.say(member, post, "Going")

    async def sent() -> int:
        return sum([len(await direct(hall, member)) for member in members])

    hall.go_to(starts - 2 * HOUR)
    async with asyncio.timeout(20):
        while await sent() < 10:  # noqa: ASYNC110 - it may hang on anything
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)
    assert await sent() == 10
    hall.after(seconds=61)
    async with asyncio.timeout(20):
        while await sent() < 12:  # noqa: ASYNC110 - it may hang on anything
            await asyncio.sleep(0.02)
    assert [len(await direct(hall, member)) for member in members] == [1] * 12


async def test_a_lead_that_cannot_be_is_answered_with_a_sentence(hall: Hall):
    for typed, said in (("1 minute", "between 5 minutes"), ("soon", "length of time")):
        answer = await (await hall.maya.slash("event remind", lead=typed)).settled()
        assert said in answer.text
    half = await (await hall.maya.slash("me quiet", begins="22:00")).settled()
    assert "give both" in half.text
    same = await (await hall.maya.slash("me quiet", begins="22:00", ends="22:00")).settled()
    assert "same time" in same.text
    assert (await hall.app.house.members.profile(hall.maya.id)).lead is None
