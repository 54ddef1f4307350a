"""Parts of the feature hear of each change of a date, in its transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import MovableClock
from bot.errors import InvalidInputError, NotFoundError
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.jobs.run import Run
from bot.storage import Storage
from cogs.events import plans
from cogs.events.cancelling import Cancelling
from cogs.events.changing import Changing, Wanted
from cogs.events.core import Core
from cogs.events.records import Answer, Change, Event, Occasion, Status
from tests.events.making import DETAILS, GUILD, HOST, NOW, STARTS, WEEKLY, event

WEEK = timedelta(days=7)
KINDS = (
    plans.HANDED,
    plans.POST,
    plans.EDIT,
    plans.AGAIN,
    plans.NEXT,
    plans.NOTICE,
    plans.SEAT,
    plans.HELD,
)


@dataclass
class StandIn:
    """As much of a house as planning needs: no Discord."""

    storage: Storage
    clock: MovableClock
    jobs: Jobs


class Hearing:
    """Remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[Change, datetime]] = []

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        assert not within.closed
        self.heard.append((change, occasion.occurrence.starts))


class Desk:
    """Planning with one that hears."""

    def __init__(self, storage: Storage) -> None:
        clock = MovableClock(NOW)
        self.jobs = Jobs(storage, clock)
        for name in KINDS:
            self.jobs.add_kind(JobKind(name, nothing, timedelta(days=1), lambda _: "A job"))
        self.core = Core(cast("Any", StandIn(storage, clock, self.jobs)))
        self.hearing = Hearing()
        self.core.followers.join(self.hearing)
        self.changing = Changing(self.core.planning, self.core.seats)
        self.cancelling = Cancelling(self.core.planning, self.core.seats)
        self.storage = storage

    async def plan(self, **more: Any) -> Occasion:
        async with self.storage.write() as connection:
            return await self.core.planning.create(connection, event(**more))

    async def planned(self) -> list[tuple[str, datetime]]:
        found = await self.jobs.store.unfinished(GUILD)
        return [(job.kind, job.due_at) for job in found]

    async def opened(self, training: Event) -> Occasion:
        (found,) = await self.core.store.opened(GUILD, NOW)
        assert found.event.id == training.id
        return found


async def nothing(_: Run) -> None:
    pass


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


async def test_a_new_training_is_opened_with_its_post_and_its_next_date_planned(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)

    starts = occasion.occurrence.starts
    assert desk.hearing.heard == [(Change.OPENED, starts)]
    assert [kind for kind, _ in await desk.planned()] == [plans.POST, plans.NEXT]
    assert (plans.NEXT, starts + timedelta(minutes=90)) in await desk.planned()


async def test_a_single_training_plans_no_next_date(desk: Desk):
    await desk.plan()

    assert [kind for kind, _ in await desk.planned()] == [plans.POST]


async def test_opening_the_next_date_twice_is_once(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)

    await desk.core.planning.open_next(GUILD, occasion.event.id)
    await desk.core.planning.open_next(GUILD, occasion.event.id)

    assert len(desk.hearing.heard) == 1
    assert len(await desk.core.store.occurrences_of(occasion.event)) == 1


