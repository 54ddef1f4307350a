"""Trainings, their hosts, and the occurrences that have a row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.statements import insert_into
from cogs.events.kept import with_changes
from cogs.events.records import Event, Occasion, Occurrence, Post, Status
from cogs.events.rows import event_of, event_values, occurrence_of, occurrence_values
from cogs.events.tables import events, hosts, occurrences


class EventStore:
    """The rows. `within` is the caller's `write()`, so that jobs are planned in the same one."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- trainings --------------------------------------------------------------------------------

    async def add(self, within: AsyncConnection, event: Event) -> Event:
        """Keep a new training, whatever its `id`; it comes back with its own."""
        added = insert(events).values(event_values(event)).returning(events.c.id)
        event_id: int = (await within.execute(added)).scalar_one()
        kept = replace(event, id=event_id)
        await self._save_hosts(within, kept)
        return kept

    async def save(self, within: AsyncConnection, event: Event) -> None:
        """Keep a training as it is now."""
        columns = events.c
        here = (columns.guild_id == event.guild_id, columns.id == event.id)
        await within.execute(update(events).where(*here).values(event_values(event)))
        await self._save_hosts(within, event)

    async def event(self, guild_id: int, event_id: int) -> Event | None:
        """One training of this server, cancelled or not; None where there is none."""
        async with self._storage.read() as connection:
            return await self.seen_in(connection, guild_id, event_id)

    async def event_in(self, within: AsyncConnection, guild_id: int, event_id: int) -> Event | None:
        """As `event`, and in a `write()` nobody else changes it until the end."""
        return await self._event(within, guild_id, event_id, lock=True)

    async def seen_in(self, within: AsyncConnection, guild_id: int, event_id: int) -> Event | None:
        """As `event`, without waiting for who changes it."""
        return await self._event(within, guild_id, event_id, lock=False)

    async def _event(
        self, within: AsyncConnection, guild_id: int, event_id: int, *, lock: bool
    ) -> Event | None:
        columns = events.c
        wanted = select(events).where(columns.guild_id == guild_id, columns.id == event_id)
        found = await within.execute(wanted.with_for_update() if lock else wanted)
        if (row := found.one_or_none()) is None:
            return None
        of_it = (hosts.c.guild_id == guild_id, hosts.c.event_id == event_id)
        members = select(hosts.c.member_id).where(*of_it).order_by(hosts.c.position)
        return event_of(row, (await within.execute(members)).scalars().all())

    async def planned(self, now: datetime, guild_id: int | None = None) -> list[Event]:
        """The trainings of a server, or of all, that are neither cancelled nor over; by id."""
        columns = events.c
        wanted = select(events).where(
            columns.status == Status.PLANNED,
            columns.over_at.is_(None) | (columns.over_at > now),
        )
        of_them = select(hosts).order_by(hosts.c.position)
        if guild_id is not None:
            wanted = wanted.where(columns.guild_id == guild_id)
            of_them = of_them.where(hosts.c.guild_id == guild_id)
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted.order_by(columns.id))).all()
            members: dict[int, list[int]] = {}
            for host in await connection.execute(of_them):
                members.setdefault(host.event_id, []).append(host.member_id)
        return [event_of(row, members.get(row.id, ())) for row in rows]

    async def _save_hosts(self, within: AsyncConnection, event: Event) -> None:
        of_it = (hosts.c.guild_id == event.guild_id, hosts.c.event_id == event.id)
        await within.execute(delete(hosts).where(*of_it))
        rows = [
            {"guild_id": event.guild_id, "event_id": event.id, "member_id": m, "position": n}
            for n, m in enumerate(event.hosts)
        ]
        if rows:
            await within.execute(insert(hosts), rows)

    # --- occurrences ------------------------------------------------------------------------------

    async def occasion(self, guild_id: int, occurrence_id: int) -> Occasion | None:
        """One occurrence with its training; None where there is none in this server."""
        async with self._storage.read() as connection:
            return await self._occasion(connection, guild_id, occurrence_id, lock=False)

    async def occasion_in(
        self, within: AsyncConnection, guild_id: int, occurrence_id: int
    ) -> Occasion | None:
        """As `occasion` in a `write()`, which locks its row: what hangs on it is decided here."""
        return await self._occasion(within, guild_id, occurrence_id, lock=True)

    async def occurrences_of(self, event: Event) -> list[Occurrence]:
        """All that have a row, by their start."""
        async with self._storage.read() as connection:
            rows = await connection.execute(_of_event(event))
            return [occurrence_of(row) for row in rows]

    async def occurrences_in(self, within: AsyncConnection, event: Event) -> list[Occurrence]:
        """As `occurrences_of` in a `write()`, which locks their rows."""
        rows = await within.execute(_of_event(event).with_for_update())
        return [occurrence_of(row) for row in rows]

    async def _occasion(
        self, within: AsyncConnection, guild_id: int, occurrence_id: int, *, lock: bool
    ) -> Occasion | None:
        columns = occurrences.c
        here = (columns.guild_id == guild_id, columns.id == occurrence_id)
        wanted = select(occurrences).where(*here)
        found = await within.execute(wanted.with_for_update() if lock else wanted)
        if (row := found.one_or_none()) is None:
            return None
        event = await self.seen_in(within, guild_id, row.event_id)
        return None if event is None else occasion_of(event, occurrence_of(row))

    async def opened(self, guild_id: int, now: datetime) -> list[Occasion]:
        """What members can sign up for in a server, the next first."""
        columns = occurrences.c
        wanted = select(occurrences).where(
            columns.guild_id == guild_id, columns.opened, columns.ends_at > now
        )
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted.order_by(columns.starts_at))).all()
        of_them = {event.id: event for event in await self.planned(now, guild_id)}
        found = [
            occasion_of(of_them[r.event_id], occurrence_of(r))
            for r in rows
            if r.event_id in of_them
        ]
        return [occasion for occasion in found if not occasion.is_cancelled]

    async def row_for(self, within: AsyncConnection, occurrence: Occurrence) -> Occurrence:
        """The row of a date, by training and planned time; made as given where there is none."""
        values = occurrence_values(occurrence) | {
            "guild_id": occurrence.guild_id,
            "next_number": 1,
            "version": 0,
            "edits": 0,
            "lost": False,
        }
        made = insert_into(within, occurrences).values(values).on_conflict_do_nothing()
        await within.execute(made)
        columns = occurrences.c
        wanted = select(occurrences).where(
            columns.guild_id == occurrence.guild_id,
            columns.event_id == occurrence.event_id,
            columns.planned == occurrence.planned.isoformat(),
        )
        return occurrence_of((await within.execute(wanted.with_for_update())).one())

    async def save_occurrence(self, within: AsyncConnection, occurrence: Occurrence) -> None:
        """Keep what organisers decided about an occurrence."""
        await self._set(within, occurrence, **occurrence_values(occurrence))

    async def drop_occurrence(self, within: AsyncConnection, occurrence: Occurrence) -> None:
        """Drop the row of a date that nobody could sign up for."""
        columns = occurrences.c
        here = (columns.guild_id == occurrence.guild_id, columns.id == occurrence.id)
        await within.execute(delete(occurrences).where(*here))

    # --- posts ------------------------------------------------------------------------------------

    async def save_post(
        self, within: AsyncConnection, occurrence: Occurrence, post: Post | None
    ) -> None:
        """Remember where an occurrence was posted; None: somebody deleted the post."""
        await self._set(
            within,
            occurrence,
            post_channel_id=None if post is None else post.channel_id,
            post_message_id=None if post is None else post.message_id,
            posted_at=None if post is None else post.posted_at,
            thread_id=None if post is None else post.thread_id,
            shown_at=None if post is None else post.posted_at,
            lost=post is None,
        )

    async def outdate(self, within: AsyncConnection, occurrence: Occurrence) -> Occurrence:
        """Count a change of what its post shows; gives the row as it is now, and holds it.

        An edit that began since `occurrence` was read shows it without the change.
        """
        columns = occurrences.c
        counted = (
            update(occurrences)
            .where(columns.guild_id == occurrence.guild_id, columns.id == occurrence.id)
            .values(version=columns.version + 1)
            .returning(*occurrences.columns)
        )
        return occurrence_of((await within.execute(counted)).one())

    async def begin_edit(
        self, within: AsyncConnection, occurrence: Occurrence, number: int, *, at: datetime
    ) -> None:
        """Note that an edit of this number begins: what changes from now on needs another one."""
        await self._set(within, occurrence, edits=number + 1, shown_at=at)

    async def _set(self, within: AsyncConnection, occurrence: Occurrence, **values: object) -> None:
        columns = occurrences.c
        here = (columns.guild_id == occurrence.guild_id, columns.id == occurrence.id)
        await within.execute(update(occurrences).where(*here).values(values))

    # --- members and servers ----------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What a member planned and hosts, ready for JSON; None where nothing is kept."""
        columns = events.c
        planned = select(columns.id, columns.guild_id).where(columns.planned_by == member_id)
        hosted = select(hosts.c.event_id, hosts.c.guild_id).where(hosts.c.member_id == member_id)
        async with self._storage.read() as connection:
            found = {
                "planned": (await connection.execute(planned.order_by(columns.id))).all(),
                "hosts": (await connection.execute(hosted.order_by(hosts.c.event_id))).all(),
            }
        if not any(found.values()):
            return None
        return {what: [_named(row) for row in rows] for what, rows in found.items()}

    async def forget_member(self, member_id: int) -> None:
        """Forget who planned or hosts; the trainings go on. Safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(hosts).where(hosts.c.member_id == member_id))
            mine = update(events).where(events.c.planned_by == member_id)
            await connection.execute(mine.values(planned_by=None))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all trainings of a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (hosts, occurrences, events):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))


def occasion_of(event: Event, occurrence: Occurrence) -> Occasion:
    """An occurrence with what holds for it."""
    return Occasion(event, occurrence, with_changes(event.details, occurrence.changes))


def _of_event(event: Event) -> Select[Any]:
    columns = occurrences.c
    of_it = (columns.guild_id == event.guild_id, columns.event_id == event.id)
    return select(occurrences).where(*of_it).order_by(columns.starts_at, columns.id)


def _named(row: Sequence[int]) -> dict[str, int]:
    return {"event_id": row[0], "guild_id": row[1]}
