"""Attune is stopped between a training's reminders and after it, and goes on where it was."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.actors.reading import text_of
from bot.playground.limits import Limits
from bot.playground.permissions import Bit
from bot.playground.records import Message
from bot.playground.server import Playground
from tests.databases import PostgresServer, needed
from tests.events.hall import Hall, until
from tests.journeys.conftest import Hub
from tests.running import running

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class House:
    """Attune on one database, to be started again and again."""

    def __init__(self, playground: Playground, folder: Path, url: str = "") -> None:
        self._playground = playground
        self._application = playground.world.add_application(
            "Attune", playground.world.add_user("Owner")
        )
        self._url = url or f"sqlite:///{folder / 'attune.db'}"
        self._hall: Hall | None = None

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Hall]:
        async with running(self._playground, self._application, self._url) as app:
            hub = Hub(self._playground, self._application, app, Path("unused"))
            if self._hall is None:
                self._hall = await Hall.of(hub, "A server that lives on")
            self._hall = replace(self._hall, hub=hub)
            yield self._hall


@pytest.fixture
async def house(tmp_path: Path) -> AsyncGenerator[House]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield House(playground, tmp_path)
    await playground.close()


def said(hall: Hall, post: Message, words: str) -> list[Message]:
    return [m for m in hall.messages(hall.thread(post)) if words in text_of(m)]


async def test_after_a_long_stop_only_the_latest_step_is_made_up_for(house: House):
    async with house.open() as hall:
        bot = hall.hub.application.bot_id or 0
        (role_id,) = hall.server.guild.members[bot].roles
        hall.server.guild.roles[role_id].permissions |= Bit.CREATE_EVENTS
        starts = hall.day(9)
        post = await hall.plan(starts)
        await hall.maya.slash("event remind", lead="2 hours")
        await hall.say(hall.maya, post, "Going")
        await hall.comes(lambda: len(hall.server.guild.scheduled_events) == 1)
    hall.go_to(starts - 6 * HOUR)
    async with house.open() as hall:
        await until(lambda: len(said(hall, post, "starts <t:")) == 1)
    hall.go_to(starts - HOUR / 2)
    async with house.open() as hall:
        await until(lambda: len(said(hall, post, "starts <t:")) == 2)
        message = await hall.told(hall.maya, "starts <t:")
        assert "You have a seat" in await hall.say(hall.maya, post, "Going")
        assert await hall.say(hall.maya, message, "Can't")
        await hall.say(hall.maya, post, "Going")
        await asyncio.sleep(0.2)
        assert len(said(hall, post, "starts <t:")) == 2
        assert len(hall.server.guild.scheduled_events) == 1


async def test_the_questions_are_answered_after_a_restart_and_then_summed_up(house: House):
    async with house.open() as hall:
        ends = hall.day(1) + timedelta(minutes=90)
        post = await hall.plan(hall.day(1), reminders="none")
        members = [hall.maya, hall.ravi, hall.mei]
        for person in members:
            await hall.say(person, post, "Going")
        hall.go_to(ends + timedelta(minutes=5))
        await until(lambda: len(said(hall, post, "How was it?")) == 1)
        (asked,) = said(hall, post, "How was it?")
        form = await (await hall.maya.click(asked, "Give feedback")).settled()
        report = await (await hall.olu.slash("training report")).settled()
    async with house.open() as hall:
        await hall.maya.submit(form, useful="5", words="More of it.")
        for person in members[1:]:
            form = await (await person.click(asked, "Give feedback")).settled()
            await person.submit(form, useful="4")
        shown = await (await hall.olu.click(report, "Look again")).settled()
        assert "4.3 of 5" in shown.text
    hall.go_to(ends + 2 * DAY)
    async with house.open() as hall:
        assert "> More of it." in text_of(await hall.told(hall.olu, "How **"))


@pytest.mark.soak
async def test_answers_change_while_reminders_go_out_on_postgresql(
    postgres_server: PostgresServer | None, tmp_path: Path
):
    server = needed(postgres_server)
    url = await server.make()
    playground = Playground(limits=Limits.none())
    await playground.start()
    async with House(playground, tmp_path, url).open() as hall:
        starts = hall.day(2)
        post = await hall.plan(starts, reminders="2h", capacity=15)
        members = [hall.newcomer(f"Member {n}") for n in range(15)]
        for member in members[:12]:
            await member.slash("event remind", lead="2 hours")
        await asyncio.gather(*(hall.say(member, post, "Going") for member in members))
        hall.go_to(starts - 2 * HOUR)
        for _ in range(20):
            hall.after(seconds=10)
            await hall.say(members[-1], post, "Can't")
            await hall.say(members[-1], post, "Going")
        for member in members[:12]:
            await hall.told(member, "starts <t:")
        (step,) = said(hall, post, "starts <t:")
        assert len(set(step.mentions)) == len(step.mentions) >= 14
        for member in members:
            direct = await member.direct_messages(hall.hub.application)
            about = [m for m in direct if "starts <t:" in text_of(m)]
            assert len(about) == (member in members[:12])
    await playground.close()
    await server.drop(url)
