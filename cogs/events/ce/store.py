"""Who was there, the code words, and the rule of each training."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.statements import insert_into, take_turns
from cogs.events.ce.records import Attendance
from cogs.events.ce.rows import attendance_of, exported, values_of
from cogs.events.ce.rules import DEFAULT_PERCENT
from cogs.events.ce.tables import attendance, attendance_rules, sittings
from cogs.events.records import Event
from cogs.events.tables import occurrences

MOST_DATES = 200
KEY = ("guild_id", "occurrence_id", "member_id")
Decide = Callable[[Attendance], Attendance]


class AttendanceStore:
    """The rows of attendance; a person without a row was not there."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- people -----------------------------------------------------------------------------------

    async def change(
        self, guild_id: int, occurrence_id: int, member_id: int, decide: Decide
    ) -> Attendance:
        """Let `decide` make somebody's attendance another one; two at once go one by one.

        What `decide` raises goes on to the caller, and nothing changes.
        """
        async with self._storage.write() as connection:
            # Nothing stands for somebody who was not there yet, so a row is no lock.
            await take_turns(connection, attendance.name, member_id)
            key = (guild_id, occurrence_id, member_id)
            found = await self._found(connection, *key)
            changed = decide(found or Attendance(member_id))
            values = dict(zip(KEY, key, strict=True)) | values_of(changed)
            row = insert_into(connection, attendance).values(values)
            await connection.execute(
                row.on_conflict_do_update(index_elements=KEY, set_=values_of(changed))
            )
        return changed

    async def of(self, guild_id: int, occurrence_id: int, member_id: int) -> Attendance | None:
        """Somebody's attendance; None where they have no row."""
        async with self._storage.read() as connection:
            return await self._found(connection, guild_id, occurrence_id, member_id)

    async def everyone(self, guild_id: int, occurrence_id: int) -> list[Attendance]:
        """All who have a row: who came, tried to, or was decided about; by id."""
        columns = attendance.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        wanted = select(attendance).where(*here).order_by(columns.member_id)
        async with self._storage.read() as connection:
            return [attendance_of(row) for row in await connection.execute(wanted)]

    async def present(self, guild_id: int, occurrence_id: int) -> list[int]:
        """The members who were there: checked in, or entered by a host; by id."""
        return [
            one.member_id
            for one in await self.everyone(guild_id, occurrence_id)
            if one.visits or (one.decision is not None and one.decision.met)
        ]

    async def of_member(self, member_id: int) -> list[tuple[int, int, Attendance]]:
        """All of somebody's attendance: server, occurrence, and what is kept."""
        wanted = select(attendance).where(attendance.c.member_id == member_id)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(attendance.c.occurrence_id))
            return [(row.guild_id, row.occurrence_id, attendance_of(row)) for row in rows]

    async def _found(
        self, connection: AsyncConnection, guild_id: int, occurrence_id: int, member_id: int
    ) -> Attendance | None:
        columns = attendance.c
        wanted = select(attendance).where(
            columns.guild_id == guild_id,
            columns.occurrence_id == occurrence_id,
            columns.member_id == member_id,
        )
        row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else attendance_of(row)

    # --- dates ------------------------------------------------------------------------------------

    async def dates(self, guild_id: int, since: datetime, until: datetime) -> list[int]:
        """The occurrences that ended after `since` or start before `until`, the latest first."""
        columns = occurrences.c
        wanted = select(columns.id).where(
            columns.guild_id == guild_id,
            columns.opened,
            columns.ends_at >= since,
            columns.starts_at <= until,
        )
        latest_first = wanted.order_by(columns.starts_at.desc(), columns.id).limit(MOST_DATES)
        async with self._storage.read() as connection:
            return list((await connection.execute(latest_first)).scalars())

    # --- code words -------------------------------------------------------------------------------

    async def word(self, guild_id: int, occurrence_id: int) -> str | None:
        """The code word; None where no host has asked for it yet."""
        async with self._storage.read() as connection:
            row = await self._sitting(connection, guild_id, occurrence_id)
        return None if row is None else row.word

    async def word_or(self, guild_id: int, occurrence_id: int, new: str) -> str:
        """The code word, `new` from now on where there is none; two at once get the same."""
        async with self._storage.write() as connection:
            await take_turns(connection, sittings.name, occurrence_id)
            row = await self._sitting(connection, guild_id, occurrence_id)
            if row is not None and row.word is not None:
                return row.word
            await self._set_sitting(connection, guild_id, occurrence_id, word=new)
        return new

    async def renew_word(self, guild_id: int, occurrence_id: int, new: str) -> None:
        """Put another code word in place, with new tries for everyone; who is in stays in."""
        columns = attendance.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        async with self._storage.write() as connection:
            await self._set_sitting(connection, guild_id, occurrence_id, word=new)
            await connection.execute(update(attendance).where(*here).values(wrong_words=0))

    async def posted_for(
        self, within: AsyncConnection, guild_id: int, occurrence_id: int
    ) -> datetime | None:
        """For which start check-in was posted; None where it was not."""
        row = await self._sitting(within, guild_id, occurrence_id)
        return None if row is None else row.posted_for

    async def note_posted(self, guild_id: int, occurrence_id: int, starts: datetime) -> None:
        """Check-in is posted for this start; safe to call again."""
        async with self._storage.write() as connection:
            await self._set_sitting(connection, guild_id, occurrence_id, posted_for=starts)

    async def _sitting(
        self, connection: AsyncConnection, guild_id: int, occurrence_id: int
    ) -> Row[Any] | None:
        columns = sittings.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        return (await connection.execute(select(sittings).where(*here))).one_or_none()

    async def _set_sitting(
        self, connection: AsyncConnection, guild_id: int, occurrence_id: int, **values: object
    ) -> None:
        key = {"guild_id": guild_id, "occurrence_id": occurrence_id}
        row = insert_into(connection, sittings).values(key | values)
        await connection.execute(row.on_conflict_do_update(index_elements=tuple(key), set_=values))

    # --- the rule ---------------------------------------------------------------------------------

    async def percent(self, guild_id: int, event_id: int) -> int:
        """How much of a training's length one must be there for."""
        columns = attendance_rules.c
        wanted = select(columns.percent).where(
            columns.guild_id == guild_id, columns.event_id == event_id
        )
        async with self._storage.read() as connection:
            found = (await connection.execute(wanted)).scalar_one_or_none()
        return DEFAULT_PERCENT if found is None else found

    async def take_along(self, within: AsyncConnection, of: Event, later: Event) -> None:
        """The later dates of a training became one of their own: its rule holds there as well."""
        columns = attendance_rules.c
        mine = (columns.guild_id == of.guild_id, columns.event_id == of.id)
        same = select(columns.guild_id, literal(later.id), columns.percent).where(*mine)
        names = ["guild_id", "event_id", "percent"]
        await within.execute(insert(attendance_rules).from_select(names, same))

    async def set_percent(self, guild_id: int, event_id: int, percent: int) -> None:
        """Change the rule of a training."""
        key, values = {"guild_id": guild_id, "event_id": event_id}, {"percent": percent}
        async with self._storage.write() as connection:
            row = insert_into(connection, attendance_rules).values(key | values)
            await connection.execute(
                row.on_conflict_do_update(index_elements=tuple(key), set_=values)
            )

    # --- members and servers ----------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """Where a member was and what was decided by or about them; None where nothing is kept."""
        columns = attendance.c
        mine = select(attendance).where(columns.member_id == member_id)
        decided = select(attendance).where(columns.decided_by == member_id)
        async with self._storage.read() as connection:
            found = {
                "attendance": (await connection.execute(mine)).all(),
                "decisions": (await connection.execute(decided)).all(),
            }
        if not any(found.values()):
            return None
        return {
            "attendance": [exported(row) for row in found["attendance"]],
            "decisions": [exported(row, of_others=True) for row in found["decisions"]],
        }

    async def forget_member(self, member_id: int) -> None:
        """Delete where a member was, and their name and words where they decided about others."""
        columns = attendance.c
        decided = update(attendance).where(columns.decided_by == member_id)
        async with self._storage.write() as connection:
            await connection.execute(delete(attendance).where(columns.member_id == member_id))
            await connection.execute(decided.values(decided_by=None, reason=""))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server's; safe to call again."""
        async with self._storage.write() as connection:
            for table in (attendance, sittings, attendance_rules):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
