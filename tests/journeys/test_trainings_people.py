"""Who may change a training, who sees it, and where it is looked up."""

from datetime import timedelta

import pytest

from bot.playground.actors.reading import buttons, text_of
from tests.events.hall import TITLE, Hall, shown_time, until
from tests.journeys.conftest import Hub


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> Hall:
    return await Hall.of(hub, request.node.name)


WEEK = timedelta(days=7)


# --- people ---------------------------------------------------------------------------------------


async def test_a_host_who_is_no_organiser_may_change_their_own_training(hall: Hall):
    shown = await hall.draft(hall.day(2))
    shown = await hall.olu.select(shown, [hall.ravi], placeholder="Hosts, one to five")
    await hall.olu.click(shown, "Create it")
    await until(lambda: bool(hall.posts()))

    form = await hall.ravi.slash("training edit", event=TITLE)
    shown = await hall.ravi.submit(form, title="Scribes, by Ravi")
    await hall.ravi.click(shown, "Change them all")

    await hall.shows(hall.posts()[0], "Scribes, by Ravi")
    refused = await hall.maya.slash("training cancel", event="Scribes, by Ravi")
    assert refused.text.startswith("Only the hosts")


async def test_a_training_is_handed_over_to_an_organiser_and_to_nobody_else(hall: Hall):
    post = await hall.plan(hall.day(2))

    refused = await hall.olu.slash("training handover", event=TITLE, to=hall.maya)
    assert "neither an organiser here nor a host" in refused.text
    done = await hall.olu.slash("training handover", event=TITLE, to=hall.mei)

    assert f"<@{hall.mei.id}> now answers for" in done.text
    told = text_of(await hall.told(hall.mei, "handed"))
    assert f"<@{hall.olu.id}> handed **{TITLE}** over to you" in told
    await hall.shows(post, f"**Host:** <@{hall.mei.id}>")


async def test_a_test_post_goes_to_staff_alone_and_its_buttons_do_nothing(hall: Hall):
    await hall.plan(hall.day(2))
    before = len(hall.messages())

    said = await hall.olu.slash("training test", event=TITLE)
    assert "marked as a test" in said.text
    await until(lambda: bool(hall.messages(hall.server.staff)))

    (test,) = hall.messages(hall.server.staff)
    assert text_of(test).startswith("**Test, only staff see it.**")
    assert all(button.disabled for button in buttons(test))
    assert len(hall.messages()) == before


# --- looking --------------------------------------------------------------------------------------


async def test_members_see_what_is_coming_and_their_own_answers(hall: Hall):
    for number in range(7):
        await hall.plan(hall.day(2 + number), title=f"Training number {number}")
    await hall.say(hall.maya, hall.posts()[3], "Going")

    listed = await hall.maya.slash("event list")
    assert "Training number 0" in listed.text
    assert "Page 1 of 2, 7 in all" in listed.text
    more = await hall.maya.click(listed, "Later")
    assert "Training number 6" in more.text
    opened = await hall.maya.select(more, "Training number 6")
    assert "What to ask." in (await opened.settled()).text

    mine = await hall.maya.slash("event mine")
    assert "Training number 3" in mine.text
    assert "You have a seat" in mine.text
    said = await (await hall.maya.click(mine, "Can't")).settled()
    assert "Noted: you can't come" in said.text


async def test_a_training_for_staff_alone_is_shown_to_staff_alone(hall: Hall):
    shown = await hall.draft(hall.day(2), channel="staff")
    await hall.olu.click(shown, "Create it")
    await until(lambda: len(hall.messages(hall.server.staff)) == 1)

    assert TITLE in (await hall.mei.slash("event list")).text
    assert TITLE not in (await hall.maya.slash("event list")).text
    assert await hall.maya.autocomplete("event show", "event", "scribes") == []
    assert "I know no training" in (await hall.maya.slash("event show", event=TITLE)).text


async def test_trainings_can_be_looked_up_in_direct_messages(hall: Hall):
    await hall.plan(hall.day(2))
    dm = hall.maya.dm(hall.hub.application)

    no_home = await (
        await hall.ravi.slash("event list", hall.ravi.dm(hall.hub.application))
    ).settled()
    await hall.maya.slash("me home", server=str(hall.server.guild.id))
    said = await (await hall.maya.slash("event list", dm)).settled()
    shown = await (await hall.maya.slash("event show", dm, event=TITLE)).settled()
    answered = await (await hall.maya.click(shown, "Maybe")).settled()

    assert "`/me home`" in no_home.text or TITLE in no_home.text
    assert TITLE in said.text
    assert "What to ask." in shown.text
    assert "Please answer in the server" in answered.text


async def test_what_is_planned_stands_in_the_list_of_what_comes_later(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week")

    listed = await hall.olu.slash("later list")
    assert f"The next date of “{TITLE}” is posted" in listed.text
    chosen = await hall.olu.select(listed, f"The next date of “{TITLE}” is posted")
    await hall.olu.click(chosen, "Cancel it")
    hall.go_to(starts + WEEK + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)

    assert shown_time(starts + 2 * WEEK) in text_of(hall.posts()[1])


async def test_a_moderator_confirms_the_ce_claim_and_nobody_else(hall: Hall):
    post = await hall.plan(hall.day(2), ce_hours=1.5, ce_approver="A board", ce_number="77")
    assert "claimed by the organiser: approving body A board, number 77" in text_of(post)

    others = await hall.olu.slash("event show", event=TITLE)
    assert "Confirm the CE claim" not in [b.label for b in others.buttons]
    shown = await hall.mei.slash("event show", event=TITLE)
    await hall.mei.click(shown, "Confirm the CE claim")

    await hall.shows(post, "approved by A board, number 77; confirmed by a moderator")
