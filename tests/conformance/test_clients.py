"""Clients that know nothing of the playground work on it: discord.py, discord.js, hikari."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from bot.playground.actors import People
from bot.playground.limits import Limits
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground

CLIENTS = Path(__file__).parent / "clients"
PATIENCE_SECONDS = 40.0


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(limits=Limits.discord())
    await playground.start()
    yield playground
    await playground.close()


@pytest.fixture
def hub(playground: Playground) -> SmallGuild:
    world = playground.world
    return small_guild(playground, world.add_application("Greeter", world.add_user("Dev")), "Hub")


def not_there(what: str) -> NoReturn:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
        pytest.fail(what)
    pytest.skip(what)


@asynccontextmanager
async def running(
    playground: Playground, hub: SmallGuild, *command: str, **environment: str
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """A client as a process of its own, from when it has registered its command."""
    addresses = {
        "PLAYGROUND_API": playground.api_url,
        "PLAYGROUND_GATEWAY": playground.gateway_url,
        "PLAYGROUND_TOKEN": hub.application.token,
    }
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ | addresses | environment,
    )
    try:
        await _registered(process)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        # Reads what is left, so that the pipe is closed too.
        await process.communicate()


async def _registered(process: asyncio.subprocess.Process) -> None:
    assert process.stdout is not None
    said: list[str] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while line := (await process.stdout.readline()).decode():
            if line.strip() == "registered":
                return
            said.append(line)
    pytest.fail("the client stopped: " + "".join(said[-20:]))


async def greet_and_be_answered(playground: Playground, hub: SmallGuild, agent: str) -> None:
    await playground.gateway.wait_for(hub.application.bot_id, within=PATIENCE_SECONDS)
    maya = People(playground).member("Maya", hub.guild)
    for word in ("one", "two"):
        reply = await maya.slash("greet", word=word)
        assert (reply.text, reply.private, reply.failed) == (f"hello {word}", True, None), agent
    # It also comes back by itself after a lost connection.
    playground.gateway.drop(hub.application.bot_id)
    await playground.gateway.wait_for(hub.application.bot_id, within=PATIENCE_SECONDS)
    assert (await maya.slash("greet", word="again")).text == "hello again"
    assert playground.exchanges.unknown == {}
    assert playground.exchanges.violations() == []
    assert playground.exchanges.crashes == 0


async def test_a_discord_py_bot_works_by_its_addresses_alone(
    playground: Playground, hub: SmallGuild
):
    async with running(playground, hub, sys.executable, str(CLIENTS / "discordpy_bot.py")):
        await greet_and_be_answered(playground, hub, "discord.py")


async def test_a_discord_js_bot_works_by_its_address_alone(playground: Playground, hub: SmallGuild):
    node, modules = shutil.which("node"), _node_modules()
    if node is None or modules is None:
        not_there(
            "discord.js is not there; `npm install --prefix DIR discord.js@14` (Node 18 or newer) "
            "and set ATTUNE_NODE_MODULES=DIR/node_modules"
        )
    script = str(CLIENTS / "discordjs_bot.mjs")
    async with running(playground, hub, node, script, PLAYGROUND_MODULES=str(modules)):
        await greet_and_be_answered(playground, hub, "discord.js")


async def test_a_hikari_bot_works_by_its_address_alone(playground: Playground, hub: SmallGuild):
    python = await _python_with_hikari()
    if python is None:
        not_there(
            "hikari is not there; `python -m venv DIR && DIR/bin/pip install hikari` "
            "and set ATTUNE_HIKARI_PYTHON=DIR/bin/python"
        )
    async with running(playground, hub, python, str(CLIENTS / "hikari_bot.py")):
        await greet_and_be_answered(playground, hub, "hikari")


def _node_modules() -> Path | None:
    """The folder that discord.js is installed in."""
    named = os.environ.get("ATTUNE_NODE_MODULES") or os.environ.get("NODE_PATH") or ""
    for folder in filter(None, named.split(os.pathsep)):
        if (Path(folder) / "discord.js").is_dir():
            return Path(folder).parent
    return None


async def _python_with_hikari() -> str | None:
    python = os.environ.get("ATTUNE_HIKARI_PYTHON") or sys.executable
    process = await asyncio.create_subprocess_exec(
        python, "-c", "import hikari", stderr=asyncio.subprocess.DEVNULL
    )
    return python if await process.wait() == 0 else None
