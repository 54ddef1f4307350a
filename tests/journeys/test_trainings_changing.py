"""Trainings that change: one date or all of a series, cancelled, moved, edited."""

from datetime import timedelta

import pytest

from bot.playground.actors.reading import buttons, text_of
from cogs.events.mirror.mirroring import MIRROR
from cogs.events.plans import NEXT
from tests.events.hall import TITLE, Hall, shown_time, typed_time, until
from tests.jobs.house import until as comes_true
from tests.journeys.conftest import Hub


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> Hall:
    return await Hall.of(hub, request.node.name)


WEEK = timedelta(days=7)


async def picked(hall: Hall, number: int) -> str:
    """The suggestion for one of the coming dates, the next is 0."""
    (event,) = await hall.olu.autocomplete("training edit", "event", "scribes")
    dates = await hall.olu.autocomplete("training edit", "date", "", event=event.value)
    return str(dates[number].value)


async def in_thread(hall: Hall, post: int, words: str) -> str:
    """The notice with these words in the thread of a post."""
    thread = hall.thread(hall.posts()[post])

    def said() -> list[str]:
        return [text_of(m) for m in hall.messages(thread) if words in text_of(m)]

    await until(lambda: bool(said()), lambda: str([text_of(m) for m in hall.messages(thread)]))
    return said()[-1]


# --- one after the other --------------------------------------------------------------------------


