"""The resource of the day, killed at any step: one message, one thread, one next day planned."""

import random
import shutil
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.records import State
from bot.jobs.recurrence import Plan
from bot.playground.server import Playground
from bot.settings import PROJECT
from bot.when.instants import wall_time
from cogs.resources.daily.records import Choices, DayState
from cogs.resources.daily.store import DailyStore
from tests.faults.processes import Scene
from tests.jobs.house import until
from tests.resources.daily_house import Shelf, daily_in, house_of
from tests.resources.daily_stock import resource

# In one of them it is far from midnight, whenever this runs.
ZONES = ("Europe/London", "Pacific/Auckland")
# Posted, not noted; noted, no thread yet; both there, and the next day not planned.
POINTS = ("answered", "recorded", "recorded:2")
COUNT = 9


@pytest.fixture
async def scene(playground: Playground, tmp_path: Path) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, f"sqlite:///{tmp_path / 'attune.db'}", tmp_path)
    scene.cogs = ("cogs.resources",)
    (scene.catalog / "resources").mkdir()
    for file in sorted((PROJECT / "catalog" / "resources").glob("*.yaml"))[:COUNT]:
        shutil.copy(file, scene.catalog / "resources")
    yield scene
    await scene.storage.close()


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_a_point(scene: Scene, point: str):
    clock, guild_id = scene.playground.clock, scene.server.guild.id
    slugs = [file.stem for file in sorted((scene.catalog / "resources").glob("*.yaml"))]
    house = house_of(scene.storage, clock, random.Random(1))
    daily = daily_in(house, Shelf([resource(slug) for slug in slugs]))
    zone = min(ZONES, key=lambda name: abs(wall_time(clock.now(), ZoneInfo(name)).hour - 12))
    soon = wall_time(clock.now(), ZoneInfo(zone)) + timedelta(minutes=5)
    choices = Choices(scene.server.general.id, thread=True)
    draft = await daily.drafts.begin(guild_id, choices, Plan(zone, soon, "FREQ=DAILY"))
    ahead = await daily.drafts.save(guild_id, draft.serial, by=scene.server.people["Olu"].id)
    (job,) = await scene.store.unfinished(guild_id)
    clock.advance_to(job.due_at)

    await scene.dies(point)
    async with scene.attune():

        async def is_done() -> bool:
            now = await scene.store.job(job.id)
            return now is not None and now.state is State.DONE

        await until(is_done)

    (post,) = [m for m in scene.server.general.messages.values() if m.type == 0]
    assert post.thread_id == post.id
    (following,) = await scene.store.unfinished(guild_id)
    assert following.due_at - job.due_at < timedelta(hours=26)
    async with scene.storage.read() as within:
        days = await DailyStore(scene.storage).recent_days(within, guild_id)
    today = ahead.coming[0].day
    assert today is not None
    kept = days[today.day]
    assert (kept.slug, kept.state, kept.message_id) == (today.slug, DayState.POSTED, post.id)
    assert [days[c.day.day].slug for c in ahead.coming[1:] if c.day] == [
        c.day.slug for c in ahead.coming[1:] if c.day
    ]
