"""One playground and one running Attune a module; each test gets a server of its own in it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from bot.app import Attune
from bot.catalog.shelf import Shelf
from bot.ops.logs import set_up_logs
from bot.playground.actors import People, Person
from bot.playground.actors.reading import text_of
from bot.playground.limits import Limits
from bot.playground.records import Application, Message
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from bot.playground.world import Event
from tests.running import running


@dataclass(frozen=True)
class Hub:
    """A running Attune and where it runs."""

    playground: Playground
    application: Application
    app: Attune
    database: Path


@dataclass(frozen=True)
class Here:
    """A server for one test, with Attune in it, and the four people who act."""

    hub: Hub
    server: SmallGuild
    maya: Person
    ravi: Person
    olu: Person
    mei: Person


@pytest.fixture(scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Hub]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    owner = playground.world.add_user("Owner")
    application = playground.world.add_application("Attune", owner)
    database = tmp_path_factory.mktemp("attune") / "attune.db"
    try:
        async with running(playground, application, database) as app:
            yield Hub(playground, application, app, database)
    finally:
        await playground.close()


@pytest.fixture
async def here(hub: Hub, request: pytest.FixtureRequest) -> Here:
    return await settle_in(hub, request.node.name)


@pytest.fixture
async def shelf(here: Here) -> AsyncGenerator[Shelf]:
    """The shelf as it was before the test, to put back what the test changes."""
    house = here.hub.app.house
    before = house.shelf
    yield before
    house.shelf = before


@pytest.fixture
def slug(here: Here) -> str:
    """Some resource of the catalogue."""
    return next(iter(here.hub.app.house.shelf.catalog.resources))


async def settle_in(hub: Hub, name: str) -> Here:
    """A new server; Attune hears of it before it hears of anything that is done there."""
    server = small_guild(hub.playground, hub.application, name[:90])
    people = People(hub.playground)
    maya, ravi, olu, mei = (people.member(n, server.guild) for n in ("Maya", "Ravi", "Olu", "Mei"))
    return Here(hub, server, maya, ravi, olu, mei)


def next_answer(hub: Hub, words: str = "") -> asyncio.Future[Message]:
    """The next message of Attune's with these words; ask before what it answers."""
    world = hub.playground.world
    answered: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

    def hear(event: Event) -> None:
        if event.name == "MESSAGE_CREATE" and event.channel_id and not answered.done():
            message = world.message(event.channel_id, int(event.data["id"]))
            if message.author_id == hub.application.bot_id and words in text_of(message):
                answered.set_result(message)

    end = world.listen(hear)
    answered.add_done_callback(lambda _: end())
    return answered


@contextmanager
def attunes_logs() -> Generator[None]:
    """Attune's own logging, at DEBUG, while a test reads what is logged."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    set_up_logs("DEBUG", "json")
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()
