"""The two ways into the database, and whether it is still the one that was opened."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import DatabaseError
from bot.storage import postgres, sqlite
from bot.storage.addresses import Address, DialectName, address_of
from bot.storage.finishing import to_the_end
from bot.storage.troubles import in_plain_words
from bot.storage.versions import is_current, revision_of

UPGRADE_WAIT_SECONDS = 60.0


class Storage:
    """An open database, which only `read()` and `write()` lead into.

    A store's `write()` begins by locking the row that its decision hangs on: its first SELECT says
    `.with_for_update()`. PostgreSQL then lets others wait for that row; for SQLite the words are
    left out, since `write()` is alone there from its first moment. Where that row may not be there
    yet, `insert_into(…).on_conflict_do_nothing()` comes first, or `take_turns()` instead (both in
    bot.storage.statements).
    """

    def __init__(
        self,
        address: Address,
        writer: AsyncEngine,
        reader: AsyncEngine,
        presence: sqlite.Presence | None,
    ) -> None:
        """Use `Storage.open`, which checks what it opens."""
        self._address = address
        self._writer = writer
        self._reader = reader
        self._presence = presence
        self._turn = asyncio.Lock() if address.dialect == "sqlite" else None
        self._writing: set[asyncio.Task[object] | None] = set()
        self._closed = False

    def __repr__(self) -> str:
        return f"Storage({self.dialect}, {self._address.text})"

    @classmethod
    async def open(cls, url: str, *, upgrade: bool = True) -> Self:
        """Open a database; make it where there is none, and bring its tables up to date.

        Args:
            url: `sqlite:///path` or `postgresql://user:password@host/database`.
            upgrade: Whether an empty or older database is upgraded, or refused.

        Raises:
            DatabaseError: One line that says what is wrong with it and what to do.
        """
        address = address_of(url)
        with in_plain_words(address):
            storage = cls._unchecked(address, make=upgrade)
            try:
                await storage._check_version(upgrade=upgrade)
            except BaseException:
                await to_the_end(storage.close())
                raise
        return storage

    @property
    def dialect(self) -> DialectName:
        """Which of the two databases this is."""
        return self._address.dialect

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """Look at one moment of the database; nothing can be changed.

        Do not open another one inside: there are only a few connections.
        """
        self._check_open()
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """Change rows: all of it is committed at the end, or none after an error or a cancellation.

        Writers take turns on SQLite, in the order in which they came. Await nothing inside but the
        connection: others are waiting. A cancellation that comes while it commits is raised
        afterwards, and the rows are changed.
        """
        self._check_open()
        task = asyncio.current_task()
        if task in self._writing:
            raise RuntimeError("write() inside write() would wait for itself")
        async with self._turns():
            self._writing.add(task)
            connection = self._writer.connect()
            try:
                await connection.start()
                await connection.begin()
                yield connection
            except BaseException:
                await to_the_end(_end(connection, commit=False))
                raise
            else:
                await to_the_end(_end(connection, commit=True))
            finally:
                self._writing.discard(task)

    async def check_still_there(self) -> None:
        """See that the database answers, and that its file is the one that was opened.

        Raises:
            DatabaseError: It was replaced, removed or cut short, or does not answer.
        """
        if self._presence is not None:
            await self._presence.check_whole()
        with in_plain_words(self._address):
            async with self.read() as connection:
                await connection.execute(text("SELECT version_num FROM alembic_version"))

    async def close(self) -> None:
        """Wait for the writer at work, then close; safe to call twice."""
        self._closed = True
        async with self._turns():
            # SQLite clears its write-ahead log at the last close, which a reader may not do.
            await self._reader.dispose()
            await self._writer.dispose()

    @classmethod
    def _unchecked(cls, address: Address, *, make: bool) -> Self:
        if address.dialect == "sqlite":
            presence = sqlite.prepare_file(address.file, make=make)
            writer, reader = sqlite.writing_engine(presence), sqlite.reading_engine(presence)
            return cls(address, writer, reader, presence)
        writer = postgres.writing_engine(address)
        return cls(address, writer, postgres.reading_engine(writer), None)

    async def _check_version(self, *, upgrade: bool) -> None:
        async with self._reader.connect() as connection:
            current = is_current(await connection.run_sync(revision_of))
        if not current and not upgrade:
            raise DatabaseError("The database is older than this Attune; run: attune db upgrade.")
        if not current:
            await self._upgrade()
        if self._presence is not None:
            self._presence.check()

    async def _upgrade(self) -> None:
        from bot.storage.upgrading import upgrade_with

        if self._presence is None:
            await upgrade_with(self._writer)
            return
        engine = sqlite.upgrading_engine(self._presence, wait=UPGRADE_WAIT_SECONDS)
        try:
            await upgrade_with(engine)
        finally:
            await to_the_end(engine.dispose())

    def _turns(self) -> AbstractAsyncContextManager[object]:
        return nullcontext() if self._turn is None else self._turn

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the storage is closed")


async def _end(connection: AsyncConnection, *, commit: bool) -> None:
    if connection.sync_connection is None:  # it never began
        return
    try:
        if commit:
            await connection.commit()
    finally:
        await connection.close()
