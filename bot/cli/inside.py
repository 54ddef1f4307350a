"""Attune opened without Discord: for what is made from its features."""

import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app import Attune
from bot.clock import SystemClock
from bot.feature import Feature
from bot.settings import Settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Attune]:
    """An Attune with all features loaded and a database that is thrown away; never connected."""
    with tempfile.TemporaryDirectory(prefix="attune-") as folder:
        database = SecretStr(f"sqlite:///{Path(folder) / 'attune.db'}")
        app = Attune(settings.model_copy(update={"database_url": database}), SystemClock())
        async with app:
            await app.open()
            yield app


async def features_of(settings: Settings) -> tuple[Feature, ...]:
    """What every feature says of itself, in load order."""
    async with opened(settings) as app:
        return tuple(app.features.values())
