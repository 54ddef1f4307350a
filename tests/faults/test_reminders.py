"""Reminders, killed between any two messages: each who comes is told once at each step."""

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.jobs.records import Plan
from bot.jobs.recurrence import Plan as Dates
from bot.jobs.run import Run
from bot.members.store import Members
from bot.playground.actors.reading import text_of
from bot.playground.records import Channel, ChannelType, User
from bot.playground.server import Playground
from bot.when.instants import wall_time
from cogs.events.planning import row_of
from cogs.events.records import Answer, Occasion, Post
from cogs.events.reminders.ladder import REMINDER
from cogs.events.reminders.messages import MESSAGES
from cogs.events.reminders.records import Parts, What
from cogs.events.reminders.store import ReminderStore
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore, occasion_of
from tests.events.making import event
from tests.faults.processes import Scene

ZONE = "Europe/London"
HOUR = timedelta(hours=1)
COME = 170
# As it comes by: the first is sent and not noted; the second is tried and not sent.
DEATHS = ("answered", "trying")
POINTS = ("claimed", "recorded:2", "trying:2", "answered:2", "trying:3", "answered:3", "ended")


@pytest.fixture
async def scene(playground: Playground, tmp_path: Path) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, f"sqlite:///{tmp_path / 'attune.db'}", tmp_path)
    scene.cogs = ("cogs.events",)
    yield scene
    await scene.storage.close()


async def never(run: Run) -> None:
    raise AssertionError("this process runs nothing")


@dataclass
class Training:
    """A training in an hour, and who comes."""

    scene: Scene
    occasion: Occasion
    people: list[User]
    due: datetime

    async def plan(self, kind: str) -> None:
        """Plan what is due now, as a process would that is gone."""
        jobs = Jobs(self.scene.storage, self.scene.playground.clock)
        jobs.add_kind(JobKind(kind, never, HOUR, lambda _: "Reminder"))
        plan = Plan(
            kind,
            str(self.occasion.occurrence.id),
            self.due,
            guild_id=self.occasion.event.guild_id,
            payload={"occurrence": self.occasion.occurrence.id, "title": "A training"},
        )
        self.scene.jobs.append(await jobs.schedule(plan))

    def told(self, channel: Channel) -> Counter[int]:
        """Who was mentioned in a channel, and how often."""
        mine = self.scene.application.bot_id
        said = [m for m in channel.messages.values() if m.author_id == mine]
        return Counter(member for message in said for member in message.mentions)

    def messaged(self) -> Counter[int]:
        """Who was messaged, and how often."""
        mine, world = self.scene.application.bot_id, self.scene.playground.world
        channels = [c for c in world.channels.values() if c.type is ChannelType.DM]
        return Counter(
            next(member for member in channel.recipients if member != mine)
            for channel in channels
            for message in channel.messages.values()
            if message.author_id == mine and "starts <t:" in text_of(message)
        )


async def training(scene: Scene, count: int) -> Training:
    now, guild = scene.playground.clock.now(), scene.server.guild
    store, seats = EventStore(scene.storage), SeatStore(scene.storage)
    wall = wall_time(now + HOUR, ZoneInfo(ZONE))
    made = event(
        Dates(ZONE, wall), guild_id=guild.id, channel_id=scene.server.general.id, ladder=(HOUR,)
    )
    made = replace(made, details=replace(made.details, capacity=None))
    async with scene.storage.write() as connection:
        kept = await store.add(connection, made)
        row = await store.row_for(connection, replace(row_of(kept, wall), opened=True))
        await store.save_post(connection, row, Post(scene.server.general.id, 1, now))
    people = [scene.playground.world.add_user(f"Member {n}") for n in range(count)]
    for user in people:
        scene.playground.world.join(guild, user, [])
        await seats.answer(guild.id, row.id, user.id, Answer.GOING, now=now - HOUR)
    return Training(scene, occasion_of(kept, row), people, row.starts - HOUR)


async def each_is_mentioned_once(scene: Scene, found: Training) -> None:
    await scene.over()
    assert found.told(scene.server.general) == Counter(user.id for user in found.people)
    store = ReminderStore(scene.storage)
    event, occurrence = found.occasion.event, found.occasion.occurrence
    (step,) = await store.delivered(event.guild_id, occurrence.id)
    assert (step.what, step.parts) == (What.STEP, Parts(mentioned=COME))


async def test_killed_between_messages_again_and_again(scene: Scene):
    found = await training(scene, COME)
    await found.plan(REMINDER)

    for point in DEATHS:
        await scene.dies(point)
    async with scene.attune():
        await each_is_mentioned_once(scene, found)


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_a_point(scene: Scene, point: str):
    found = await training(scene, COME)
    await found.plan(REMINDER)

    await scene.dies(point)
    async with scene.attune():
        await each_is_mentioned_once(scene, found)


@pytest.mark.parametrize(
    "deaths",
    [
        ("answered:2",),
        pytest.param(("answered", "recorded:2", "recorded:3", "ended"), marks=pytest.mark.soak),
    ],
)
async def test_killed_between_direct_messages(scene: Scene, deaths: tuple[str, ...]):
    found = await training(scene, 4)
    found.people[1].dms_open = False
    members = Members(scene.storage)
    long_ago = found.due - timedelta(days=1)
    async with scene.storage.write() as connection:
        for user in found.people[:3]:
            await members.set_lead(connection, user.id, HOUR, at=long_ago)
    async with scene.storage.write() as connection:
        asked = await ReminderStore(scene.storage).asked_in(connection, found.occasion)
    assert [each.member_id for each in asked] == [user.id for user in found.people[:3]]
    await found.plan(MESSAGES)

    for point in deaths:
        await scene.dies(point)
    async with scene.attune():
        await scene.over()

    first, closed, third, _ = (user.id for user in found.people)
    assert found.messaged() == Counter([first, third])
    assert found.told(scene.server.general) == Counter([closed])
    store = ReminderStore(scene.storage)
    (done,) = await store.delivered(scene.server.guild.id, found.occasion.occurrence.id)
    assert (done.what, done.parts) == (What.DIRECT, Parts(direct=2, fell_back=1))
    assert await store.asked(found.occasion) == []
