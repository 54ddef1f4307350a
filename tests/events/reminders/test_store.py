"""Who is to be reminded, on both databases."""

from collections.abc import Sequence
from datetime import time, timedelta

from bot.members.records import QuietHours
from bot.members.store import Members
from bot.storage import Storage
from cogs.events.records import Answer, Occasion
from cogs.events.reminders.records import Asked, Delivered, Parts, What
from cogs.events.reminders.store import ReminderStore
from cogs.events.seats.store import SeatStore
from tests.events.making import GUILD, NOW, opened

HOUR = timedelta(hours=1)
NIGHT = QuietHours(time(22), time(7))


async def going(storage: Storage, occasion: Occasion, members: Sequence[int]) -> None:
    seats = SeatStore(storage)
    for number, member in enumerate(members):
        at = NOW + number * HOUR
        await seats.answer(GUILD, occasion.occurrence.id, member, Answer.GOING, now=at)


async def test_only_who_came_in_time_is_going(storage: Storage):
    occasion, store = await opened(storage, 2), ReminderStore(storage)
    await going(storage, occasion, [3, 1, 2])
    by_then = [
        await store.going(GUILD, occasion.occurrence.id, NOW + hours * HOUR) for hours in (0, 1, 5)
    ]
    assert by_then == [[3], [3, 1], [3, 1]], "the third waits"
    assert await store.going(GUILD + 1, occasion.occurrence.id, NOW + 5 * HOUR) == []


async def test_who_asked_and_had_no_message_for_this_start(storage: Storage):
    occasion, store = await opened(storage), ReminderStore(storage)
    members = Members(storage)
    await going(storage, occasion, [1, 2, 3])
    await members.set_quiet(1, NIGHT, at=NOW)
    async with storage.write() as connection:
        await members.set_lead(connection, 1, 2 * HOUR, at=NOW - HOUR)
        await members.set_lead(connection, 2, HOUR, at=NOW + 9 * HOUR)
        await members.set_lead(connection, 3, None, at=NOW)

    assert await store.asked(occasion) == [
        Asked(1, 2 * HOUR, NOW, None, NIGHT),
        Asked(2, HOUR, NOW + 9 * HOUR),
    ]
    starts = occasion.occurrence.starts
    async with storage.write() as connection:
        await store.have_reminded(connection, occasion, starts, [1])
        await store.have_reminded(connection, occasion, starts, [1])
        await store.have_reminded(connection, occasion, starts - HOUR, [2])
    assert [each.member_id for each in await store.asked(occasion)] == [2]
    assert await store.wants_messages([1, 3, 9]) == {1}


async def test_a_delivery_that_ends_twice_counts_as_it_is_then(storage: Storage):
    occasion, store = await opened(storage), ReminderStore(storage)
    first = Delivered(What.STEP, NOW, Parts(mentioned=80, failed=20), "missed")
    then = Delivered(What.STEP, NOW, Parts(mentioned=100), "done")
    async with storage.write() as connection:
        await store.note(connection, occasion, first)
        await store.note(connection, occasion, then)
    assert await store.delivered(GUILD, occasion.occurrence.id) == [then]
    await store.forget_guild(GUILD)
    assert await store.delivered(GUILD, occasion.occurrence.id) == []
