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
from bot.storage import Storage


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Attune]:
    """An Attune with all features loaded and a database that is thrown away; never connected."""
    with tempfile.TemporaryDirectory(prefix="attune-") as folder:
        database = SecretStr(f"sqlite:///{Path(folder) / 'attune.db'}")
        async with _open(settings.model_copy(update={"database_url": database})) as app:
            yield app


@asynccontextmanager
async def opened_as_it_is(settings: Settings) -> AsyncGenerator[Attune]:
    """An Attune with all features and the operator's own database; never connected.

    Raises:
        DatabaseError: There is no database, or it is older than this Attune; it stays as it is.
    """
    storage = await Storage.open(settings.database_url.get_secret_value(), upgrade=False)
    await storage.close()
    async with _open(settings) as app:
        yield app


@asynccontextmanager
async def _open(settings: Settings) -> AsyncGenerator[Attune]:
    app = Attune(settings, SystemClock())
    async with app:
        await app.open()
        yield app


async def features_of(settings: Settings) -> tuple[Feature, ...]:
    """What every feature says of itself, in load order."""
    async with opened(settings) as app:
        return tuple(app.features.values())
