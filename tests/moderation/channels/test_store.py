"""Locks in the database: one a channel, with each bit in its order."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.storage import Storage
from cogs.moderation.channels.records import Bit, BitChange, Lock, LockState, NewLock, Word
from cogs.moderation.channels.store import Locks

GUILD, CHANNEL, MEI, NOOR = 10, 20, 30, 31
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
CHANGES = (
    BitChange(99, Bit.SEND_MESSAGES, Word.NEUTRAL, Word.ALLOW, was_there=False),
    BitChange(5, Bit.ADD_REACTIONS, Word.ALLOW, Word.NEUTRAL, was_there=True),
    BitChange(GUILD, Bit.SEND_MESSAGES_IN_THREADS, Word.ALLOW, Word.DENY, was_there=True),
)


async def begin(storage: Storage, *, channel: int = CHANNEL, by: int = MEI) -> Lock:
    new = NewLock(channel_id=channel, by=by, reason="A pause.")
    async with storage.write() as connection:
        return await Locks(storage).begin(GUILD, new, CHANGES, at=AT, within=connection)


async def begins_to_open(locks: Locks, lock: Lock, connection: AsyncConnection) -> bool:
    return await locks.begin_opening(GUILD, lock.id, by=NOOR, case_number=13, within=connection)


async def test_a_lock_keeps_each_bit_in_the_order_of_its_changes(storage: Storage):
    made = await begin(storage)

    found = await Locks(storage).of_channel(GUILD, CHANNEL)

    assert found == made
    assert found is not None
    assert found.changes == CHANGES
    assert (found.state, found.locked_by, found.at) == (LockState.LOCKING, MEI, AT)
    assert await Locks(storage).of_channel(GUILD + 1, CHANNEL) is None
    assert await Locks(storage).lock(GUILD + 1, made.id) is None


async def test_of_two_who_lock_a_channel_at_once_one_is_told(storage: Storage):
    both = await asyncio.gather(begin(storage), begin(storage, by=NOOR), return_exceptions=True)

    refused = [each for each in both if isinstance(each, InvalidInputError)]
    assert len(refused) == 1
    assert "already" in str(refused[0]) or "being opened" in str(refused[0])


async def test_an_open_channel_can_be_locked_anew_and_keeps_no_bits(storage: Storage):
    locks, lock = Locks(storage), await begin(storage)
    async with storage.write() as connection:
        await locks.locked(GUILD, lock.id, within=connection)
        assert await begins_to_open(locks, lock, connection)
        # A lock that is finished late does not close again what is being opened.
        await locks.locked(GUILD, lock.id, within=connection)
    found = await locks.lock(GUILD, lock.id)
    assert found is not None
    assert found.state is LockState.OPENING
    with pytest.raises(InvalidInputError, match="being opened"):
        await begin(storage)

    async with storage.write() as connection:
        before = await locks.opened(GUILD, lock.id, within=connection)
    assert before is not None
    assert before.opening_case == 13

    found = await locks.lock(GUILD, lock.id)
    assert found is not None
    assert (found.state, found.changes, found.reason) == (LockState.OPEN, (), "")
    assert found.opening_case is None
    async with storage.write() as connection:
        assert not await begins_to_open(locks, lock, connection)
    assert (await begin(storage)).id != lock.id


async def test_a_forgotten_moderator_leaves_a_lock_that_still_holds(storage: Storage):
    locks, lock = Locks(storage), await begin(storage)
    assert await locks.export_member(MEI) == [
        {
            "server": str(GUILD),
            "channel": str(CHANNEL),
            "locked_at": AT.isoformat(),
            "reason": "A pause.",
        }
    ]

    await locks.forget_member(MEI)

    found = await locks.of_channel(GUILD, CHANNEL)
    assert found is not None
    assert (found.id, found.locked_by, found.reason) == (lock.id, None, "")
    assert found.changes == CHANGES
    assert await locks.export_member(MEI) is None
