"""Posts and channels of trainings that get lost, and answers of Discord that do."""

import pytest

from bot.playground.actors.reading import text_of
from tests.events.hall import TITLE, Hall, until
from tests.journeys.conftest import Hub


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> Hall:
    return await Hall.of(hub, request.node.name)


async def test_a_deleted_post_loses_nothing_and_is_made_anew_when_staff_say_so(hall: Hall):
    post = await hall.plan(hall.day(2), capacity=3)
    await hall.say(hall.maya, post, "Going")
    await hall.shows(post, "1 of 3")
    hall.hub.playground.world.message_gone(post)

    shown = await hall.ravi.slash("event show", event=TITLE)
    await hall.ravi.click(shown, "Going")
    hall.after(seconds=10)
    staff = hall.server.staff
    await hall.comes(lambda: bool(hall.messages(staff)))
    (report,) = hall.messages(staff)
    assert "Somebody deleted the post" in text_of(report)
    assert "2 going" in text_of(report)
    assert hall.posts() == []

    await hall.olu.click(report, "Post now")
    await until(lambda: len(hall.posts()) == 1)
    await hall.shows(hall.posts()[0], "2 of 3 seats taken")


async def test_a_deleted_post_is_made_anew_from_the_training_itself(hall: Hall):
    post = await hall.plan(hall.day(2))
    await hall.say(hall.maya, post, "Going")
    hall.hub.playground.world.message_gone(post)
    await hall.comes(lambda: bool(hall.messages(hall.server.staff)))

    for_members = await hall.maya.slash("event show", event=TITLE)
    assert "Post again" not in [b.label for b in for_members.buttons]
    shown = await hall.olu.slash("event show", event=TITLE)
    said = await (await hall.olu.click(shown, "Post again")).settled()

    assert "posted again" in said.text
    await until(lambda: len(hall.posts()) == 1)
    assert "1 going" in text_of(hall.posts()[0])


async def test_a_deleted_channel_loses_no_answers_and_another_one_takes_its_place(hall: Hall):
    post = await hall.plan(hall.day(2), repeat="every week")
    await hall.say(hall.maya, post, "Going")
    world = hall.hub.playground.world
    elsewhere = world.add_channel(hall.server.guild, "elsewhere")
    world.delete_channel(hall.server.general)
    hall.after(seconds=10)
    staff = hall.server.staff
    await hall.comes(lambda: bool(hall.messages(staff)))
    assert "all answers are there" in text_of(hall.messages(staff)[0])

    form = await hall.olu.slash("training edit", staff, event=TITLE, which="all", channel=elsewhere)
    shown = await hall.olu.submit(form)
    await hall.olu.click(shown, "Change them all")

    await until(lambda: len(hall.messages(elsewhere)) == 1)
    assert "1 going" in text_of(hall.messages(elsewhere)[0])


TROUBLE = {
    "an answer that was lost": ("lose_response", "POST"),
    "a server error": ("fail", "POST"),
    "a rate limit": ("rate_limit", "POST"),
}


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
async def test_trouble_of_discords_neither_loses_nor_doubles_a_post(hall: Hall, trouble: str):
    how, method = TROUBLE[trouble]
    shown = await hall.draft(hall.day(2))
    getattr(hall.hub.playground.faults, how)(method, "/channels/{channel_id}/messages")

    await hall.olu.click(shown, "Create it")
    await hall.comes(lambda: bool(hall.posts()))
    await hall.kept(hall.posts()[0], hurry=True)

    assert len(hall.posts()) == 1


async def test_a_post_that_was_on_its_way_when_it_was_cancelled_says_so(hall: Hall):
    shown = await hall.draft(hall.day(2))
    faults = hall.hub.playground.faults
    faults.lose_response("POST", "/channels/{channel_id}/messages")
    await hall.olu.click(shown, "Create it")
    await until(lambda: bool(hall.posts()))

    await hall.cancel("No host.")

    await hall.shows(hall.posts()[0], "**Cancelled:**")
    assert len(hall.posts()) == 1


@pytest.mark.parametrize("how", ["lose_response", "fail", "rate_limit"])
async def test_the_last_state_always_gets_onto_the_post(hall: Hall, how: str):
    post = await hall.plan(hall.day(2), capacity=4)
    path = "/channels/{channel_id}/messages/{message_id}"
    getattr(hall.hub.playground.faults, how)("PATCH", path, times=2)

    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")

    await hall.shows(post, "2 of 4 seats taken")
