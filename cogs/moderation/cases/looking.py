"""Looking at cases: one, those of a member, what fits a search, what is unsettled."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select

from bot.errors import NotFoundError
from bot.storage import Storage
from cogs.moderation.cases.records import LASTING, Case, Edit, Search, State
from cogs.moderation.cases.tables import case_of, cases, edit_of, edits


class CaseLook:
    """What is asked of the cases of every server."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def case(self, guild_id: int, number: int) -> Case:
        """One case.

        Raises:
            NotFoundError: There is none of that number.
        """
        async with self._storage.read() as connection:
            found = await connection.execute(one_case(guild_id, number))
            return there(found.first(), number)

    async def edits_of(self, guild_id: int, number: int) -> list[Edit]:
        """How the reason of a case was changed, oldest first."""
        wanted = select(edits).where(edits.c.guild_id == guild_id, edits.c.number == number)
        async with self._storage.read() as connection:
            return [edit_of(row) for row in await connection.execute(wanted.order_by(edits.c.edit))]

    async def search(
        self, guild_id: int, search: Search, *, skip: int = 0, limit: int = 10
    ) -> list[Case]:
        """What fits, newest first."""
        wanted = _fitting(select(cases), guild_id, search).order_by(cases.c.number.desc())
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.offset(skip).limit(limit))
            return [case_of(row) for row in rows]

    async def count(self, guild_id: int, search: Search) -> int:
        """How many fit."""
        wanted = _fitting(select(func.count()).select_from(cases), guild_id, search)
        async with self._storage.read() as connection:
            return await connection.scalar(wanted) or 0

    async def of_member(self, guild_id: int, target_id: int) -> list[Case]:
        """All cases about a member, oldest first."""
        wanted = select(cases).where(cases.c.guild_id == guild_id, cases.c.target_id == target_id)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(cases.c.number))
            return [case_of(row) for row in rows]

    async def in_force(self, guild_id: int, target_id: int) -> list[Case]:
        """The bans and timeouts of a member that were not lifted, oldest first."""
        found = await self.of_member(guild_id, target_id)
        return [case for case in found if case.kind in LASTING and case.is_in_force]

    async def unsettled(self, guild_id: int | None = None) -> Sequence[Case]:
        """What was begun and not settled, oldest first: after a crash, of every server."""
        wanted = select(cases).where(cases.c.state == State.DOING.value)
        if guild_id is not None:
            wanted = wanted.where(cases.c.guild_id == guild_id)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(cases.c.guild_id, cases.c.number))
            return [case_of(row) for row in rows]

    async def last_entry(self, guild_id: int) -> int | None:
        """The newest audit log entry that became a case; None where none has."""
        wanted = select(func.max(cases.c.entry_id)).where(cases.c.guild_id == guild_id)
        async with self._storage.read() as connection:
            return await connection.scalar(wanted)


def one_case(guild_id: int, number: int) -> Select[Any]:
    """Which row is that case."""
    return select(cases).where(cases.c.guild_id == guild_id, cases.c.number == number)


def there(row: Any, number: int) -> Case:  # noqa: ANN401 - a row or None
    """The row as a record; NotFoundError where there is none."""
    if row is None:
        raise NotFoundError(f"There is no case #{number} here.")
    return case_of(row)


def _fitting(wanted: Select[Any], guild_id: int, search: Search) -> Select[Any]:
    columns = cases.c
    wanted = wanted.where(columns.guild_id == guild_id)
    if search.target_id is not None:
        wanted = wanted.where(columns.target_id == search.target_id)
    if search.moderator_id is not None:
        wanted = wanted.where(columns.moderator_id == search.moderator_id)
    if search.kind is not None:
        wanted = wanted.where(columns.kind == search.kind.value)
    if search.since is not None:
        wanted = wanted.where(columns.opened_at >= search.since)
    if search.before is not None:
        wanted = wanted.where(columns.opened_at < search.before)
    for word in search.words.split():
        pattern = columns.reason.icontains(word, autoescape=True)
        wanted = wanted.where(or_(pattern, columns.failure.icontains(word, autoescape=True)))
    return wanted
