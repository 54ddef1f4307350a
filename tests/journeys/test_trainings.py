"""Trainings: planning one, its post, signing up; and the wrong person at each step."""

import asyncio
import re
from collections import Counter
from datetime import timedelta

import pytest

from bot.playground.actors.reading import buttons, text_of
from bot.playground.world import Event
from tests.events.hall import ROOM, TITLE, Hall, shown_time, typed_time, until
from tests.journeys.conftest import Hub


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> Hall:
    return await Hall.of(hub, request.node.name)


# --- planning -------------------------------------------------------------------------------------


async def test_an_organiser_sees_how_a_training_is_read_before_anything_is_saved(hall: Hall):
    starts = hall.day(3)

    shown = await hall.draft(
        starts,
        capacity=30,
        repeat="every week",
        ends="10 times",
        ce_hours=1.5,
        ce_approver="A board",
        ce_number="123",
    )

    assert shown.private
    assert "Nothing is saved yet" in shown.text
    assert f"**When:** {shown_time(starts)}" in shown.text
    assert "18:00 New York, in 3 days" in shown.text
    assert f"Every {starts:%A} at 18:00, New York time, 10 times" in shown.text
    assert "1 hour 30 minutes" in shown.text
    assert "30 seats" in shown.text
    assert "claimed by the organiser: approving body A board, number 123" in shown.text
    assert "7 days, 1 day and 1 hour before" in shown.text
    assert hall.posts() == []
    assert await hall.app.house.jobs.store.count_unfinished(hall.server.guild.id) == 0


async def test_a_planned_training_is_posted_once_with_everything_on_it(hall: Hall):
    starts = hall.day(3)
    hall.server.roles["Professional"].mentionable = True
    shown = await hall.draft(starts, capacity=30, role="Professional")

    await hall.olu.click(shown, "Create it")
    await until(lambda: len(hall.posts()) == 1)
    await hall.kept(hall.posts()[0])
    hall.after(hours=1)

    (post,) = hall.posts()
    said = text_of(post)
    assert said.startswith(f"Workshop: **{TITLE}**, {shown_time(starts)}")
    assert f"{shown_time(starts)} ({shown_time(starts, 'R')})" in said
    assert ROOM in said
    assert f"**Host:** <@{hall.olu.id}>" in said
    assert "0 of 30 seats taken, 30 left" in said
    assert [b.label for b in buttons(post)] == ["Going", "Maybe", "Can't", "Calendar file"]
    assert post.mention_roles == [hall.server.roles["Professional"].id]
    assert post.thread_id is not None


async def test_pressing_create_twice_plans_it_once(hall: Hall):
    shown = await hall.draft(hall.day(3))
    message = shown.message
    assert message is not None

    first, second = await asyncio.gather(
        hall.olu.click(message, "Create it"), hall.olu.click(message, "Create it")
    )

    said = sorted([(await first.settled()).text, (await second.settled()).text])
    assert sum("is planned" in each for each in said) >= 1
    await until(lambda: bool(hall.posts()))
    jobs = await hall.app.house.jobs.store.unfinished(hall.server.guild.id)
    assert set(Counter(job.kind for job in jobs).values()) <= {1}
    assert len(hall.posts()) == 1


async def test_what_is_unclear_is_asked_and_nothing_typed_is_lost(hall: Hall):
    form = await hall.olu.slash("training create", repeat="biweekly", capacity=12)
    shown = await hall.olu.submit(
        form,
        title="AI",
        when="sometime",
        length="90",
        description="Words that took a while.",
        place="http://example.org",
    )

    assert "**Title**: it has 2 characters" in shown.text
    assert "**When**" in shown.text
    assert "a link begins with https://" in shown.text
    assert next(b for b in shown.buttons if b.label == "Create it").disabled
    again = await hall.olu.click(shown, "Edit")
    assert again.modal is not None
    values = {f.custom_id: f.json.get("value") for f in again.modal.fields}
    assert values["description"] == "Words that took a while."
    assert values["when"] == "sometime"

    starts = hall.day(4)
    fixed = await hall.olu.submit(again, title=TITLE, when=typed_time(starts), place=ROOM)
    assert "“Biweekly” means two things" in fixed.text
    picked = await hall.olu.select(
        fixed, f"Every 2 weeks on {starts:%A}", placeholder="How does it repeat?"
    )
    assert "12 seats" in picked.text
    assert not next(b for b in picked.buttons if b.label == "Create it").disabled


