"""A member's own choices, which have no server and hold everywhere."""

from datetime import datetime

from sqlalchemy import Column, Table, Text, delete, select

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
    Column("changed_at", UtcDateTime, nullable=False),
)


class Members:
    """The choices that members made; who made none has no row."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def profile(self, member_id: int) -> MemberProfile:
        """What the member chose, with defaults for the rest."""
        wanted = select(members.c.zone).where(members.c.member_id == member_id)
        async with self._storage.read() as connection:
            zone = (await connection.execute(wanted)).scalar_one_or_none()
        return MemberProfile(member_id, zone)

    async def set_zone(self, member_id: int, zone: str | None, *, at: datetime) -> None:
        """Remember the member's time zone; None follows the server again.

        Raises:
            InvalidInputError: `zone` is not the IANA name of a time zone.
        """
        chosen = {"zone": None if zone is None else checked_zone(zone), "changed_at": at}
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
        return {"zone": row.zone, "zone_changed_at": row.changed_at.isoformat()}

    async def forget_member(self, member_id: int) -> None:
        """Delete what is kept of the member; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(members).where(members.c.member_id == member_id))
