"""People in a small server, and a bot there that does what a test tells it."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.actors import People, Person
from bot.playground.records import Application
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.wire import Bot, bot


@pytest.fixture
def maya(people: People, hub: SmallGuild) -> Person:
    return people.member("Maya", hub.guild)


@pytest.fixture
async def attune(
    playground: Playground, application: Application, hub: SmallGuild
) -> AsyncIterator[Bot]:
    async with bot(playground, application) as running:
        yield running
