"""A member's own choices, which have no server and hold everywhere."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Table, Text, delete, false, select, update

from bot.members.records import MemberProfile
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
    Column("changed_at", UtcDateTime, nullable=False),
)


class Members:
    """The choices that members made; who made none has no row."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def profile(self, member_id: int) -> MemberProfile:
        """What the member chose, with defaults for the rest."""
        columns = members.c
        wanted = select(columns.zone, columns.home_guild_id, columns.notices).where(
            columns.member_id == member_id
        )
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return MemberProfile(member_id) if row is None else MemberProfile(member_id, *row)

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

    async def _choose(self, member_id: int, at: datetime, **choice: object) -> None:
        chosen = {**choice, "changed_at": at}
        async with self._storage.write() as connection:
            insert = insert_into(connection, members).values(member_id=member_id, **chosen)
            await connection.execute(
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
