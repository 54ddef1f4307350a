"""Who is to be reminded, who was, and what each delivery amounted to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.members.store import CHOICES, members, profile_of
from bot.storage import Storage
from bot.storage.statements import insert_into
from cogs.events.records import Answer, Occasion
from cogs.events.reminders.records import Asked, Delivered, Parts, What
from cogs.events.reminders.tables import deliveries, reminded
from cogs.events.rows import occurrence_of
from cogs.events.store import EventStore, occasion_of
from cogs.events.tables import occurrences, rsvps

DELIVERY = ("guild_id", "occurrence_id", "what", "due_at")


class ReminderStore:
    """The rows; a delivery is noted in the transaction in which its job ends."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._events = EventStore(storage)

    # --- whom -------------------------------------------------------------------------------------

    async def going(self, guild_id: int, occurrence_id: int, by: datetime) -> list[int]:
        """Who comes and had said so by then, in the order in which they asked."""
        columns = rsvps.c
        wanted = select(columns.member_id).where(
            columns.guild_id == guild_id,
            columns.occurrence_id == occurrence_id,
            columns.answer == Answer.GOING,
            columns.answered_at <= by,
        )
        async with self._storage.read() as connection:
            found = await connection.execute(wanted.order_by(columns.number))
            return list(found.scalars())

    async def asked(self, occasion: Occasion) -> list[Asked]:
        """Who comes, asked for a direct message, and had none for this start."""
        async with self._storage.read() as connection:
            return await self.asked_in(connection, occasion)

    async def asked_in(self, within: AsyncConnection, occasion: Occasion) -> list[Asked]:
        """As `asked`, in the caller's transaction."""
        columns, occurrence = rsvps.c, occasion.occurrence
        had_one = exists().where(
            reminded.c.guild_id == columns.guild_id,
            reminded.c.occurrence_id == columns.occurrence_id,
            reminded.c.member_id == columns.member_id,
            reminded.c.starts_at == occurrence.starts,
        )
        wanted = (
            select(*CHOICES, columns.answered_at)
            .join_from(rsvps, members, members.c.member_id == columns.member_id)
            .where(
                columns.guild_id == occasion.event.guild_id,
                columns.occurrence_id == occurrence.id,
                columns.answer == Answer.GOING,
                members.c.lead_minutes.is_not(None),
                ~had_one,
            )
            .order_by(columns.number)
        )
        found: list[Asked] = []
        for row in await within.execute(wanted):
            chosen = profile_of(row)
            if chosen.lead is not None and chosen.lead_since is not None:
                since = max(chosen.lead_since, row.answered_at)
                found.append(Asked(row.member_id, chosen.lead, since, chosen.zone, chosen.quiet))
        return found

    async def wants_messages(self, member_ids: Sequence[int]) -> set[int]:
        """Those of the members who asked for direct messages about trainings."""
        columns = members.c
        wanted = select(columns.member_id).where(
            columns.member_id.in_(member_ids), columns.lead_minutes.is_not(None)
        )
        async with self._storage.read() as connection:
            return set((await connection.execute(wanted)).scalars())

    # --- dates ------------------------------------------------------------------------------------

    async def occasion_in(
        self, within: AsyncConnection, guild_id: int, occurrence_id: int
    ) -> Occasion | None:
        """A date of a training, without waiting for who changes it: for ends of jobs."""
        columns = occurrences.c
        here = (columns.guild_id == guild_id, columns.id == occurrence_id)
        row = (await within.execute(select(occurrences).where(*here))).one_or_none()
        if row is None:
            return None
        event = await self._events.seen_in(within, guild_id, row.event_id)
        return None if event is None else occasion_of(event, occurrence_of(row))

    async def coming_of(
        self, within: AsyncConnection, member_id: int, now: datetime
    ) -> list[Occasion]:
        """What a member goes to that has not begun, in every server."""
        columns = rsvps.c
        wanted = (
            select(columns.guild_id, columns.occurrence_id)
            .join(occurrences, occurrences.c.id == columns.occurrence_id)
            .where(
                columns.member_id == member_id,
                columns.answer == Answer.GOING,
                occurrences.c.starts_at > now,
            )
            .order_by(columns.occurrence_id)
        )
        rows = (await within.execute(wanted)).all()
        found = [await self.occasion_in(within, row[0], row[1]) for row in rows]
        return [each for each in found if each is not None and not each.is_cancelled]

    # --- what came of it --------------------------------------------------------------------------

    async def note(self, within: AsyncConnection, occasion: Occasion, done: Delivered) -> None:
        """Note what a delivery amounted to; one that ends a second time counts as it is then."""
        counts = {
            "mentioned": done.parts.mentioned,
            "direct": done.parts.direct,
            "fell_back": done.parts.fell_back,
            "failed": done.parts.failed,
            "state": done.state,
        }
        key = (occasion.event.guild_id, occasion.occurrence.id, done.what.value, done.due_at)
        row = insert_into(within, deliveries).values(dict(zip(DELIVERY, key, strict=True)) | counts)
        await within.execute(row.on_conflict_do_update(index_elements=DELIVERY, set_=counts))

    async def have_reminded(
        self, within: AsyncConnection, occasion: Occasion, starts: datetime, whom: Sequence[int]
    ) -> None:
        """Note who was messaged for a start."""
        rows = [
            {
                "guild_id": occasion.event.guild_id,
                "occurrence_id": occasion.occurrence.id,
                "member_id": member_id,
                "starts_at": starts,
            }
            for member_id in whom
        ]
        if rows:
            await within.execute(insert_into(within, reminded).on_conflict_do_nothing(), rows)

    async def delivered(self, guild_id: int, occurrence_id: int) -> list[Delivered]:
        """What was delivered for a date, the earliest first."""
        columns = deliveries.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        wanted = select(deliveries).where(*here).order_by(columns.due_at, columns.what)
        async with self._storage.read() as connection:
            return [
                Delivered(
                    What(row.what),
                    row.due_at,
                    Parts(row.mentioned, row.direct, row.fell_back, row.failed),
                    row.state,
                )
                for row in await connection.execute(wanted)
            ]

    # --- members and servers ----------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """For which trainings a member was messaged, ready for JSON; None where none is noted."""
        wanted = select(reminded).where(reminded.c.member_id == member_id)
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted.order_by(reminded.c.occurrence_id))).all()
        if not rows:
            return None
        return {
            "messaged_before": [
                {
                    "guild_id": row.guild_id,
                    "occurrence_id": row.occurrence_id,
                    "starts_at": row.starts_at.isoformat(),
                }
                for row in rows
            ]
        }

    async def forget_member(self, member_id: int) -> None:
        """Forget for which trainings a member was messaged; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(reminded).where(reminded.c.member_id == member_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server's; safe to call again."""
        async with self._storage.write() as connection:
            for table in (reminded, deliveries):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
