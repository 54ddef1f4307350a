"""A playground of its own for each test."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.playground.actors import People
from bot.playground.limits import Limits
from bot.playground.records import Application, Channel, Guild, User
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.conformance.openapi import ConformanceCheck, specification
from tests.playground.client import Rest


@pytest.fixture(scope="session")
def conformance() -> ConformanceCheck | None:
    """Discord's description of its API, where it is there."""
    return None if specification() is None else ConformanceCheck()


@pytest.fixture
async def playground(conformance: ConformanceCheck | None) -> AsyncIterator[Playground]:
    """Running on a free port, without limits, empty; all that is said is checked at the end."""
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield playground
    await playground.close()
    if conformance is not None:
        exchanges = playground.exchanges.all()
        problems = [p for exchange in exchanges for p in conformance.check(exchange)]
        assert not problems, "\n".join(problems)


@pytest.fixture
def owner(playground: Playground) -> User:
    return playground.world.add_user("Olive Owner")


@pytest.fixture
def guild(playground: Playground, owner: User) -> Guild:
    """A server with its owner and nobody else."""
    return playground.world.add_guild("The House", owner)


@pytest.fixture
def channel(playground: Playground, guild: Guild) -> Channel:
    return playground.world.add_channel(guild, "general")


@pytest.fixture
def maya(playground: Playground, guild: Guild) -> User:
    """A member without roles."""
    maya = playground.world.add_user("Maya")
    playground.world.join(guild, maya)
    return maya


@pytest.fixture
def bot(playground: Playground, guild: Guild, owner: User) -> Application:
    """A bot in the server; its own role allows nothing beside what @everyone may."""
    application = playground.world.add_application("Attune", owner)
    playground.world.install(application, guild)
    return application


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def rest(session: aiohttp.ClientSession, playground: Playground, bot: Application) -> Rest:
    return Rest(session, playground, bot.token)


@pytest.fixture
def events(playground: Playground, bot: Application, channel: Channel) -> list[Event]:
    """What is told from here on, the audit log apart; the bot and the channel are there before."""
    heard: list[Event] = []

    def hear(event: Event) -> None:
        if event.name != "GUILD_AUDIT_LOG_ENTRY_CREATE":
            heard.append(event)

    playground.world.listen(hear)
    return heard


@pytest.fixture
def application(playground: Playground) -> Application:
    """A bot of its own, and who made it."""
    return playground.world.add_application("Attune", playground.world.add_user("Dev"))


@pytest.fixture
def hub(playground: Playground, application: Application) -> SmallGuild:
    """A small server with that bot, its people and its roles."""
    return small_guild(playground, application, "Hub")


@pytest.fixture
def people(playground: Playground) -> People:
    return People(playground)
