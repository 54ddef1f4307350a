"""Locks and their cases, planned by many at once, on both databases."""

import asyncio
from datetime import UTC, datetime

from bot.clock import MovableClock
from bot.storage import Storage
from cogs.moderation.cases.records import Draft, Kind, Search
from cogs.moderation.cases.store import Cases
from cogs.moderation.channels.planning import Planning
from cogs.moderation.channels.records import Bit, BitChange, NewLock, Word
from cogs.moderation.channels.store import Locks
from tests.moderation.channels.aside import aside, ledger_of

GUILD, MEI, NOOR, RAVI = 10, 30, 31, 50
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
CHANGES = (BitChange(GUILD, Bit.SEND_MESSAGES, Word.NEUTRAL, Word.DENY, was_there=False),)


async def test_a_lockdown_amid_other_acts_numbers_each_once_and_opens_each_once(storage: Storage):
    house, cases, locks = aside(storage, MovableClock(NOW)), Cases(storage), Locks(storage)
    planning = Planning(house, locks, ledger_of(house))
    warning = Draft(kind=Kind.WARN, target_id=RAVI, moderator_id=NOOR, reason="Shouting")

    new = [NewLock(channel_id=channel, by=MEI) for channel in range(1, 21)]
    made, _ = await asyncio.gather(
        asyncio.gather(*(planning.lock(GUILD, one, CHANGES) for one in new)),
        asyncio.gather(*(cases.open(GUILD, warning, at=NOW) for _ in range(20))),
    )
    opened = await asyncio.gather(
        *(planning.open(lock, by=by) for by in (MEI, NOOR) for lock in made)
    )

    found = await cases.look.search(GUILD, Search(), limit=100)
    assert sorted(case.number for case in found) == list(range(1, 61))
    assert {lock.case_number for lock in made} == {
        case.number for case in found if case.kind is Kind.LOCK
    }
    # Whoever comes second joins the case of the first.
    assert opened[:20] == opened[20:]
    assert len({case.number for case in found if case.kind is Kind.UNLOCK}) == 20
