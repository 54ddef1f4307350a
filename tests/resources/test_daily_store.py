"""Plans and days as they are kept, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.jobs.recurrence import Plan
from bot.storage import Storage
from cogs.resources.daily.records import Choices, DailyPlan, Day, DayState, Draft, Wishes
from cogs.resources.daily.store import DailyStore
from tests.resources.daily_stock import FIRST, day_after, posted

HERE, ELSEWHERE = 1, 2
WEEKDAYS = Plan("America/New_York", datetime(2027, 1, 4, 9), "FREQ=WEEKLY;BYDAY=MO,TU")  # noqa: DTZ001
CHOICES = Choices(
    5, Wishes(frozenset({"bias-equity"}), frozenset({"video", "article"})), role_id=6, thread=True
)
PLAN = DailyPlan(7, CHOICES, WEEKDAYS, head=WEEKDAYS.starts)


@pytest.fixture
def store(storage: Storage) -> DailyStore:
    return DailyStore(storage)


async def test_a_plan_comes_back_as_it_was_kept(storage: Storage, store: DailyStore):
    paused = replace(PLAN, head=None, paused_until=datetime(2027, 2, 1, tzinfo=UTC))
    async with storage.write() as within:
        for plan in (PLAN, paused):
            await store.keep_plan(within, HERE, plan)
            assert await store.plan(within, HERE) == plan
        assert await store.plan(within, ELSEWHERE) is None


async def test_a_draft_stands_beside_the_plan(storage: Storage, store: DailyStore):
    draft, unclear = Draft(8, Choices(9), WEEKDAYS), Draft(10, Choices(9), None)
    async with storage.write() as within:
        await store.keep_plan(within, HERE, PLAN)
        for each in (draft, unclear):
            await store.keep_draft(within, HERE, each)
            assert await store.draft(within, HERE) == each
        await store.drop_draft(within, HERE)

        assert await store.draft(within, HERE) is None
        assert await store.plan(within, HERE) == PLAN


async def test_days_are_kept_one_for_each_date(storage: Storage, store: DailyStore):
    planned = Day(FIRST, "r1", "About r1", 1, pinned=True, instead_of="About r0")
    done = replace(planned, state=DayState.POSTED, job_id=3, channel_id=4, message_id=5)
    async with storage.write() as within:
        await store.keep_days(within, HERE, [planned])
        await store.keep_days(within, HERE, [done])

        assert await store.day(within, HERE, FIRST) == done
        assert await store.day(within, HERE, day_after(1)) is None
        assert await store.day(within, ELSEWHERE, FIRST) is None


async def test_two_rounds_and_all_that_is_planned_are_recent(storage: Storage, store: DailyStore):
    days = [posted(n, f"r{n}", round=n + 1) for n in range(5)]
    ahead = Day(date(2028, 1, 1), "pin", "A pin of long ago", 1, pinned=True)
    async with storage.write() as within:
        await store.keep_days(within, HERE, [*days, ahead])
        await store.keep_days(within, ELSEWHERE, [posted(9, "other", round=99)])

        assert list((await store.recent_days(within, HERE)).values()) == [*days[3:], ahead]
        assert await store.recent_days(within, 3) == {}


async def test_a_stopped_plan_leaves_what_was_posted(storage: Storage, store: DailyStore):
    done, planned = posted(0, "r0"), Day(day_after(1), "r1", "About r1", 1)
    async with storage.write() as within:
        await store.keep_plan(within, HERE, PLAN)
        await store.keep_days(within, HERE, [done, planned])
        await store.drop_plan(within, HERE)

        assert await store.plan(within, HERE) is None
        assert await store.recent_days(within, HERE) == {done.day: done}


async def test_a_day_that_is_dropped_is_free(storage: Storage, store: DailyStore):
    async with storage.write() as within:
        await store.keep_days(within, HERE, [posted(0, "r0"), posted(1, "r1")])
        await store.drop_days(within, HERE, [])
        await store.drop_days(within, HERE, [FIRST])

        assert list(await store.recent_days(within, HERE)) == [day_after(1)]


async def test_a_server_is_forgotten_whole_and_alone(storage: Storage, store: DailyStore):
    async with storage.write() as within:
        for guild in (HERE, ELSEWHERE):
            await store.keep_plan(within, guild, PLAN)
            await store.keep_days(within, guild, [posted(0, "r0")])

    await store.forget_guild(HERE)

    async with storage.read() as within:
        assert await store.plan(within, HERE) is None
        assert await store.recent_days(within, HERE) == {}
        assert await store.plan(within, ELSEWHERE) == PLAN
