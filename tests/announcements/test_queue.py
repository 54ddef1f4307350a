"""What is planned has a job, and the two are always in step."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import InvalidInputError
from bot.jobs.planning import Jobs
from bot.jobs.records import State as JobState
from bot.jobs.tables import jobs as job_rows
from bot.storage import Storage
from cogs.announcements.history import History
from cogs.announcements.queue import NOW_POSTING, POST
from cogs.announcements.records import (
    Announcement,
    State,
)
from cogs.announcements.store import Announcements
from cogs.announcements.times import at_once
from tests.announcements.kept import (
    MEI,
    OLU,
    PLACE,
    SOON,
    Change,
    cancel,
    change,
    draft,
    plan,
    retitle,
)


async def waiting(queue: Jobs) -> list[tuple[str, datetime]]:
    return [(job.kind, job.due_at) for job in await queue.store.unfinished(1)]


async def test_what_is_planned_is_in_the_queue_and_nothing_else_is(
    store: Announcements, queue: Jobs
):
    made = await store.create(draft(), OLU)
    assert await waiting(queue) == []

    await change(store, made.id, plan)
    assert await waiting(queue) == [(POST, SOON)]

    later = at_once(SOON + timedelta(hours=1), "Europe/London")
    await change(store, made.id, lambda found: plan(replace(found, timing=later)))
    assert await waiting(queue) == [(POST, SOON + timedelta(hours=1))]

    await change(store, made.id, lambda found: replace(found, state=State.PAUSED))
    assert await waiting(queue) == []

    await change(store, made.id, plan)
    await change(store, made.id, cancel)
    assert await waiting(queue) == []

    await change(store, made.id, plan)
    await store.delete(1, made.id)
    assert await waiting(queue) == []


async def test_a_job_carries_the_present_title_channel_and_planner(
    store: Announcements, queue: Jobs
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)

    await change(store, made.id, retitle("Hallo"))
    await change(store, made.id, lambda found: replace(found, planned_by=MEI))
    moved = replace(PLACE, channel_id=99)
    await change(store, made.id, lambda found: replace(found, placing=moved))

    (job,) = await queue.store.unfinished(1)
    assert (job.payload["title"], job.channel_id, job.planned_by) == ("Hallo", 99, MEI)


async def set_job(storage: Storage, **values: object) -> None:
    async with storage.write() as connection:
        await connection.execute(job_rows.update().values(**values))


@pytest.mark.parametrize("revise", [retitle("Hallo"), cancel], ids=["text", "calling off"])
async def test_what_is_being_posted_is_not_changed(
    storage: Storage, store: Announcements, revise: Change
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)
    await set_job(storage, state=JobState.RUNNING)

    with pytest.raises(InvalidInputError, match="being posted at this very moment"):
        await change(store, made.id, revise)
    assert await store.announcement(1, made.id) == made
    assert NOW_POSTING


async def test_an_undecided_job_is_kept_until_it_is_planned_anew_or_called_off(
    storage: Storage, store: Announcements, queue: Jobs
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)
    await set_job(storage, state=JobState.STOPPED)
    await change(store, made.id, lambda found: replace(found, state=State.DRAFT, trouble="Lost"))

    await change(store, made.id, retitle("Hallo"))
    assert len(await waiting(queue)) == 1

    await change(store, made.id, cancel)
    assert await waiting(queue) == []


async def test_changes_at_the_same_time_all_hold(storage: Storage, store: Announcements):
    made = await store.create(draft(title="0"), OLU)

    def add_one(found: Announcement) -> Announcement:
        return retitle(str(int(found.content.title) + 1))(found)

    await asyncio.gather(*(change(store, made.id, add_one) for _ in range(20)))

    found = await store.announcement(1, made.id)
    assert found.content.title == "20"
    assert found.version == 21
    assert len(await History(storage).versions(1, made.id)) == 21


async def test_changes_and_the_end_of_a_post_do_not_wait_for_each_other_for_ever(
    storage: Storage, store: Announcements, queue: Jobs
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)

    async def end_a_job() -> None:
        async with storage.write() as connection:
            await connection.execute(job_rows.update().values(reason="as the runner does"))
            await asyncio.sleep(0)
            await store.locked(connection, 1, made.id)

    await asyncio.gather(
        *(end_a_job() for _ in range(10)),
        *(change(store, made.id, retitle(str(n))) for n in range(10)),
    )

    assert len(await waiting(queue)) == 1
