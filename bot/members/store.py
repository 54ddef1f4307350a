"""A member's own choices, which have no server and hold everywhere."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table, Text, delete, false, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.members.records import MemberProfile, QuietHours
from bot.members.zones import checked_zone
from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import Snowflake, UtcDateTime, metadata

members = Table(
    "members",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("zone", Text),
    Column("home_guild_id", Snowflake),
    Column("notices", Boolean, nullable=False, server_default=false()),
    # Before a training.
    Column("lead_minutes", Integer),
    Column("lead_since", UtcDateTime),
    # Minutes after midnight, by the member's clock.
    Column("quiet_begins", Integer),
    Column("quiet_ends", Integer),
    Column("changed_at", UtcDateTime, nullable=False),
)


CHOICES = (
    members.c.member_id,
    members.c.zone,
    members.c.home_guild_id,
    members.c.notices,
    members.c.lead_minutes,
    members.c.lead_since,
    members.c.quiet_begins,
    members.c.quiet_ends,
)
MINUTE = timedelta(minutes=1)


class Members:
    """The choices that members made; who made none has no row."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def profile(self, member_id: int) -> MemberProfile:
        """What the member chose, with defaults for the rest."""
        wanted = select(*CHOICES).where(members.c.member_id == member_id)
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return MemberProfile(member_id) if row is None else profile_of(row)

    async def set_zone(self, member_id: int, zone: str | None, *, at: datetime) -> None:
        """Remember the member's time zone; None follows the server again.

        Raises:
            InvalidInputError: `zone` is not the IANA name of a time zone.
        """
        await self._choose(member_id, at, zone=None if zone is None else checked_zone(zone))

    async def set_home(self, member_id: int, guild_id: int | None, *, at: datetime) -> None:
        """Remember the server whose reviews count outside servers; None takes the choice back."""
        await self._choose(member_id, at, home_guild_id=guild_id)

    async def set_notices(self, member_id: int, *, wanted: bool, at: datetime) -> None:
        """Remember whether to tell the member by direct message what became of their prompts."""
        await self._choose(member_id, at, notices=wanted)

    async def set_lead(
        self, within: AsyncConnection, member_id: int, lead: timedelta | None, *, at: datetime
    ) -> None:
        """Remember how long before trainings to message the member, in the caller's `write()`.

        None: not at all. Whole minutes.
        """
        minutes = None if lead is None else lead // MINUTE
        since = None if lead is None else at
        await self._choose_in(within, member_id, at, lead_minutes=minutes, lead_since=since)

    async def set_quiet(self, member_id: int, quiet: QuietHours | None, *, at: datetime) -> None:
        """Remember when the member wants no such messages; None: whenever."""
        begins = None if quiet is None else _minute(quiet.begins)
        ends = None if quiet is None else _minute(quiet.ends)
        await self._choose(member_id, at, quiet_begins=begins, quiet_ends=ends)

    async def _choose(self, member_id: int, at: datetime, **choice: object) -> None:
        async with self._storage.write() as connection:
            await self._choose_in(connection, member_id, at, **choice)

    async def _choose_in(
        self, within: AsyncConnection, member_id: int, at: datetime, **choice: object
    ) -> None:
        chosen = {**choice, "changed_at": at}
        insert = insert_into(within, members).values(member_id=member_id, **chosen)
        await within.execute(
            insert.on_conflict_do_update(index_elements=["member_id"], set_=chosen)
        )

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        wanted = select(members).where(members.c.member_id == member_id)
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            return None
        return {
            "zone": row.zone,
            "home_guild_id": row.home_guild_id,
            "notices": row.notices,
            "lead_minutes": row.lead_minutes,
            "quiet_begins": row.quiet_begins,
            "quiet_ends": row.quiet_ends,
            "changed_at": row.changed_at.isoformat(),
        }

    async def forget_member(self, member_id: int) -> None:
        """Delete what is kept of the member; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(members).where(members.c.member_id == member_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Take back every choice of this server as a home; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(
                update(members)
                .where(members.c.home_guild_id == guild_id)
                .values(home_guild_id=None)
            )


def profile_of(row: Any) -> MemberProfile:  # noqa: ANN401 - a row of any select
    """The choices in a row that holds `CHOICES` under their names."""
    lead = None if row.lead_minutes is None else row.lead_minutes * MINUTE
    return MemberProfile(
        row.member_id,
        zone=row.zone,
        home_guild_id=row.home_guild_id,
        notices=row.notices,
        lead=lead,
        lead_since=row.lead_since,
        quiet=_quiet_of(row.quiet_begins, row.quiet_ends),
    )


def _quiet_of(begins: int | None, ends: int | None) -> QuietHours | None:
    if begins is None or ends is None:
        return None
    return QuietHours(time(*divmod(begins, 60)), time(*divmod(ends, 60)))


def _minute(of_day: time) -> int:
    return of_day.hour * 60 + of_day.minute
