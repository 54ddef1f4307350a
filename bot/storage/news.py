"""News between processes on one PostgreSQL: what one changed, the others read afresh.

On SQLite there is one process, and so no news.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import DatabaseError
from bot.storage.addresses import address_of

log = structlog.stdlib.get_logger(__name__)

Hear = Callable[[str | None], Awaitable[None]]
Item = tuple[str, str]

CHANNEL = "attune_"
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 8.0
STILL_THERE_EVERY_SECONDS = 30.0
ANSWERS_WITHIN_SECONDS = 10.0
AGAIN_AFTER_SECONDS = 1.0
TROUBLE = (OSError, TimeoutError, SQLAlchemyError, DatabaseError)


async def tell(connection: AsyncConnection, subject: str, about: str = "") -> None:
    """Tell every process, this one too, once this transaction is committed.

    Args:
        connection: The `write()` that changes something.
        subject: What kind of thing: "settings".
        about: Which one, in ids; at most 200 characters, since PostgreSQL limits what it carries.
    """
    if connection.dialect.name == "postgresql":
        said = {"channel": CHANNEL + subject, "about": about}
        await connection.execute(text("SELECT pg_notify(:channel, :about)"), said)


class News:
    """Hears what processes tell, over one connection of its own.

    A lost connection is made again. What was told meanwhile nobody knows, so after each connecting
    all is to be read afresh; nothing is stale for longer than that takes.
    """

    def __init__(self, url: str | None) -> None:
        """Begin deaf; `start` connects.

        Args:
            url: `postgresql://…`, or None where this is the only process.
        """
        self._url = url
        self._followers: dict[str, Hear] = {}
        self._task: asyncio.Task[None] | None = None
        self._wait = FIRST_WAIT_SECONDS

    def follow(self, subject: str, hear: Hear) -> None:
        """Let `hear` read afresh what the news of a subject are about; before `start`.

        It is called with what was told, or with None for all that there is. Followers are called
        one after the other, in the order in which they came. What it raises because the database
        is away has all read again later.
        """
        if subject in self._followers:
            raise ValueError(f"the news of {subject} are followed twice")
        self._followers[subject] = hear

    def start(self) -> None:
        """Listen from now on; a second call does nothing."""
        if self._url is not None and self._task is None:
            self._task = asyncio.create_task(self._listen_for_good(self._url), name="news")

    async def stop(self) -> None:
        """Listen no more; safe to call again."""
        while self._task is not None and not self._task.done():
            # Again, should a library below have swallowed the first.
            self._task.cancel()
            await asyncio.wait([self._task], timeout=AGAIN_AFTER_SECONDS)

    async def _listen_for_good(self, url: str) -> None:
        while True:
            try:
                await self._listen_once(url)
            except TROUBLE as error:
                log.warning("not listening for news", kind=type(error).__name__)
            except Exception:
                # A follower's mistake must not make this process deaf for good.
                log.exception("bug", where="news")
            await asyncio.sleep(self._wait)
            self._wait = min(2 * self._wait, LONGEST_WAIT_SECONDS)

    async def _listen_once(self, url: str) -> None:
        engine = create_async_engine(
            address_of(url).url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        told: asyncio.Queue[Item | None] = asyncio.Queue()
        try:
            async with engine.connect() as connection:
                await self._subscribe(connection, told)
                for hear in self._followers.values():
                    await hear(None)
                self._wait = FIRST_WAIT_SECONDS
                while True:
                    await self._hear_next(connection, told)
        finally:
            await engine.dispose()

    async def _subscribe(
        self, connection: AsyncConnection, told: asyncio.Queue[Item | None]
    ) -> None:
        driver: Any = (await connection.get_raw_connection()).driver_connection

        def hear(_: object, __: int, channel: str, about: str) -> None:
            told.put_nowait((channel.removeprefix(CHANNEL), about))

        def end(_: object) -> None:
            told.put_nowait(None)

        driver.add_termination_listener(end)
        for subject in self._followers:
            await driver.add_listener(CHANNEL + subject, hear)

    async def _hear_next(
        self, connection: AsyncConnection, told: asyncio.Queue[Item | None]
    ) -> None:
        # Not wait_for(): in Python 3.11 it swallows a cancellation that comes with a result.
        try:
            async with asyncio.timeout(STILL_THERE_EVERY_SECONDS):
                first = await told.get()
        except TimeoutError:
            # A connection that died silently would never tell.
            async with asyncio.timeout(ANSWERS_WITHIN_SECONDS):
                await connection.execute(text("SELECT 1"))
            return
        items = [first, *(told.get_nowait() for _ in range(told.qsize()))]
        for item in dict.fromkeys(items):
            if item is None:
                raise ConnectionError("the database closed the connection")
            subject, about = item
            await self._followers[subject](about)
