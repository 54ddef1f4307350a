"""Seats are decided once, however many press at the same time, on both databases."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import MovableClock
from bot.errors import NotAllowedError, NotFoundError
from bot.storage import Storage
from cogs.events.records import Answer, Counts, Occasion, Status
from cogs.events.seats.records import Answered, Offer
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore, occasion_of
from tests.events.making import GUILD, NOW, opened

GOING, MAYBE, CANT, WAITING = Answer.GOING, Answer.MAYBE, Answer.CANT, Answer.WAITING


class Told:
    """Who was offered a seat, in order."""

    def __init__(self) -> None:
        self.offers: list[Offer] = []

    async def follow(self, _: AsyncConnection, __: Occasion, offers: Sequence[Offer]) -> None:
        self.offers.extend(offers)

    @property
    def members(self) -> list[int]:
        return [offer.member_id for offer in self.offers]


class Room:
    """One opened date, and what members do."""

    def __init__(self, storage: Storage, occasion: Occasion) -> None:
        self.occasion = occasion
        self.told = Told()
        self.store = SeatStore(storage, follow=self.told.follow)
        self.id = occasion.occurrence.id

    async def say(self, member: int, answer: Answer, at: datetime = NOW) -> Answered:
        return await self.store.answer(GUILD, self.id, member, answer, now=at)

    async def going(self) -> list[int]:
        return await self.store.who(GUILD, self.id, [GOING])

    async def waiting(self) -> list[int]:
        return await self.store.who(GUILD, self.id, [WAITING])


async def room(storage: Storage, capacity: int | None = 2) -> Room:
    return Room(storage, await opened(storage, capacity))


async def test_two_hundred_who_press_at_once_get_thirty_seats_and_170_places_in_line(
    storage: Storage,
):
    here = await room(storage, 30)

    answers = await asyncio.gather(*(here.say(member, GOING) for member in range(1, 201)))

    came = Counter(answered.rsvp.answer for answered in answers)
    assert came == {GOING: 30, WAITING: 170}
    assert await here.store.counts(GUILD, here.id) == Counts(going=30, waiting=170)
    places = sorted(a.place for a in answers if a.rsvp.answer is WAITING)
    assert places == list(range(1, 171))
    in_order = sorted(answers, key=lambda answered: answered.rsvp.number)
    assert [a.rsvp.member_id for a in in_order[:30]] == await here.going()
    assert [a.rsvp.member_id for a in in_order[30:]] == await here.waiting()


async def test_all_seats_that_are_given_back_at_once_go_on_in_order_and_none_twice(
    storage: Storage,
):
    here = await room(storage, 10)
    for member in range(1, 31):
        await here.say(member, GOING)

    await asyncio.gather(*(here.say(member, CANT) for member in range(1, 11)))

    assert await here.going() == list(range(11, 21))
    assert await here.waiting() == list(range(21, 31))
    assert here.told.members == list(range(11, 21))


async def test_a_freed_seat_goes_to_the_first_in_line(storage: Storage):
    here = await room(storage)
    for member in (1, 2, 3, 4):
        await here.say(member, GOING)

    await here.say(1, MAYBE)

    assert await here.going() == [2, 3]
    assert here.told.offers == [Offer(3, 3)]


async def test_pressing_twice_changes_nothing(storage: Storage):
    here = await room(storage, 1)
    await here.say(1, GOING)
    waits = await here.say(2, GOING)
    await here.say(3, GOING)

    again = await here.say(2, GOING)

    assert (waits.place, again.place) == (1, 1)
    assert again.rsvp.number == waits.rsvp.number
    assert await here.waiting() == [2, 3]


async def test_who_leaves_the_line_and_comes_back_is_last(storage: Storage):
    here = await room(storage, 1)
    for member in (1, 2, 3):
        await here.say(member, GOING)

    await here.say(2, CANT)
    back = await here.say(2, GOING)

    assert back.place == 2
    assert await here.waiting() == [3, 2]
    await here.say(1, CANT)
    assert await here.going() == [3]


async def test_shortly_before_the_start_a_seat_is_kept_and_then_goes_on(storage: Storage):
    here = await room(storage, 1)
    for member in (1, 2, 3):
        await here.say(member, GOING)
    late = here.occasion.occurrence.starts - timedelta(hours=1)

    await here.say(1, CANT, late)
    (kept,) = here.told.offers
    assert kept == Offer(2, 2, late + timedelta(minutes=15))
    stranger = await here.say(4, GOING, late + timedelta(minutes=1))
    assert stranger.rsvp.answer is WAITING

    over = late + timedelta(minutes=15)
    too_early = await here.store.end_hold(GUILD, here.id, 2, 2, now=late + timedelta(minutes=14))
    assert not too_early
    assert await here.store.end_hold(GUILD, here.id, 2, 2, now=over)
    assert here.told.members == [2, 3]
    assert (await here.store.mine(GUILD, here.id, 2) or stranger.rsvp).answer is MAYBE
    assert not await here.store.end_hold(GUILD, here.id, 2, 2, now=over)


async def test_a_kept_seat_is_taken_with_going_and_given_back_with_cant(storage: Storage):
    here = await room(storage, 1)
    for member in (1, 2, 3):
        await here.say(member, GOING)
    late = here.occasion.occurrence.starts - timedelta(hours=1)
    await here.say(1, CANT, late)

    await here.say(2, CANT, late)
    taken = await here.say(3, GOING, late)

    assert here.told.members == [2, 3]
    assert taken.rsvp.answer is GOING
    assert taken.rsvp.held_until is None
    assert not await here.store.end_hold(GUILD, here.id, 3, 3, now=late + timedelta(hours=1))
    assert await here.going() == [3]


async def test_a_bigger_room_takes_those_who_wait_and_a_smaller_one_sends_nobody_away(
    storage: Storage,
):
    here = await room(storage, 1)
    for member in (1, 2, 3, 4):
        await here.say(member, GOING)
    events = EventStore(storage)

    async def resize(capacity: int) -> None:
        async with storage.write() as connection:
            occasion = await events.occasion_in(connection, GUILD, here.id)
            assert occasion is not None
            changed = {**occasion.occurrence.changes, "capacity": capacity}
            row = replace(occasion.occurrence, changes=changed)
            kept = occasion_of(occasion.event, row)
            await events.save_occurrence(connection, kept.occurrence)
            await here.store.settle(connection, kept, NOW)

    await resize(3)
    assert await here.going() == [1, 2, 3]
    assert here.told.members == [2, 3]

    await resize(1)
    assert await here.going() == [1, 2, 3]
    await here.say(1, CANT)
    assert await here.going() == [2, 3]


async def test_nobody_signs_up_for_what_is_over_called_off_or_elsewhere(storage: Storage):
    here = await room(storage)

    with pytest.raises(NotAllowedError, match="is over"):
        await here.say(1, GOING, here.occasion.occurrence.ends)
    with pytest.raises(NotFoundError):
        await here.store.answer(GUILD + 1, here.id, 1, GOING, now=NOW)

    async with storage.write() as connection:
        gone = replace(here.occasion.occurrence, status=Status.CANCELLED)
        await EventStore(storage).save_occurrence(connection, gone)
    with pytest.raises(NotAllowedError, match="does not take place"):
        await here.say(1, GOING)
    assert await here.store.counts(GUILD, here.id) == Counts()


async def test_a_forgotten_members_seat_goes_to_the_first_in_line(storage: Storage):
    occasion = await opened(storage, 1)
    told = Told()
    store = SeatStore(storage, MovableClock(NOW), told.follow)
    for member in (1, 2):
        await store.answer(GUILD, occasion.occurrence.id, member, GOING, now=NOW)

    await store.forget_member(1)
    await store.forget_member(1)

    assert told.members == [2]
    assert await store.who(GUILD, occasion.occurrence.id, list(Answer)) == [2]
    assert await store.export_member(1) is None
    assert await store.export_member(2) is not None
