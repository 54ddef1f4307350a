"""discord.py through lost connections, reconnects and invalid sessions, on two shards."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.playground.actors import People
from bot.playground.records import Application
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground


class Listener(discord.AutoShardedClient):
    """Keeps what it is told in messages that mention it."""

    def __init__(self) -> None:
        # A server that comes before this is over is not taken for a new one.
        super().__init__(intents=discord.Intents.default(), shard_count=2, guild_ready_timeout=0.05)
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Not the 5 s that Discord asks for between two shards."""

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None and message.author.id != self.user.id:
            self.heard.put_nowait(message.clean_content.partition(" ")[2])

    async def next(self) -> str:
        return await asyncio.wait_for(self.heard.get(), 20)


@pytest.fixture
async def listener(
    playground: Playground,
    application: Application,
    hub: SmallGuild,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Listener]:
    monkeypatch.setattr(Route, "BASE", playground.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(playground.gateway_url))
    client = Listener()
    running = asyncio.create_task(client.start(application.token))
    await playground.gateway.wait_for(application.bot_id, sessions=2)
    yield client
    await client.close()
    await running


async def test_nothing_is_missed_or_told_twice(
    playground: Playground, application: Application, hub: SmallGuild, listener: Listener
):
    gateway, bot = playground.gateway, application.bot_id
    maya = People(playground).member("Maya", hub.guild)

    async def say(text: str) -> None:
        await maya.say(f"<@{bot}> {text}")

    await say("one")
    assert await listener.next() == "one"
    gateway.drop(bot)
    await say("while away")
    assert await listener.next() == "while away"
    await gateway.wait_for(bot, sessions=2)
    gateway.ask_to_reconnect(bot)
    await say("while asked to reconnect")
    assert await listener.next() == "while asked to reconnect"
    before = {s.id for s in gateway.sessions}
    await gateway.wait_for(bot, sessions=2)
    gateway.invalidate(bot, resumable=True)
    await say("while asked to resume")
    assert await listener.next() == "while asked to resume"
    assert {s.id for s in gateway.sessions} == before
    assert {(s.shard_id, s.shard_count) for s in gateway.sessions} == {(0, 2), (1, 2)}


async def test_a_new_server_is_joined_and_one_that_removes_it_is_left(
    playground: Playground, application: Application, listener: Listener
):
    await listener.wait_until_ready()
    joined = asyncio.ensure_future(listener.wait_for("guild_join", timeout=20))
    left = asyncio.ensure_future(listener.wait_for("guild_remove", timeout=20))
    new = small_guild(playground, application, "New")
    assert (await joined).name == "New"
    playground.world.leave(new.guild, application.bot_id)

    assert (await left).id == new.guild.id


async def test_an_invalid_session_is_begun_anew(
    playground: Playground, application: Application, hub: SmallGuild, listener: Listener
):
    gateway, bot = playground.gateway, application.bot_id
    maya = People(playground).member("Maya", hub.guild)
    before = {s.id for s in gateway.sessions}

    gateway.invalidate(bot, resumable=False)
    await gateway.wait_for(bot, sessions=2, within=30)
    await maya.say(f"<@{bot}> hello again")

    assert await listener.next() == "hello again"
    assert not before & {s.id for s in gateway.sessions}
