"""How Alembic reaches the database: over the connection, and in the transaction, it is given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Index, TypeDecorator

from bot.storage.inventory import import_stores
from bot.storage.tables import metadata


def render(kind: str, thing: object, _: AutogenContext) -> str | Literal[False]:
    """Write what a column type is made of, so that a revision does not hang on today's code."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def say_the_same_to_postgresql(index: Index) -> None:
    """Which rows an index holds is said to SQLite alone, where the tables are."""
    index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


import_stores()
for table in metadata.tables.values():
    for index in table.indexes:
        say_the_same_to_postgresql(index)
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can't alter most of a table; batch operations build it anew.
    render_as_batch=True,
    render_item=render,
)
context.run_migrations()
