"""Locks in the database, with each bit that they changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.storage import Storage
from bot.storage.statements import take_turns
from cogs.moderation.channels.records import BitChange, Lock, LockState, NewLock
from cogs.moderation.channels.tables import bit_rows, bits, lock_of, locks

NOT_OPEN = [state.value for state in LockState if state is not LockState.OPEN]


class Locks:
    """The locks of every server. A channel has one at most that is not open again."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def lock(self, guild_id: int, lock_id: int) -> Lock | None:
        """One lock; None where it is not there (any more)."""
        async with self._storage.read() as connection:
            return await self.lock_within(connection, guild_id, lock_id)

    async def lock_within(
        self, connection: AsyncConnection, guild_id: int, lock_id: int
    ) -> Lock | None:
        """As `lock`, in the caller's transaction."""
        wanted = select(locks).where(locks.c.guild_id == guild_id, locks.c.id == lock_id)
        return await _first(connection, wanted)

    async def of_channel(self, guild_id: int, channel_id: int) -> Lock | None:
        """The lock of a channel that is not open again; None where there is none."""
        async with self._storage.read() as connection:
            return await _first(connection, _not_open(guild_id, channel_id))

    async def begin(
        self,
        guild_id: int,
        new: NewLock,
        changes: Iterable[BitChange],
        *,
        at: datetime,
        within: AsyncConnection,
    ) -> Lock:
        """Note a lock before anything is changed.

        Raises:
            InvalidInputError: The channel has one already.
        """
        await self.wait_for_turn(new.channel_id, within=within)
        if (there := await _first(within, _not_open(guild_id, new.channel_id))) is not None:
            raise InvalidInputError(_locked_already(there))
        made = insert(locks).values(
            guild_id=guild_id,
            channel_id=new.channel_id,
            member_id=new.by,
            state=LockState.LOCKING.value,
            reason=new.reason,
            at=at,
            until=new.until,
            put_away=new.put_away,
            moved_from=new.moved_from,
            moved_to=new.moved_to,
            case_number=new.case_number,
        )
        row = (await within.execute(made.returning(*locks.columns))).one()
        rows = bit_rows(guild_id, row.id, changes)
        if rows:
            await within.execute(insert(bits), rows)
        return await _with_bits(within, row)

    async def locked(self, guild_id: int, lock_id: int, *, within: AsyncConnection) -> None:
        """Note that all of it is done; one that is to be opened already stays so."""
        changed = _one(guild_id, lock_id).where(locks.c.state == LockState.LOCKING.value)
        await within.execute(changed.values(state=LockState.LOCKED.value))

    async def wait_for_turn(self, channel_id: int, *, within: AsyncConnection) -> None:
        """Let nobody else begin to lock or to open a channel until `within` ends."""
        await take_turns(within, "channel lock", channel_id)

    async def begin_opening(
        self,
        guild_id: int,
        lock_id: int,
        *,
        by: int | None,
        case_number: int | None,
        within: AsyncConnection,
    ) -> bool:
        """Note that it is to be opened, and who wants it; None: its time was over, or it failed.

        False where it is open by now.
        """
        changed = _one(guild_id, lock_id).where(locks.c.state != LockState.OPEN.value)
        values = {"opened_by": by, "opening_case": case_number}
        begun = await within.execute(changed.values(state=LockState.OPENING.value, **values))
        return bool(begun.rowcount)

    async def not_opened(self, guild_id: int, lock_id: int, *, within: AsyncConnection) -> None:
        """Note that it could not be opened; it can be tried anew."""
        await within.execute(_one(guild_id, lock_id).values(opening_case=None))

    async def opened(self, guild_id: int, lock_id: int, *, within: AsyncConnection) -> Lock | None:
        """Note that all is given back; what was changed is of no use any more.

        Returns:
            The lock as it was at this moment; None where it is not there any more.
        """
        wanted = select(locks).where(locks.c.guild_id == guild_id, locks.c.id == lock_id)
        before = await _first(within, wanted.with_for_update())
        of_lock = (bits.c.guild_id == guild_id, bits.c.lock_id == lock_id)
        open_ = {"state": LockState.OPEN.value, "reason": "", "opening_case": None}
        await within.execute(_one(guild_id, lock_id).values(**open_))
        await within.execute(delete(bits).where(*of_lock))
        return before

    # --- what is kept of somebody -----------------------------------------------------------------

    async def export_member(self, member_id: int) -> Any:  # noqa: ANN401 - JSON
        """Which channels a moderator locked, and when; None where they locked none."""
        wanted = select(locks).where(locks.c.member_id == member_id).order_by(locks.c.id)
        async with self._storage.read() as connection:
            found = [
                {
                    "server": str(row.guild_id),
                    "channel": str(row.channel_id),
                    "locked_at": row.at.isoformat(),
                    "reason": row.reason,
                }
                for row in await connection.execute(wanted)
            ]
        return found or None

    async def forget_member(self, member_id: int) -> None:
        """Take a moderator's id and words off their locks, which hold without them."""
        async with self._storage.write() as connection:
            mine = update(locks).where(locks.c.member_id == member_id)
            await connection.execute(mine.values(member_id=None, reason=""))
            opened = update(locks).where(locks.c.opened_by == member_id)
            await connection.execute(opened.values(opened_by=None))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all locks of a server."""
        async with self._storage.write() as connection:
            for table in (bits, locks):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))


def _one(guild_id: int, lock_id: int) -> Any:  # noqa: ANN401 - an UPDATE
    return update(locks).where(locks.c.guild_id == guild_id, locks.c.id == lock_id)


def _not_open(guild_id: int, channel_id: int) -> Any:  # noqa: ANN401 - a SELECT
    return select(locks).where(
        locks.c.guild_id == guild_id,
        locks.c.channel_id == channel_id,
        locks.c.state.in_(NOT_OPEN),
    )


async def _first(connection: AsyncConnection, wanted: Any) -> Lock | None:  # noqa: ANN401
    row = (await connection.execute(wanted)).first()
    return None if row is None else await _with_bits(connection, row)


async def _with_bits(connection: AsyncConnection, row: Any) -> Lock:  # noqa: ANN401 - a row
    of_lock = (bits.c.guild_id == row.guild_id, bits.c.lock_id == row.id)
    changed = await connection.execute(select(bits).where(*of_lock).order_by(bits.c.place))
    return lock_of(row, changed)


def _locked_already(lock: Lock) -> str:
    since = f"<t:{int(lock.at.timestamp())}:R>"
    if lock.state is LockState.OPENING:
        return f"<#{lock.channel_id}> is being opened right now. Try again in a minute."
    return (
        f"<#{lock.channel_id}> was locked {since} already. `/channel unlock` opens it; then it can "
        "be locked anew."
    )
