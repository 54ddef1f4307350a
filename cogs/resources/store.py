"""The resources that members saved; a member's list has no server and comes up everywhere."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Table, Text, bindparam, delete, func, select, update

from bot.errors import InvalidInputError
from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.resources.records import SavedResource

MOST_SAVED = 100

saved_resources = Table(
    "saved_resources",
    metadata,
    Column("member_id", Snowflake, primary_key=True),
    Column("slug", Text, primary_key=True),
    Column("saved_at", UtcDateTime, nullable=False),
    # What was said of it when the member last took note of it.
    Column("content_hash", Text, nullable=False),
    # Where it was saved, so that its organisers know how many people did; empty outside servers.
    Column("saved_in", Snowflake),
)


class SavedResources:
    """The list of each member, at most 100 resources long."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def save(
        self,
        member_id: int,
        slug: str,
        *,
        at: datetime,
        content_hash: str,
        guild_id: int | None = None,
    ) -> bool:
        """Put a resource on the member's list; False, and nothing changes, if it is on it already.

        Args:
            member_id: Whose list.
            slug: Which resource.
            at: When.
            content_hash: What is said of it now, so that a later change can be told.
            guild_id: In which server; None outside servers.

        Raises:
            InvalidInputError: The list is full.
        """
        row = {
            "member_id": member_id,
            "slug": slug,
            "saved_at": at,
            "content_hash": content_hash,
            "saved_in": guild_id,
        }
        of_member = saved_resources.c.member_id == member_id
        async with self._storage.write() as connection:
            # The decision hangs on how many rows there are, and no row stands for that.
            await take_turns(connection, saved_resources.name, member_id)
            there = select(saved_resources.c.slug).where(of_member, saved_resources.c.slug == slug)
            if (await connection.execute(there)).first() is not None:
                return False
            counted = select(func.count()).where(of_member)
            if (await connection.execute(counted)).scalar_one() >= MOST_SAVED:
                raise InvalidInputError(
                    f"You have saved {MOST_SAVED} resources, the most there is room for. "
                    "Take one off your list, then save this one."
                )
            await connection.execute(insert_into(connection, saved_resources).values(row))
        return True

    async def unsave(self, member_id: int, *slugs: str) -> bool:
        """Take resources off the member's list; False if none was on it."""
        gone = delete(saved_resources).where(
            saved_resources.c.member_id == member_id, saved_resources.c.slug.in_(slugs)
        )
        async with self._storage.write() as connection:
            return (await connection.execute(gone)).rowcount > 0

    async def take_note(self, member_id: int, hashes: Mapping[str, str]) -> None:
        """Remember what is said of saved resources now, by slug: the member knows of changes."""
        if not hashes:
            return
        of = saved_resources.c.slug == bindparam("of")
        noted = (
            update(saved_resources)
            .where(saved_resources.c.member_id == member_id, of)
            .values(content_hash=bindparam("now"))
        )
        rows = [{"of": slug, "now": content_hash} for slug, content_hash in hashes.items()]
        async with self._storage.write() as connection:
            await connection.execute(noted, rows)

    async def saved(self, member_id: int, *slugs: str) -> SavedResource | None:
        """The newest of these that is on the member's list; None where none is."""
        found = [each for each in await self.saved_by(member_id) if each.slug in slugs]
        return found[0] if found else None

    async def saved_by(self, member_id: int) -> list[SavedResource]:
        """The member's list, newest first; empty where nothing was saved."""
        columns = saved_resources.c
        wanted = (
            select(columns.slug, columns.saved_at, columns.content_hash)
            .where(columns.member_id == member_id)
            .order_by(columns.saved_at.desc(), columns.slug)
        )
        async with self._storage.read() as connection:
            return [SavedResource(*row) for row in await connection.execute(wanted)]

    async def savers(self, guild_id: int, since: datetime) -> list[tuple[str, int]]:
        """Who saved what in a server since then and still has it: slugs with member ids."""
        columns = saved_resources.c
        wanted = select(columns.slug, columns.member_id).where(
            columns.saved_in == guild_id, columns.saved_at >= since
        )
        async with self._storage.read() as connection:
            return [(row.slug, row.member_id) for row in await connection.execute(wanted)]

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        columns = saved_resources.c
        wanted = select(columns.slug, columns.saved_at, columns.saved_in).where(
            columns.member_id == member_id
        )
        async with self._storage.read() as connection:
            rows = list(await connection.execute(wanted.order_by(columns.saved_at, columns.slug)))
        saved = [
            {"slug": row.slug, "saved_at": row.saved_at.isoformat(), "server": row.saved_in}
            for row in rows
        ]
        return {"saved_resources": saved} if saved else None

    async def forget_member(self, member_id: int) -> None:
        """Delete the member's list; safe to call again."""
        gone = delete(saved_resources).where(saved_resources.c.member_id == member_id)
        async with self._storage.write() as connection:
            await connection.execute(gone)

    async def forget_guild(self, guild_id: int) -> None:
        """Drop where things were saved; the members' lists stay theirs. Safe to call again."""
        here = saved_resources.c.saved_in == guild_id
        async with self._storage.write() as connection:
            await connection.execute(update(saved_resources).where(here).values(saved_in=None))
