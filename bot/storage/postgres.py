"""How Attune opens a PostgreSQL database, and keeps its error reports from quoting rows."""

import importlib.util

from sqlalchemy import ExceptionContext, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import DatabaseError
from bot.storage.addresses import Address

CONNECTIONS = 10
CONNECT_SECONDS = 10


def writing_engine(address: Address) -> AsyncEngine:
    """A pool whose transactions are READ COMMITTED.

    Raises:
        DatabaseError: asyncpg is not installed.
    """
    if importlib.util.find_spec("asyncpg") is None:
        raise DatabaseError("PostgreSQL needs asyncpg: pip install 'attune[postgres]'.")
    engine = create_async_engine(
        address.url,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=0,
        # A server that was restarted meanwhile costs nobody an error.
        pool_pre_ping=True,
        connect_args={
            "timeout": CONNECT_SECONDS,
            "server_settings": {"application_name": "attune"},
        },
    )
    event.listen(engine.sync_engine, "handle_error", _forget_values)
    return engine


def reading_engine(writer: AsyncEngine) -> AsyncEngine:
    """The same pool for transactions that only read, each one moment of the database."""
    return writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _forget_values(context: ExceptionContext) -> None:
    # PostgreSQL's DETAIL quotes the failing row and asyncpg the argument; a trace prints the chain.
    error: BaseException | None = context.original_exception
    while error is not None:
        if getattr(error, "detail", None):
            vars(error)["detail"] = None
        _cut_argument(error)
        error = error.__cause__ or error.__context__
    if context.sqlalchemy_exception is not None:
        _cut_argument(context.sqlalchemy_exception)


def _cut_argument(error: BaseException) -> None:
    mark = "invalid input for query argument"
    error.args = tuple(
        part[: part.index(mark) + len(mark)] if isinstance(part, str) and mark in part else part
        for part in error.args
    )
