"""The resource of the day on a real queue and database, with a clock to move and no Discord."""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

from bot.catalog.records import Resource
from bot.clock import MovableClock
from bot.delivery.delivering import Delivery
from bot.delivery.records import Sent
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.jobs.planning import Jobs
from bot.jobs.records import Job, State
from bot.jobs.recurrence import Plan
from bot.jobs.run import Run
from bot.jobs.runner import Runner
from bot.reviews.records import Standing
from bot.storage import Storage
from bot.ui.panels import Panel
from cogs.resources.daily.book import key_of
from cogs.resources.daily.desk import Daily
from cogs.resources.daily.records import Choices, Coming

GUILD, CHANNEL, OLU = 10, 20, 30
MORNING = datetime(2027, 1, 4, 6, tzinfo=UTC)
WITHIN_SECONDS = 20.0


class Shelf:
    """A pool that tests fill and empty."""

    def __init__(self, resources: list[Resource]) -> None:
        self.all = {resource.slug: resource for resource in resources}
        self.hidden: set[str] = set()
        self.reviewed: set[str] = set()

    def shown(self, guild_id: int | None) -> list[Resource]:
        return [r for r in self.all.values() if r.slug not in self.hidden]

    def resource(self, guild_id: int | None, slug: str) -> Resource | None:
        return self.all.get(slug)

    async def complete(
        self, guild_id: int | None, typed: str, *, limit: int = 25
    ) -> list[Resource]:
        return [r for r in self.shown(guild_id) if typed in r.title][:limit]

    def standing(self, guild_id: int | None, resource: Resource) -> Standing:
        from bot.reviews.records import State as ReviewState

        reviewed = resource.slug in self.reviewed
        return Standing(ReviewState.APPROVED if reviewed else ReviewState.UNREVIEWED)


@dataclass(frozen=True)
class Post:
    """What was posted: when, and which."""

    at: datetime
    title: str
    job_id: int


class Recorder:
    """Posts nowhere, but keeps the steps as a delivery does."""

    def __init__(self, run: Run, posts: list[Post], trouble: list[Exception]) -> None:
        self._run = run
        self._posts = posts
        self._trouble = trouble

    async def send(self, step: str, channel_id: int, panel: Panel, **_: Any) -> Sent:
        if (done := self._run.done(step)) is not None:
            return Sent.of_json(done.value)
        self._run.require_in_time()
        await self._run.record_trying(step, channel_id, at=self._run.clock.now())
        if self._trouble:
            raise self._trouble.pop(0)
        first = cast("Any", panel.children[0]).content.splitlines()[0]
        title = first.removeprefix("Resource of the day: ")
        self._posts.append(Post(self._run.clock.now(), title, self._run.job.id))
        sent = Sent(channel_id, len(self._posts))
        await self._run.record_done(step, sent.as_json())
        return sent

    async def open_thread(self, step: str, sent: Sent, name: str, **_: Any) -> int | None:
        if self._run.done(step) is None:
            await self._run.record_done(step, sent.message_id)
        return sent.message_id


def house_of(storage: Storage, clock: MovableClock, chance: random.Random) -> House:
    """As much of a house as the resource of the day needs without Discord."""
    parts: dict[str, Any] = {part.name: None for part in fields(House)}
    parts |= {"clock": clock, "storage": storage, "chance": chance}
    parts |= {"guilds": GuildSettings(storage, {"server": ServerSettings})}
    parts |= {"jobs": Jobs(storage, clock)}
    return House(**parts)


def daily_in(house: House, shelf: Shelf) -> Daily:
    """The resource of the day in a house, with its kind of job."""
    daily = Daily(house, shelf)
    for kind in daily.jobs:
        house.jobs.add_kind(kind)
    return daily


@dataclass
class Server:
    """One server, its plan and what was posted in it."""

    storage: Storage
    clock: MovableClock
    shelf: Shelf
    house: House
    daily: Daily
    posts: list[Post] = field(default_factory=list[Post])
    # What goes wrong with the next posts.
    trouble: list[Exception] = field(default_factory=list[Exception])

    @classmethod
    async def of(
        cls,
        storage: Storage,
        resources: list[Resource],
        *,
        seed: int = 1,
        start: datetime = MORNING,
        zone: str = "Europe/London",
    ) -> "Server":
        clock, shelf = MovableClock(start), Shelf(resources)
        house = house_of(storage, clock, random.Random(seed))
        await house.guilds.change(GUILD, ServerSettings, at=start, zone=zone)
        daily = daily_in(house, shelf)
        return cls(storage, clock, shelf, house, daily)

    async def schedule(
        self,
        rule: str = "FREQ=DAILY",
        *,
        hour: int = 9,
        zone: str = "Europe/London",
        **chosen: Any,
    ) -> None:
        """A plan, saved."""
        today = self.clock.now().date()
        local = datetime.combine(today, time(hour))
        draft = await self.daily.drafts.begin(
            GUILD, Choices(CHANNEL, **chosen), Plan(zone, local, rule)
        )
        await self.daily.drafts.save(GUILD, draft.serial, by=OLU)

    async def coming(self) -> tuple[Coming, ...]:
        """The next seven."""
        return (await self.daily.planning.ahead(GUILD)).coming

    async def promised(self) -> list[str | None]:
        """The slugs of the next seven."""
        return [coming.day and coming.day.slug for coming in await self.coming()]

    async def head_job(self) -> Job | None:
        """The job of the next post."""
        plan = await self.daily.planning.plan(GUILD)
        if plan is None or plan.head is None:
            return None
        return await self.house.jobs.store.find(GUILD, "daily.post", key_of(plan.head))

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """A process that does what is due."""

        def recorder(run: Run) -> Delivery:
            return cast("Delivery", Recorder(run, self.posts, self.trouble))

        runner = Runner(self.house.jobs, self.storage, self.clock, recorder)
        runner.start()
        try:
            yield
        finally:
            await runner.stop(timedelta(seconds=5))

    async def over(self, job: Job) -> Job:
        """A job once it is neither waiting nor running."""
        async with asyncio.timeout(WITHIN_SECONDS):
            while True:
                now = await self.house.jobs.store.job(job.id)
                assert now is not None
                if now.state not in (State.WAITING, State.RUNNING):
                    return now
                await asyncio.sleep(0.001)

    async def next_post(self, *, late: timedelta = timedelta(0)) -> Job:
        """Move the clock to the next post, or so much later, and wait until its job is over."""
        job = await self.head_job()
        assert job is not None
        self.clock.advance_to(job.due_at + late)
        async with self.running():
            return await self.over(job)

    async def catch_up(self) -> None:
        """Wait until nothing is due any more."""
        async with self.running():
            while (job := await self.head_job()) is not None and job.due_at <= self.clock.now():
                await self.over(job)