async def test_the_next_date_is_posted_when_the_one_before_it_is_over(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week", capacity=5)
    await hall.say(hall.maya, hall.posts()[0], "Going")

    hall.go_to(starts + timedelta(minutes=91))
    await until(lambda: len(hall.posts()) == 2)

    said = text_of(hall.posts()[1])
    assert shown_time(starts + WEEK) in said
    assert "0 of 5 seats taken" in said


async def test_a_series_ends_when_it_was_to_end(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week", ends="2 times")

    hall.go_to(starts + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)
    await hall.kept(hall.posts()[1])
    hall.go_to(starts + WEEK + timedelta(hours=2))
    said = await hall.maya.slash("event list")

    assert "No training is planned" in said.text
    jobs = await hall.app.house.jobs.store.unfinished(hall.server.guild.id)
    assert NEXT not in {job.kind for job in jobs}


async def test_one_skipped_date_is_left_out_without_a_word(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week")

    asked = await hall.olu.slash(
        "training cancel", event=TITLE, which="skip", date=await picked(hall, 1)
    )
    assert "Leave" in asked.text
    done = await hall.olu.click(asked, "Leave it out")
    assert "is left out" in done.text
    hall.go_to(starts + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)

    assert shown_time(starts + 2 * WEEK) in text_of(hall.posts()[1])


async def test_a_date_that_somebody_signed_up_for_is_not_left_out_without_a_word(hall: Hall):
    post = await hall.plan(hall.day(2), repeat="every week")
    await hall.say(hall.maya, post, "Maybe")

    asked = await hall.olu.slash("training cancel", event=TITLE, which="skip")
    refused = await (await hall.olu.click(asked, "Leave it out")).settled()

    assert "Cancel it instead" in refused.text


async def test_one_cancelled_date_tells_once_who_signed_up_and_the_next_comes(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, repeat="every week")
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Maybe")
    await hall.say(hall.mei, post, "Can't")

    said = await hall.cancel("The host is ill.")
    assert "That date of" in said.text
    notice = await in_thread(hall, 0, "is cancelled")
    await until(lambda: len(hall.posts()) == 2)
    await hall.shows(post, "**Cancelled:**", "The host is ill.")

    assert f"<@{hall.maya.id}>" in notice
    assert f"<@{hall.ravi.id}>" in notice
    assert f"<@{hall.mei.id}>" not in notice
    assert "The host is ill." in notice
    assert shown_time(starts + WEEK) in text_of(hall.posts()[1])
    assert [b.label for b in buttons(post)] == ["Calendar file"]
    hall.after(days=1)
    assert len(hall.messages(hall.thread(post))) == 1


async def test_cancelling_all_ends_the_series(hall: Hall):
    post = await hall.plan(hall.day(2), repeat="every week")
    await hall.say(hall.maya, post, "Going")

    said = await hall.cancel(which="all")
    assert "is cancelled." in said.text
    await in_thread(hall, 0, "is cancelled")
    await hall.shows(post, "**Cancelled:**")
    again = await hall.olu.slash("training cancel", event=TITLE)

    assert "I know no training by that name" in again.text
    assert "No training is planned" in (await hall.maya.slash("event list")).text
    queue = hall.app.house.jobs.store

    async def nothing_else_comes() -> bool:
        jobs = await queue.unfinished(hall.server.guild.id)
        return {job.kind for job in jobs} <= {MIRROR}

    await comes_true(nothing_else_comes)
    assert hall.posts() == [post]


async def test_a_reason_that_may_identify_a_client_cancels_nothing_and_comes_back(hall: Hall):
    post = await hall.plan(hall.day(2))

    refused = await hall.cancel("Client with MRN 445566 called.")
    assert "Nothing is cancelled yet" in refused.text
    assert "445566" not in refused.text
    again = await hall.olu.click(refused, "Edit")
    said = await (await hall.olu.submit(again, reason="The host is ill.")).settled()

    assert "is cancelled." in said.text
    await hall.shows(post, "**Cancelled:**", "The host is ill.")


async def test_a_date_that_is_over_or_none_at_all_is_not_changed(hall: Hall):
    await hall.plan(hall.day(2), repeat="every week")

    for date, words in (
        ("2020-01-01T18:00:00", "no date of this training"),
        ("soon", "Please pick one of the suggested dates"),
    ):
        said = await hall.olu.slash("training edit", event=TITLE, date=date)
        assert words in said.text


async def test_one_date_is_called_off_once(hall: Hall):
    await hall.plan(hall.day(2), repeat="every week")
    date = await picked(hall, 1)
    await hall.cancel(date=date)

    again = await hall.olu.slash("training cancel", event=TITLE, date=date)

    assert "called off already" in again.text


async def test_cancelling_goes_through_another_servers_button_for_nobody(hub: Hub, hall: Hall):
    await hall.plan(hall.day(2))
    form = await hall.olu.slash("training cancel", event=TITLE)
    other = await Hall.of(hub, "another server")

    said = await other.olu.slash("training cancel", event=TITLE)

    assert "I know no training by that name" in said.text
    assert form.modal is not None


# --- moved and edited -----------------------------------------------------------------------------


async def test_one_moved_date_tells_those_going_at_once(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, repeat="every week")
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Maybe")
    later = starts + timedelta(hours=2)

    form = await hall.edit()
    shown = await hall.olu.submit(form, when=typed_time(later))
    assert "This one date will be" in shown.text
    assert shown_time(later) in shown.text
    saved = await (await hall.olu.click(shown, "Change this date")).settled()
    assert "is changed" in saved.text
    notice = await in_thread(hall, 0, "has a new time")
    await hall.shows(post, shown_time(later))

    assert f"<@{hall.maya.id}>" in notice
    assert f"<@{hall.ravi.id}>" not in notice
    hall.go_to(later + timedelta(minutes=91))
    await until(lambda: len(hall.posts()) == 2)
    assert shown_time(starts + WEEK) in text_of(hall.posts()[1])


async def test_one_edited_date_differs_and_the_others_do_not(hall: Hall):
    starts = hall.day(2)
    post = await hall.plan(starts, repeat="every week")

    form = await hall.edit(capacity=3)
    shown = await hall.olu.submit(form, title="Scribes with a guest")
    await hall.olu.click(shown, "Change this date")
    await hall.shows(post, "Scribes with a guest", "0 of 3 seats")
    hall.go_to(starts + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)

    assert TITLE in text_of(hall.posts()[1])
    assert "Scribes with a guest" in text_of(post)


async def test_a_later_date_can_be_edited_before_it_is_posted(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week")

    form = await hall.edit(date=await picked(hall, 1))
    shown = await hall.olu.submit(form, title="The second one")
    await hall.olu.click(shown, "Change this date")
    hall.go_to(starts + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)

    assert "The second one" in text_of(hall.posts()[1])
    assert TITLE in text_of(hall.posts()[0])


async def test_all_means_this_and_every_later_one(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week", capacity=9)
    hall.go_to(starts + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)
    second = hall.posts()[1]
    await hall.kept(second)
    await hall.say(hall.maya, second, "Going")
    later = starts + WEEK + timedelta(hours=1)

    form = await hall.edit(which="all")
    shown = await hall.olu.submit(form, title="Scribes, part two", when=typed_time(later))
    assert "every later one will be" in shown.text
    await hall.olu.click(shown, "Change them all")
    await hall.shows(second, "Scribes, part two", shown_time(later), "1 of 9 seats")
    await in_thread(hall, 1, "has a new time")
    hall.go_to(later + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 3)

    assert shown_time(later + WEEK) in text_of(hall.posts()[2])
    assert "Scribes, part two" in text_of(hall.posts()[2])
    assert TITLE in text_of(hall.posts()[0])


async def test_all_from_a_later_date_on_leaves_the_dates_before_it(hall: Hall):
    starts = hall.day(2)
    first = await hall.plan(starts, repeat="every week", ends="4 times")

    form = await hall.edit(which="all", date=await picked(hall, 1))
    shown = await hall.olu.submit(form, title="Scribes, part two")
    await hall.olu.click(shown, "Change them all")
    hall.after(seconds=10)
    assert TITLE in text_of(first)
    hall.go_to(starts + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)

    assert "Scribes, part two" in text_of(hall.posts()[1])
    assert shown_time(starts + WEEK) in text_of(hall.posts()[1])


async def test_another_day_for_all_asks_how_it_repeats(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week")
    another = starts + timedelta(days=1)

    form = await hall.edit(which="all")
    shown = await hall.olu.submit(form, when=typed_time(another))
    assert "How does it repeat from then on?" in shown.text
    shown = await hall.olu.select(shown, f"Every {another:%A}", placeholder="How does it repeat?")
    await hall.olu.click(shown, "Change them all")
    hall.go_to(another + timedelta(hours=2))
    await until(lambda: len(hall.posts()) == 2)

    assert shown_time(another + WEEK) in text_of(hall.posts()[1])


async def test_a_bigger_room_calls_those_up_who_wait(hall: Hall):
    post = await hall.plan(hall.day(2), capacity=1)
    await hall.say(hall.maya, post, "Going")
    await hall.say(hall.ravi, post, "Going")

    form = await hall.edit(capacity=2)
    shown = await hall.olu.submit(form)
    await hall.olu.click(shown, "Change them all")

    await hall.told(hall.ravi, "a seat is yours")
    await hall.shows(post, "2 of 2 seats taken")


async def test_what_belongs_to_the_series_is_not_changed_for_one_date(hall: Hall):
    await hall.plan(hall.day(2), repeat="every week")

    refused = await hall.edit(repeat="every 2 weeks")

    assert "belong to the whole series" in refused.text
