"""News between processes: PostgreSQL tells each when another planned something."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.jobs.planning import NEWS
from bot.storage.addresses import address_of

log = structlog.stdlib.get_logger(__name__)

AGAIN_AFTER_SECONDS = 5.0
STILL_THERE_EVERY_SECONDS = 30.0


async def listen(url: str, heard: Callable[[], None]) -> None:
    """Call `heard` at each news, for good, over a connection of its own.

    A lost connection is made again; meanwhile the runner looks by itself each minute.

    Args:
        url: `postgresql://…`
        heard: Also called after each connecting, since something may have been missed.
    """
    while True:
        try:
            await _listen_once(url, heard)
        except (OSError, TimeoutError, SQLAlchemyError) as error:
            log.warning("not listening for planned jobs", kind=type(error).__name__)
        await asyncio.sleep(AGAIN_AFTER_SECONDS)


async def _listen_once(url: str, heard: Callable[[], None]) -> None:
    engine = create_async_engine(
        address_of(url).url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )

    def hear(*_: object) -> None:
        heard()

    try:
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.add_listener(NEWS, hear)
            heard()
            while True:
                await asyncio.sleep(STILL_THERE_EVERY_SECONDS)
                # A connection that died silently would never tell.
                await asyncio.wait_for(connection.execute(text("SELECT 1")), 10)
    finally:
        await engine.dispose()
