"""Which training and which date is meant, and in whose time: suggestions, forms and answers."""

import pytest

from bot.when.wording import local_wording
from tests.events.hall import NEW_YORK, TITLE, Hall
from tests.journeys.conftest import Hub


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> Hall:
    return await Hall.of(hub, request.node.name)


async def events(hall: Hall) -> list[str]:
    """The trainings that are suggested to Olu."""
    offered = await hall.olu.autocomplete("training edit", "event", "scribes")
    return [choice.name for choice in offered]


async def dates(hall: Hall) -> list[str]:
    """The dates that are suggested to Olu of the one training that there is."""
    (event,) = await hall.olu.autocomplete("training edit", "event", "scribes")
    offered = await hall.olu.autocomplete("training edit", "date", "", event=event.value)
    return [choice.name for choice in offered]


async def test_suggestions_are_in_the_servers_time_for_who_has_chosen_none(hall: Hall):
    starts = hall.day(2)
    await hall.plan(starts, repeat="every week", ends="2 times")

    first = f"{local_wording(starts.astimezone(NEW_YORK))} New York"

    assert await events(hall) == [f"{first} · {TITLE}"]
    assert (await dates(hall))[0] == first


async def test_suggestions_are_in_ones_own_time_and_say_so(hall: Hall):
    starts = hall.day(2, hour=12)
    await hall.plan(starts, repeat="every week", ends="2 times")
    await hall.olu.slash("me zone", city="Kathmandu")

    (suggested,) = await events(hall)
    (shown,) = await hall.olu.autocomplete("event show", "event", "scribes")
    first, second = await dates(hall)

    assert suggested == shown.name
    assert suggested.startswith(first)
    assert first.endswith(":45 Kathmandu")
    assert second.endswith(":45 Kathmandu")


async def test_a_date_that_is_called_off_is_suggested_no_more(hall: Hall):
    await hall.plan(hall.day(2), repeat="every week", ends="3 times")
    before = await dates(hall)

    await hall.cancel()

    assert await dates(hall) == before[1:]
    assert await events(hall) == [f"{before[1]} · {TITLE}"]


async def test_the_form_for_cancelling_names_what_it_calls_off(hall: Hall):
    await hall.plan(hall.day(2), repeat="every week", ends="3 times")
    first = (await dates(hall))[0]

    one = await hall.olu.slash("training cancel", event=TITLE)
    every = await hall.olu.slash(
        "training cancel", event=TITLE, which="This date and every later one"
    )

    assert one.modal is not None
    assert every.modal is not None
    assert [f.description for f in one.modal.fields] == [f"{first}; other dates stay"]
    assert [f.description for f in every.modal.fields] == [f"{first}, and every later date"]


async def test_a_reason_that_was_refused_comes_back_with_the_training_it_is_about(hall: Hall):
    await hall.plan(hall.day(2))

    refused = await hall.cancel("Client with MRN 445566 called.")
    again = await hall.olu.click(refused, "Edit")

    assert again.modal is not None
    assert again.modal.title == f"Cancel {TITLE}"


async def test_a_draft_says_who_hosts_it_and_what_the_menu_is_for(hall: Hall):
    shown = await hall.draft(hall.day(3))
    said = shown.text

    both = await hall.olu.select(shown, [hall.ravi, hall.olu], placeholder="Hosts, one to five")

    assert f"**Host:** <@{hall.olu.id}>" in said
    assert "**Who hosts it**, up to 5:" in said
    assert f"**Hosts:** <@{hall.ravi.id}>, <@{hall.olu.id}>" in both.text


async def test_an_edit_says_which_dates_it_has_changed(hall: Hall):
    await hall.plan(hall.day(2), repeat="every week", ends="3 times")

    form = await hall.edit()
    shown = await (await hall.olu.submit(form, length="60 min")).settled()
    one = await (await hall.olu.click(shown, "Change this date")).settled()
    form = await hall.edit(which="This date and every later one")
    shown = await (await hall.olu.submit(form, length="45 min")).settled()
    every = await (await hall.olu.click(shown, "Change them all")).settled()

    assert f"That date of **{TITLE}** is changed; the others stay as they are." in one.text
    assert f"That date of **{TITLE}** and every later one are changed." in every.text
    await hall.shows(hall.posts()[0], "45 minutes")