async def test_a_text_that_may_identify_a_client_is_not_kept_and_comes_back_to_be_edited(
    hall: Hall,
):
    form = await hall.olu.slash("training create", kind="case-consultation")
    typed = {"title": TITLE, "when": typed_time(hall.day(3)), "length": "90", "place": ROOM}

    refused = await hall.olu.submit(form, description="Born 3 March 1990, MRN 445566.", **typed)

    assert "I kept nothing of this" in refused.text
    assert "1990" not in refused.text
    again = await hall.olu.click(refused, "Edit")
    assert again.modal is not None
    fixed = await hall.olu.submit(again, description="A case about grief.")
    assert "Before you bring a case" in fixed.text
    assert "A case about grief." in fixed.text


async def test_several_host_it_and_they_are_chosen_before_it_is_saved(hall: Hall):
    shown = await hall.draft(hall.day(3))

    shown = await hall.olu.select(shown, [hall.ravi, hall.olu], placeholder="Hosts, one to five")
    await hall.olu.click(shown, "Create it")
    await until(lambda: bool(hall.posts()))

    assert f"**Hosts:** <@{hall.ravi.id}>, <@{hall.olu.id}>" in text_of(hall.posts()[0])


async def test_a_discarded_draft_is_gone(hall: Hall):
    shown = await hall.draft(hall.day(3))
    gone = await hall.olu.click(shown, "Discard")

    assert "Discarded" in gone.text
    assert hall.posts() == []


async def test_a_role_that_attune_may_not_mention_is_said_before_it_is_posted(hall: Hall):
    shown = await hall.draft(hall.day(3), role="Professional")

    assert "nobody is notified by" in shown.text
    assert f"<@&{hall.server.roles['Professional'].id}>" in shown.text


async def test_ce_hours_need_an_approving_body(hall: Hall):
    shown = await hall.draft(hall.day(3), ce_hours=2)

    assert "name the hours and the approving body" in shown.text


async def test_who_is_no_organiser_plans_changes_and_cancels_nothing(hall: Hall):
    await hall.plan(hall.day(3))

    assert (await hall.maya.slash("training create")).text.startswith("Only an organiser")
    for command in ("training edit", "training cancel", "training test"):
        refused = await hall.maya.slash(command, event=TITLE)
        assert refused.text.startswith("Only the hosts")
        assert refused.private
    refused = await hall.maya.slash("training handover", event=TITLE, to=hall.maya)
    assert refused.text.startswith("Only the hosts")


async def test_who_is_organiser_no_more_saves_nothing(hall: Hall):
    shown = await hall.draft(hall.day(3))
    world, roles = hall.hub.playground.world, hall.server.roles
    world.take_role(hall.server.guild, hall.olu.id, roles["Organiser"])

    for button in ("Create it", "Edit", "Discard"):
        refused = await (await hall.olu.click(shown, button)).settled()
        assert "Only an organiser" in refused.text
    assert hall.posts() == []


async def test_a_server_without_a_training_channel_says_what_to_set(hub: Hub):
    hall = await Hall.of(hub, "no channel")
    await hall.mei.slash("settings set", clear="training_channel")

    said = await hall.olu.slash("training create")

    assert "I don't know where trainings are posted here" in said.text


async def test_reminders_can_be_chosen_and_what_can_not_be_read_is_asked(hall: Hall):
    shown = await hall.draft(hall.day(3), reminders="2 days, 30 min, at start")
    assert "**Reminders:** 2 days and 30 minutes before, and at the start" in shown.text

    asked = await hall.draft(hall.day(3), reminders="now and then")
    assert "name up to six" in asked.text
    none = await hall.draft(hall.day(3), reminders="none")
    assert "**Reminders:** none" in none.text


async def test_a_known_day_of_the_catalogue_can_be_the_beginning(hall: Hall):
    offered = await hall.olu.autocomplete("training create", "seed", "mental health day")
    chosen = next(choice for choice in offered if choice.name == "World Mental Health Day")

    form = await hall.olu.slash("training create", seed=chosen.value)

    assert form.modal is not None
    values = {f.custom_id: f.json.get("value") or "" for f in form.modal.fields}
    assert values["title"] == "World Mental Health Day"
    assert "https://www.who.int/" in values["description"]
    assert "looked up 2026-" in values["description"]
    sent = await hall.olu.submit(form, when=typed_time(hall.day(3)), length="60")
    assert "World Mental Health Day" in (await sent.settled()).text


async def test_an_unknown_seed_is_a_sentence(hall: Hall):
    said = await hall.olu.slash("training create", seed="nothing-of-the-kind")

    assert "I know no such day or meeting" in said.text


# --- signing up -----------------------------------------------------------------------------------


async def test_members_sign_up_and_the_post_counts_them(hall: Hall):
    post = await hall.plan(hall.day(3), capacity=2)

    assert "You have a seat" in await hall.say(hall.maya, post, "Going")
    assert "Noted: maybe" in await hall.say(hall.ravi, post, "Maybe")
    await hall.shows(post, "1 of 2 seats taken, 1 left", "1 maybe")

    assert "Your seat is free" in await hall.say(hall.maya, post, "Can't")
    await hall.shows(post, "0 of 2 seats taken")


