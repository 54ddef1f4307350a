"""The templates of each server, by name."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Table, Text, delete, func, select

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.announcements.records import Template

MOST = 25

templates = Table(
    "announcement_templates",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)


class Templates:
    """What a server keeps to begin from; they belong to it, not to whoever wrote them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def save(self, guild_id: int, template: Template, *, at: datetime) -> None:
        """Keep a template; one of the same name is replaced.

        Raises:
            InvalidInputError: The server has too many.
        """
        text = {"title": template.title, "body": template.body, "link": template.link}
        key = {"guild_id": guild_id, "name": template.name}
        others = (templates.c.guild_id == guild_id, templates.c.name != template.name)
        async with self._storage.write() as connection:
            await take_turns(connection, templates.name, guild_id)
            wanted = select(func.count()).select_from(templates).where(*others)
            if (await connection.execute(wanted)).scalar_one() >= MOST:
                raise InvalidInputError(
                    f"This server has {MOST} templates, the most there is room for. Delete one "
                    "with `/announce templates` first."
                )
            added = insert_into(connection, templates).values(**key, **text, changed_at=at)
            await connection.execute(
                added.on_conflict_do_update(
                    index_elements=list(key), set_={**text, "changed_at": at}
                )
            )

    async def all_of(self, guild_id: int) -> list[Template]:
        """The templates of a server, by name."""
        wanted = select(templates).where(templates.c.guild_id == guild_id)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(templates.c.name))
            return [_template_of(row) for row in rows]

    async def template(self, guild_id: int, name: str) -> Template:
        """One template.

        Raises:
            NotFoundError: There is none of that name.
        """
        wanted = select(templates).where(
            templates.c.guild_id == guild_id, templates.c.name == name.strip()
        )
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            raise NotFoundError(
                "There is no template of that name. `/announce templates` lists what there is."
            )
        return _template_of(row)

    async def delete(self, guild_id: int, name: str) -> None:
        """Delete a template; safe to call again."""
        gone = (templates.c.guild_id == guild_id, templates.c.name == name)
        async with self._storage.write() as connection:
            await connection.execute(delete(templates).where(*gone))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(templates).where(templates.c.guild_id == guild_id))


def _template_of(row: Row[Any]) -> Template:
    return Template(row.name, row.title, row.body, row.link)
