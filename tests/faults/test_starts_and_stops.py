"""What stops Attune does so in one clear line; what it is asked to stop it finishes first."""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground.records import Application
from bot.playground.server import Playground
from bot.settings import PROJECT

FALSE_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.0123456789012345678901234567"
WITHIN_SECONDS = 30.0


@pytest.fixture
def environment(playground: Playground, application: Application, tmp_path: Path) -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("ATTUNE_", "DISCORD_"))}
    return ours | {
        "DISCORD_TOKEN": application.token,
        "ATTUNE_API_URL": playground.api_url,
        "ATTUNE_DATABASE_URL": f"sqlite:///{tmp_path / 'attune.db'}",
    }


@asynccontextmanager
async def attune(
    *arguments: str, environment: dict[str, str]
) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=environment,
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def ends(*arguments: str, environment: dict[str, str]) -> tuple[int | None, str]:
    """The exit code of a run that is expected to end by itself, and what it said as errors."""
    async with attune(*arguments, environment=environment) as process:
        async with asyncio.timeout(WITHIN_SECONDS):
            _, said = await process.communicate()
    return process.returncode, said.decode()


async def stops_with(said: str, *arguments: str, environment: dict[str, str]) -> None:
    code, printed = await ends(*arguments, environment=environment)
    *before, line = printed.splitlines()
    assert code == 1, printed
    assert line.startswith("attune: "), printed
    assert said in line
    assert all(" info " in other for other in before), printed


async def test_a_token_that_discord_refuses(environment: dict[str, str]):
    environment["DISCORD_TOKEN"] = FALSE_TOKEN

    await stops_with("DISCORD_TOKEN was refused", "run", environment=environment)


async def test_no_token(environment: dict[str, str]):
    environment["DISCORD_TOKEN"] = ""

    await stops_with("DISCORD_TOKEN is not set", "run", environment=environment)


async def test_a_wrong_setting(environment: dict[str, str]):
    environment["ATTUNE_SHARDS"] = "many"

    await stops_with("ATTUNE_SHARDS must look like 0-3/16", "run", environment=environment)


async def test_discord_out_of_reach(environment: dict[str, str], unused_tcp_port: int):
    environment["ATTUNE_API_URL"] = f"http://127.0.0.1:{unused_tcp_port}/api/v10"

    await stops_with("Discord can't be reached at", "run", environment=environment)


async def test_an_intent_that_is_off_at_discord(
    environment: dict[str, str], application: Application
):
    environment["ATTUNE_MESSAGE_CONTENT"] = "true"
    application.message_content = False
    try:
        await stops_with("Discord refused the intents", "run", environment=environment)
    finally:
        application.message_content = True


async def test_a_broken_catalogue_file(environment: dict[str, str], tmp_path: Path):
    catalog = tmp_path / "catalog"
    shutil.copytree(PROJECT / "catalog", catalog)
    file = next((catalog / "prompts").glob("*.yaml"))
    file.write_text(file.read_text("utf-8").replace("schema: 1", "shcema: 1"), "utf-8")
    environment["ATTUNE_CATALOG"] = str(catalog)

    await stops_with(f"{file.name}:1", "run", environment=environment)


async def test_a_port_in_use(environment: dict[str, str], playground: Playground):
    environment["ATTUNE_PLAYGROUND_PORT"] = playground.address.rpartition(":")[2]

    await stops_with("is in use", "playground", environment=environment)


async def test_a_database_newer_than_the_code(environment: dict[str, str], tmp_path: Path):
    code, _ = await ends("db", "upgrade", environment=environment)
    assert code == 0
    with sqlite3.connect(tmp_path / "attune.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_future'")
    database.close()

    await stops_with("is from a newer Attune", "run", environment=environment)


async def test_a_file_that_is_no_database(environment: dict[str, str], tmp_path: Path):
    (tmp_path / "attune.db").write_text("a shopping list", "utf-8")

    await stops_with("attune.db", "run", environment=environment)


async def test_a_feature_that_fails_to_load_stops_the_start(
    playground: Playground, application: Application, tmp_path: Path
):
    from bot.errors import StartError
    from tests.running import running

    with pytest.raises(StartError, match=r"The feature tests\.broken_feature failed to load"):
        async with running(
            playground, application, tmp_path / "a.db", cogs=("tests.broken_feature",)
        ):
            pass


async def connected(playground: Playground, application: Application) -> None:
    """Wait until a bot of this application has identified."""
    async with asyncio.timeout(WITHIN_SECONDS):
        await playground.gateway.wait_for(application.bot_id)


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_stops_it_in_order(
    environment: dict[str, str],
    playground: Playground,
    application: Application,
    name: signal.Signals,
    tmp_path: Path,
):
    async with attune("run", environment=environment) as process:
        await connected(playground, application)
        process.send_signal(name)
        async with asyncio.timeout(WITHIN_SECONDS):
            _, said = await process.communicate()

    assert process.returncode == 0, said.decode()
    assert b"Traceback" not in said
    # A database that was closed leaves no write-ahead log behind.
    assert not (tmp_path / "attune.db-wal").exists()


async def test_an_interaction_under_way_is_answered_before_it_stops(
    playground: Playground, application: Application, tmp_path: Path
):
    from bot.playground.actors import People
    from bot.playground.sample import small_guild
    from tests.probe import Probe
    from tests.running import running

    async with running(playground, application, tmp_path / "attune.db") as app:
        server = small_guild(playground, application, "Stopping")
        maya = People(playground).member("Maya", server.guild)
        probe = app.get_cog("Probe")
        assert isinstance(probe, Probe)
        slow = await maya.slash("probe slow")
        assert slow.deferred

        app.stop()
        probe.gate.set()
        await slow.settled()

    assert slow.text == "At last."


async def test_a_replaced_database_file_is_noticed(
    playground: Playground,
    application: Application,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    from datetime import timedelta

    from bot import app as module
    from bot.errors import DatabaseError
    from tests.running import running

    assert timedelta(minutes=1) > module.WATCH_DATABASE_EVERY
    monkeypatch.setattr(module, "WATCH_DATABASE_EVERY", timedelta(seconds=0.05))
    file = tmp_path / "attune.db"

    async def run_while_the_file_is_replaced() -> None:
        async with running(playground, application, file) as app:
            shutil.copy(file, tmp_path / "other.db")
            (tmp_path / "other.db").replace(file)
            async with asyncio.timeout(WITHIN_SECONDS):
                await app.stopping.wait()

    with pytest.raises(DatabaseError) as stopped:
        await run_while_the_file_is_replaced()

    assert str(file) in str(stopped.value)
    assert "\n" not in str(stopped.value)