async def test_a_full_training_offers_the_next_seat_in_order(hall: Hall):
    post = await hall.plan(hall.day(3), capacity=1)
    await hall.say(hall.maya, post, "Going")

    waits = await hall.say(hall.ravi, post, "Going")
    assert "Every seat is taken" in waits
    assert "You are number 1 of 1 in line" in waits
    assert "number 2 of 2" in await hall.say(hall.mei, post, "Going")
    await hall.say(hall.maya, post, "Can't")

    told = await hall.told(hall.ravi, "a seat is yours")
    assert TITLE in text_of(told)
    await hall.shows(post, "1 of 1 seat taken, 0 left", "1 waiting")
    assert "Your seat is free" in await hall.say(hall.ravi, told, "Can't")
    await hall.told(hall.mei, "a seat is yours")


async def test_closed_direct_messages_fall_back_to_the_thread(hall: Hall):
    post = await hall.plan(hall.day(3), capacity=1)
    hall.server.people["Ravi"].dms_open = False
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")

    await hall.say(hall.maya, post, "Can't")

    thread = hall.thread(post)
    await until(lambda: bool(hall.messages(thread)))
    (mention,) = hall.messages(thread)
    assert f"<@{hall.ravi.id}>" in text_of(mention)
    assert mention.mentions == [hall.ravi.id]


async def test_shortly_before_the_start_a_seat_is_kept_a_quarter_of_an_hour_and_goes_on(
    hall: Hall,
):
    starts = hall.day(3)
    post = await hall.plan(starts, capacity=1)
    for person in (hall.maya, hall.ravi, hall.mei):
        await hall.say(person, post, "Going")
    hall.go_to(starts - timedelta(hours=1))

    await hall.say(hall.maya, post, "Can't")
    await hall.told(hall.ravi, "I keep it until")
    assert "number" in await hall.say(hall.maya, post, "Going")
    hall.after(minutes=15)

    offer = await hall.told(hall.mei, "I keep it until")
    assert "You have a seat" in await hall.say(hall.mei, offer, "Going")


async def test_what_is_over_takes_no_answers_and_says_so(hall: Hall):
    starts = hall.day(3)
    post = await hall.plan(starts)
    hall.go_to(starts + timedelta(minutes=91))

    assert "is over" in await hall.say(hall.maya, post, "Going")


async def test_a_button_pressed_in_a_strangers_direct_messages_signs_nobody_up(hall: Hall):
    post = await hall.plan(hall.day(3), capacity=1)
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")
    await hall.say(hall.maya, post, "Can't")
    told = await hall.told(hall.ravi, "a seat is yours")

    assert "You have a seat" in await hall.say(hall.ravi, told, "Going")


async def test_a_forgotten_members_seat_is_offered_and_nothing_of_them_is_left(hall: Hall):
    post = await hall.plan(hall.day(3), capacity=1)
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")
    kept = hall.app.features["events"].keeps
    assert any([await each.export(hall.maya.id) for each in kept])

    for each in kept:
        await each.forget(hall.maya.id)

    await hall.told(hall.ravi, "a seat is yours")
    await hall.shows(post, "1 of 1 seat taken")
    assert [await each.export(hall.maya.id) for each in kept] == [None] * len(kept)


async def test_two_hundred_press_going_at_once(hall: Hall):
    post = await hall.plan(hall.day(3), capacity=30)
    members = [hall.newcomer(f"Member {number}") for number in range(200)]

    said = await asyncio.gather(*(hall.say(member, post, "Going") for member in members))
    await hall.shows(post, "30 of 30 seats taken, 0 left", "170 waiting")

    assert sum("You have a seat" in each for each in said) == 30
    found = [re.search(r"You are number (\d+) of", each) for each in said]
    places = sorted(int(match[1]) for match in found if match)
    assert places == list(range(1, 171))


async def test_many_answers_become_few_edits_and_the_last_one_counts(hall: Hall):
    post = await hall.plan(hall.day(3))
    members = [hall.newcomer(f"Member {number}") for number in range(20)]
    edits: list[Event] = []

    def hear(event: Event) -> None:
        if event.name == "MESSAGE_UPDATE" and int(event.data["id"]) == post.id:
            edits.append(event)

    end = hall.hub.playground.world.listen(hear)
    for member in members:
        await hall.say(member, post, "Going")
        hall.after(seconds=1)
        # Time for the edit that must not come yet.
        await asyncio.sleep(0.02)
    await hall.shows(post, "20 going")
    end()

    # One each 5 seconds of 20. On a busy machine an edit may arrive later than it was made.
    assert 1 <= len(edits) <= 6
