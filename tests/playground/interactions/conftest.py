"""Maya in a small server, and a bot there with the command /ping."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.actors import People, Person
from bot.playground.records import Application
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.interactions.answering import PING
from tests.playground.wire import Bot, bot


@pytest.fixture
def maya(playground: Playground, hub: SmallGuild) -> Person:
    return People(playground).member("Maya", hub.guild)


@pytest.fixture
async def attune(
    playground: Playground, application: Application, hub: SmallGuild
) -> AsyncIterator[Bot]:
    async with bot(playground, application) as running:
        await running.register(PING)
        yield running
