"""Hundreds of days in a row: what `/daily upcoming` showed is what is then posted.

Meanwhile resources are added, retired and brought back, days are pinned and swapped, the plan is
paused, Attune is down for hours or days, and clocks change.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.records import State
from bot.storage import Storage
from cogs.resources.daily.records import DayState
from cogs.resources.daily.store import DailyStore
from tests.resources.daily_house import GUILD, OLU, Server
from tests.resources.daily_stock import KINDS, TOPICS, resource, resources

# Clocks go forward in New York on 14 March, back in Sydney on 4 April, and again in autumn.
START = datetime(2027, 3, 8, 0, tzinfo=UTC)
PLACES = ("America/New_York", "Australia/Sydney")
HOUR = timedelta(hours=1)


@dataclass
class Story:
    """What organisers were shown last, and what may differ from it, by day."""

    server: Server
    zone: str
    chance: random.Random
    shown: dict[date, str | None] = field(default_factory=dict[date, str | None])
    added: int = 0
    seen: Counter[str] = field(default_factory=Counter[str])

    async def look(self, *changed: date) -> None:
        """Look at the next seven: only these days may have changed, and what was withdrawn."""
        hidden = self.server.shelf.hidden
        ahead = await self.server.coming()
        now = {c.occurrence.planned.date(): c.day and c.day.slug for c in ahead}
        for day, slug in now.items():
            before = self.shown.get(day, slug)
            assert slug == before or day in changed or before in hidden, f"{day}: {before}, {slug}"
        assert len(now) == 7
        self.shown = now

    async def live(self) -> None:
        """One day of organisers and of the catalogue."""
        events = (self.add, self.retire, self.bring_back, self.pin, self.swap, self.pause)
        if self.chance.random() < 0.6:
            event = self.chance.choice(events)
            self.seen[event.__name__] += 1
            await event()

    async def add(self) -> None:
        self.added += 1
        new = resource(f"new{self.added}", self.chance.choice(KINDS), self.chance.choice(TOPICS))
        self.server.shelf.all[new.slug] = new
        await self.look()

    async def retire(self) -> None:
        shown = self.server.shelf.shown(GUILD)
        if len(shown) > 12:
            self.server.shelf.hidden.add(self.chance.choice(shown).slug)
            await self.look()

    async def bring_back(self) -> None:
        if self.server.shelf.hidden:
            self.server.shelf.hidden.discard(self.chance.choice(sorted(self.server.shelf.hidden)))
        await self.look()

    async def pin(self) -> None:
        slug = self.chance.choice(self.server.shelf.shown(GUILD)).slug
        ahead = await self.server.coming()
        day = self.chance.choice(ahead).occurrence.planned.date()
        moved = [other for other, planned in self.shown.items() if planned == slug]
        await self.server.daily.planning.pin(GUILD, day, slug)
        await self.look(day, *moved)
        assert self.shown[day] == slug

    async def swap(self) -> None:
        day = self.chance.choice(await self.server.coming()).occurrence.planned.date()
        await self.server.daily.planning.swap(GUILD, day)
        await self.look(day)

    async def pause(self) -> None:
        days = self.chance.randint(1, 4)
        until = self.server.clock.now() + days * timedelta(days=1)
        if self.chance.random() < 0.5:
            await self.server.daily.planning.pause(GUILD, until, by=OLU)
        else:
            await self.server.daily.planning.pause(GUILD, None, by=OLU)
            self.server.clock.advance_to(until)
            await self.server.daily.planning.resume(GUILD, by=OLU)
        await self.look()


async def goes_on(story: Story) -> None:
    """Until the next post: on time, or after hours or days in which Attune was not running."""
    server = story.server
    job = await server.head_job()
    assert job is not None
    down = story.chance.choice([0, 0, 0, 0, 0, 0, 2, 8, 20, 60]) * HOUR
    story.seen[f"down {down}"] += 1
    server.clock.advance_to(job.due_at + down)
    withdrawn = None
    if story.chance.random() < 0.1:
        # Between what was shown and the post.
        withdrawn = story.shown[min(story.shown)]
        assert withdrawn is not None
        server.shelf.hidden.add(withdrawn)
    before = len(server.posts)

    await server.catch_up()

    for post in server.posts[before:]:
        due = await server.house.jobs.store.job(post.job_id)
        assert due is not None
        local = due.due_at.astimezone(ZoneInfo(story.zone))
        assert (local.hour, local.minute) == (9, 0)
        assert post.at.astimezone(ZoneInfo(story.zone)).date() == local.date()
        promised = story.shown[local.date()]
        if promised == withdrawn:
            assert f"“About {promised}” was planned" in str(due.reason)
        else:
            assert post.title == f"About {promised}"
            assert due.reason is None or f"I posted “{post.title}” instead" in due.reason
    await story.look()


async def simulate(storage: Storage, count: int, zone: str, seed: int) -> Story:
    server = await Server.of(storage, resources(20), seed=seed, start=START, zone=zone)
    await server.schedule(zone=zone)
    story = Story(server, zone, random.Random(seed))
    await story.look()
    end = START + timedelta(days=count)
    while server.clock.now() < end:
        await story.live()
        await goes_on(story)
    return story


async def check(story: Story) -> None:
    """Every day is accounted for, each post came once, and no round had one twice."""
    server = story.server
    async with server.storage.read() as within:
        store = DailyStore(server.storage)
        since = [START.date() + timedelta(days=n) for n in range(420)]
        found = [await store.day(within, GUILD, day) for day in since]
    days = [day for day in found if day is not None]
    posted = [day for day in days if day.state is DayState.POSTED]
    missed = [day for day in days if day.state is DayState.MISSED]
    assert [f"About {day.slug}" for day in posted] == [post.title for post in server.posts]
    assert len({post.job_id for post in server.posts}) == len(server.posts)
    for day in missed:
        job = await server.house.jobs.store.job(day.job_id or 0)
        assert job is not None
        assert job.state is State.MISSED
    came = Counter((day.round, day.slug) for day in posted if not day.pinned)
    assert [each for each, times in came.items() if times > 1] == []


@pytest.mark.parametrize("zone", PLACES)
async def test_forty_days(sqlite_storage: Storage, zone: str):
    story = await simulate(sqlite_storage, 40, zone, seed=40)

    await check(story)
    assert len(story.server.posts) > 15


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("zone", PLACES)
async def test_four_hundred_days(storage: Storage, zone: str, seed: int):
    story = await simulate(storage, 400, zone, seed)

    await check(story)
    assert {"add", "retire", "bring_back", "pin", "swap", "pause"} <= story.seen.keys()
    assert len(story.server.posts) > 150
