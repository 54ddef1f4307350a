"""An Attune that runs in this process, connected to a playground."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import COGS, Attune
from bot.playground.records import Application
from bot.playground.server import Playground
from bot.settings import PROJECT, Settings

WITH_PROBE = (*COGS, "tests.probe")
START_WITHIN_SECONDS = 20.0


def settings_for(
    playground: Playground, application: Application, database: Path | str, **more: Any
) -> Settings:
    """Settings of an Attune in this playground, independent of the environment."""
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    return Settings.model_construct(
        discord_token=SecretStr(application.token),
        api_url=playground.api_url,
        database_url=SecretStr(url),
        catalog=more.pop("catalog", PROJECT / "catalog"),
        log_level="INFO",
        log_format="console",
        message_content=False,
        members=False,
        shards=None,
        playground_port=0,
    ).model_copy(update=more)


@asynccontextmanager
async def running(
    playground: Playground,
    application: Application,
    database: Path | str,
    *,
    cogs: Sequence[str] = WITH_PROBE,
    **more: Any,
) -> AsyncGenerator[Attune]:
    """Attune from READY on; at the end it is stopped as an operator would."""
    settings = settings_for(playground, application, database, **more)
    app = Attune(settings, playground.clock, cogs=cogs)
    task = asyncio.create_task(app.run_until_stopped())
    ready = asyncio.create_task(app.answering.wait())
    try:
        async with asyncio.timeout(START_WITHIN_SECONDS):
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        yield app
    finally:
        ready.cancel()
        app.stop()
        await task
