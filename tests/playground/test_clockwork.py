"""What goes away by itself."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground import places
from bot.playground.actors import People, Person, Reply, Upload
from bot.playground.records import Application
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.wire import Bot, bot

TRY = {
    "name": "try",
    "type": 1,
    "description": "Test",
    "options": [{"type": 11, "name": "it", "description": "Test"}],
}


@pytest.fixture
def maya(playground: Playground, hub: SmallGuild) -> Person:
    return People(playground).member("Maya", hub.guild)


@pytest.fixture
async def attune(
    playground: Playground, application: Application, hub: SmallGuild
) -> AsyncIterator[Bot]:
    async with bot(playground, application) as running:
        await running.register(TRY)
        yield running


async def privately(attune: Bot, act: Coroutine[Any, Any, Reply]) -> tuple[Any, Reply]:
    """What the bot got and what the person sees, where the answer is private."""
    answer = {"content": "ok", "flags": 64}
    interaction, reply = await attune.answers(asyncio.create_task(act), 4, answer)
    return interaction["data"], reply


async def test_a_file_of_a_command_goes_with_the_last_link_to_it(
    playground: Playground, attune: Bot, maya: Person
):
    data, _ = await privately(attune, maya.slash("try", it=Upload("a.txt", b"hello")))
    (file,) = data["resolved"]["attachments"].values()

    async def fetched() -> int:
        async with aiohttp.ClientSession() as http, http.get(file["url"]) as response:
            return response.status

    playground.clock.advance(timedelta(hours=23))
    assert await fetched() == 200
    playground.clock.advance(timedelta(hours=2))

    assert await fetched() == 404
    assert playground.world.uploads == {}


async def test_old_private_replies_go_once_there_are_many_but_none_of_an_open_token(
    attune: Bot, maya: Person, hub: SmallGuild, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(places, "MOST_PRIVATE", 2)
    replies = [(await privately(attune, maya.slash("try")))[1] for _ in range(3)]
    assert [r.text for r in replies] == ["ok"] * 3

    monkeypatch.setattr(places, "TOKEN_SECONDS", 0.0)
    replies.append((await privately(attune, maya.slash("try")))[1])

    assert [r.message is not None for r in replies] == [False, False, True, True]
    assert len(hub.general.messages) == 2
