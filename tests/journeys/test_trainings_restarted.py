"""Trainings after a restart in the middle: open forms, drafts, old buttons, what was under way."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.actors import Person
from bot.playground.actors.reading import buttons, text_of
from bot.playground.records import Application
from bot.playground.server import Playground
from tests.databases import PostgresServer, needed
from tests.events.hall import TITLE, Hall, shown_time, typed_time, until
from tests.journeys.conftest import Hub
from tests.running import running


class House:
    """Attune on one database, to be started again and again."""

    def __init__(self, playground: Playground, application: Application, url: str) -> None:
        self._playground = playground
        self._application = application
        self._url = url
        self.hall: Hall | None = None

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Hall]:
        async with running(self._playground, self._application, self._url) as app:
            hub = Hub(self._playground, self._application, app, Path("unused"))
            if self.hall is None:
                self.hall = await Hall.of(hub, "A server that lives on")
            self.hall = replace(self.hall, hub=hub)
            yield self.hall


@pytest.fixture
def house(playground: Playground, application: Application, tmp_path: Path) -> House:
    return House(playground, application, f"sqlite:///{tmp_path / 'attune.db'}")


async def test_a_form_and_a_draft_from_before_a_restart_are_good_after_it(house: House):
    async with house.open() as hall:
        form = await hall.olu.slash("training create", capacity=12, repeat="every week")
        draft = await hall.draft(hall.day(4), title="Another training")
    async with house.open() as hall:
        starts = hall.day(3)
        sent = await hall.olu.submit(
            form, title=TITLE, when=typed_time(starts), length="60", description="", place="Room 1"
        )
        shown = await sent.settled()
        assert "12 seats" in shown.text
        assert "**Repeats:** Every" in shown.text
        await hall.olu.click(shown, "Create it")
        await until(lambda: len(hall.posts()) == 1)
        await hall.olu.click(draft, "Create it")
        await until(lambda: len(hall.posts()) == 2)

    assert shown_time(starts) in text_of(hall.posts()[0])
    assert "Another training" in text_of(hall.posts()[1])


async def test_an_answer_given_just_before_a_restart_is_shown_after_it(house: House):
    async with house.open() as hall:
        post = await hall.plan(hall.day(3), capacity=2)
        await hall.say(hall.maya, post, "Going")
    async with house.open() as hall:
        await hall.shows(post, "1 of 2 seats taken")
        assert "Your seat is free" in await hall.say(hall.maya, post, "Can't")
        await hall.shows(post, "0 of 2 seats taken")


async def test_a_series_goes_on_after_days_of_downtime(house: House):
    async with house.open() as hall:
        starts = hall.day(1)
        await hall.plan(starts, repeat="every week")
    hall.go_to(starts + timedelta(days=16))
    async with house.open() as hall:
        await until(lambda: len(hall.posts()) == 2)

    assert shown_time(starts + timedelta(days=21)) in text_of(hall.posts()[1])


async def test_what_was_to_be_posted_while_attune_was_down_is_posted_once(house: House):
    async with house.open() as hall:
        shown = await hall.draft(hall.day(3))
        house_faults = hall.hub.playground.faults
        house_faults.fail("POST", "/channels/{channel_id}/messages", times=1000)
        await hall.olu.click(shown, "Create it")
    house_faults.clear()
    async with house.open() as hall:
        await hall.comes(lambda: len(hall.posts()) == 1)

    assert len(hall.posts()) == 1


async def test_a_kept_seat_goes_on_though_attune_was_restarted_meanwhile(house: House):
    async with house.open() as hall:
        starts = hall.day(2)
        post = await hall.plan(starts, capacity=1)
        for person in (hall.maya, hall.ravi, hall.mei):
            await hall.say(person, post, "Going")
        hall.go_to(starts - timedelta(minutes=90))
        await hall.say(hall.maya, post, "Can't")
        offer = await hall.told(hall.ravi, "I keep it until")
    hall.after(minutes=20)
    async with house.open() as hall:
        await hall.told(hall.mei, "I keep it until")
        assert "You are number" in await hall.say(hall.ravi, offer, "Going")


async def test_the_forms_of_edits_and_cancellations_outlive_a_restart(house: House):
    async with house.open() as hall:
        post = await hall.plan(hall.day(3))
        await hall.say(hall.maya, post, "Going")
        edit = await hall.edit(capacity=5)
        cancel = await hall.olu.slash("training cancel", event=TITLE)
    async with house.open() as hall:
        shown = await (await hall.olu.submit(edit, title="Scribes, again")).settled()
        # Before the clock runs: an unanswered press would be too old to be answered.
        await (await hall.olu.click(shown, "Change them all")).settled()
        await hall.shows(post, "Scribes, again", "1 of 5 seats")
        said = await (await hall.olu.submit(cancel, reason="No host.")).settled()
        assert "is cancelled." in said.text
        await hall.shows(post, "**Cancelled:**", "No host.")

    assert [b.label for b in buttons(post)] == ["Calendar file"]


async def test_a_training_lives_on_postgresql_as_well(
    playground: Playground, application: Application, postgres_server: PostgresServer | None
):
    server = needed(postgres_server)
    url = await server.make()
    house = House(playground, application, url)
    async with house.open() as hall:
        starts = hall.day(2)
        post = await hall.plan(starts, capacity=1, repeat="every week")
        await hall.say(hall.maya, post, "Going")
        await hall.say(hall.ravi, post, "Going")
        await hall.say(hall.maya, post, "Can't")
        await hall.told(hall.ravi, "a seat is yours")
        form = await hall.edit(which="all")
        later = starts + timedelta(hours=1)
        shown = await hall.olu.submit(form, when=typed_time(later), title="Scribes, later")
        # Before the clock runs: an unanswered press would be too old to be answered.
        await (await hall.olu.click(shown, "Change them all")).settled()
        await hall.shows(post, "1 of 1 seat taken", "Scribes, later", shown_time(later))
        hall.go_to(later + timedelta(hours=2))
        await until(lambda: len(hall.posts()) == 2)
        await hall.kept(hall.posts()[1])
        await many_at_once(hall)
        cancel = await hall.olu.slash("training cancel", event="Scribes, later", which="all")
        await hall.olu.submit(cancel, reason="")
        await hall.shows(hall.posts()[1], "**Cancelled:**")
    await server.drop(url)


async def many_at_once(hall: Hall) -> None:
    """Members press, an organiser edits, and the post is edited, all at the same time."""
    post = hall.posts()[1]
    members = [hall.newcomer(f"Member {number}") for number in range(24)]
    form = await hall.olu.slash("training edit", event="Scribes, later", capacity=20)
    shown = await (await hall.olu.submit(form)).settled()

    async def press(member: Person) -> str:
        hall.after(seconds=1)
        await hall.say(member, post, "Going")
        return await hall.say(member, post, "Can't" if member.id % 2 else "Going")

    said = await asyncio.gather(
        *(press(member) for member in members),
        hall.olu.click(shown, "Change this date"),
    )
    assert not any("Something went wrong" in str(each) for each in said)
    await hall.shows(post, "20 of 20 seats taken" if going_in(said) >= 20 else "of 20 seats")


def going_in(said: Sequence[object]) -> int:
    return sum("You have a seat" in str(each) or "You are number" in str(each) for each in said)