async def test_a_moved_date_is_heard_of_and_the_next_one_waits_for_its_new_end(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    later = STARTS + timedelta(hours=3)

    await desk.changing.edit_date(occasion.event, STARTS, Wanted(DETAILS, instead=later))

    moved = occasion.occurrence.starts + timedelta(hours=3)
    assert desk.hearing.heard[-1] == (Change.MOVED, moved)
    assert (plans.NEXT, moved + timedelta(minutes=90)) in await desk.planned()
    found = await desk.opened(occasion.event)
    assert found.occurrence.planned == STARTS
    assert found.event.sequence == 1


async def test_an_edited_date_is_heard_of(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    wanted = Wanted(replace(DETAILS, title="With a guest"))

    await desk.changing.edit_date(occasion.event, STARTS, wanted)

    assert desk.hearing.heard[-1][0] is Change.EDITED
    assert (await desk.opened(occasion.event)).details.title == "With a guest"
    assert (await desk.opened(occasion.event)).event.details.title == DETAILS.title


async def test_an_edit_of_a_date_that_is_not_open_yet_is_not_heard_of(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    wanted = Wanted(replace(DETAILS, title="With a guest"))

    await desk.changing.edit_date(occasion.event, STARTS + WEEK, wanted)

    assert [change for change, _ in desk.hearing.heard] == [Change.OPENED]


async def test_a_cancelled_date_is_heard_of_and_the_next_one_opens_at_once(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)

    await desk.cancelling.cancel_date(occasion.event, STARTS, "")

    assert desk.hearing.heard[-1] == (Change.CANCELLED, occasion.occurrence.starts)
    job = next(j for j in await desk.jobs.store.unfinished(GUILD) if j.kind == plans.NEXT)
    assert job.due_at - NOW < timedelta(minutes=1)
    await desk.core.planning.open_next(GUILD, occasion.event.id)
    assert desk.hearing.heard[-1] == (Change.OPENED, occasion.occurrence.starts + WEEK)


async def test_a_notice_is_planned_only_where_somebody_answered(desk: Desk):
    silent, loud = await desk.plan(), await desk.plan()
    await desk.core.seats.answer(GUILD, loud.occurrence.id, 1, Answer.MAYBE, now=NOW)

    for occasion in (silent, loud):
        await desk.cancelling.cancel_all(occasion.event, STARTS, "")

    found = await desk.jobs.store.unfinished(GUILD)
    notices = [job.payload["occurrence"] for job in found if job.kind == plans.NOTICE]
    assert notices == [loud.occurrence.id]


async def test_all_keeps_what_is_over_as_it_was_and_the_answers_of_the_next(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    await desk.core.seats.answer(GUILD, occasion.occurrence.id, 1, Answer.GOING, now=NOW)
    clock = cast("MovableClock", desk.core.house.clock)
    clock.advance(occasion.occurrence.ends - NOW + timedelta(minutes=1))
    await desk.core.planning.open_next(GUILD, occasion.event.id)
    second = STARTS + WEEK
    later = replace(WEEKLY, starts=second + timedelta(hours=1), count=9)
    rows = await desk.core.store.occurrences_of(occasion.event)
    await desk.core.seats.answer(GUILD, rows[1].id, 2, Answer.GOING, now=clock.now())

    wanted = Wanted(replace(DETAILS, title="Part two"), plan=later)
    kept = await desk.changing.edit_all(occasion.event, second, wanted)

    past, following = await desk.core.store.occurrences_of(kept)
    found = await desk.core.store.occasion(GUILD, past.id)
    assert found is not None
    assert (found.details.title, found.occurrence.planned) == (DETAILS.title, STARTS)
    assert following.id == rows[1].id
    assert following.planned == second + timedelta(hours=1)
    assert await desk.core.seats.who(GUILD, following.id, [Answer.GOING]) == [2]
    assert desk.hearing.heard[-1] == (Change.MOVED, following.starts)


async def test_all_from_a_later_date_on_makes_a_training_of_its_own(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    second, third = STARTS + WEEK, STARTS + 2 * WEEK
    edited = Wanted(replace(DETAILS, title="Edited by itself", capacity=5))
    await desk.changing.edit_date(occasion.event, third, edited)

    wanted = Wanted(replace(DETAILS, title="Part two"))
    kept = await desk.changing.edit_all(occasion.event, second, wanted)

    before = await desk.core.store.event(GUILD, occasion.event.id)
    assert before is not None
    assert (before.plan.count, kept.plan.count) == (1, 9)
    assert kept.id != before.id
    (row,) = await desk.core.store.occurrences_of(kept)
    assert row.planned == third
    assert row.changes == {"capacity": 5}
    assert len(await desk.core.store.occurrences_of(before)) == 1


async def test_all_with_another_time_drops_edits_of_dates_that_are_gone(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    edited = Wanted(replace(DETAILS, title="Edited by itself"))
    await desk.changing.edit_date(occasion.event, STARTS + WEEK, edited)
    moved = replace(WEEKLY, starts=STARTS + WEEK)

    kept = await desk.changing.edit_all(occasion.event, STARTS, Wanted(DETAILS, plan=moved))

    (row,) = await desk.core.store.occurrences_of(kept)
    assert row.id == occasion.occurrence.id
    assert row.planned == STARTS + WEEK
    assert row.changes == {}


async def test_all_onto_a_cancelled_date_is_refused(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    await desk.cancelling.cancel_date(occasion.event, STARTS, "")
    await desk.core.planning.open_next(GUILD, occasion.event.id)
    again = replace(WEEKLY, starts=STARTS)

    with pytest.raises(InvalidInputError, match="at that very time"):
        await desk.changing.edit_all(occasion.event, STARTS + WEEK, Wanted(DETAILS, plan=again))
    assert (await desk.opened(occasion.event)).occurrence.planned == STARTS + WEEK


async def test_cancelling_later_dates_leaves_those_before(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)

    kept = await desk.cancelling.cancel_all(occasion.event, STARTS + 2 * WEEK, "")

    assert kept.status is Status.PLANNED
    assert kept.plan.count == 2
    assert [change for change, _ in desk.hearing.heard] == [Change.OPENED]


async def test_a_single_training_that_becomes_a_series_plans_its_next_date(desk: Desk):
    occasion = await desk.plan()

    await desk.changing.edit_all(occasion.event, STARTS, Wanted(DETAILS, plan=WEEKLY))

    assert (plans.NEXT, occasion.occurrence.ends) in await desk.planned()


async def test_what_is_cancelled_can_be_changed_no_more(desk: Desk):
    occasion = await desk.plan()
    await desk.cancelling.cancel_all(occasion.event, STARTS, "No host.")

    with pytest.raises(NotFoundError):
        await desk.changing.edit_all(occasion.event, STARTS, Wanted(DETAILS))
    with pytest.raises(NotFoundError):
        await desk.cancelling.cancel_all(occasion.event, STARTS, "")
    await desk.core.planning.open_next(GUILD, occasion.event.id)
    assert await desk.core.store.opened(GUILD, NOW) == []


async def test_a_date_is_called_off_once(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY)
    await desk.cancelling.cancel_date(occasion.event, STARTS, "")

    with pytest.raises(InvalidInputError, match="called off already"):
        await desk.cancelling.cancel_date(occasion.event, STARTS, "")


async def test_a_training_without_a_date_to_come_is_not_planned(desk: Desk):
    past = replace(WEEKLY, starts=STARTS - 100 * WEEK, count=3)

    with pytest.raises(InvalidInputError, match="no date that is still to come"):
        await desk.plan(plan=past)
    assert await desk.core.store.planned(NOW, GUILD) == []


async def test_a_forgotten_host_leaves_the_training_as_it_is(desk: Desk):
    occasion = await desk.plan(plan=WEEKLY, hosts=(HOST, 71))
    store = desk.core.store
    assert await store.export_member(HOST) is not None

    await store.forget_member(HOST)
    await store.forget_member(HOST)

    kept = await store.event(GUILD, occasion.event.id)
    assert kept is not None
    assert (kept.hosts, kept.planned_by) == ((71,), None)
    assert await store.export_member(HOST) is None
    await store.forget_guild(GUILD)
    assert await store.event(GUILD, occasion.event.id) is None
    assert await store.occasion(GUILD, occasion.occurrence.id) is None
