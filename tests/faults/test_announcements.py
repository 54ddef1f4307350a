"""An announcement with picture, thread and crosspost, killed at any step: each of them once."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.records import Image
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.jobs.run import Run
from bot.playground.cdn import png
from bot.playground.checks.messages import Flag
from bot.playground.records import Channel, ChannelType, Message
from bot.playground.server import Playground
from cogs.announcements.history import History
from cogs.announcements.queue import POST, Queue
from cogs.announcements.records import Announcement, Content, Picture, Placing
from cogs.announcements.records import State as Stands
from cogs.announcements.store import Announcements
from cogs.announcements.times import at_once, planned_next
from tests.faults.processes import Scene

ALT = "A flyer with date and place"
PICTURE = Picture("flyer.png", "digest", ALT)
FLYER = Image("flyer.png", png((10, 120, 200)), ALT)
# As it comes by: the message is made; then its thread; then it is published; then it is over. Each
# process takes up what the one before has left.
DEATHS = ("answered", "answered", "answered", "ended")
POINTS = ("claimed", "recorded", "trying", "recorded:2", "trying:2", "recorded:3", "trying:3")


@pytest.fixture
async def scene(playground: Playground, tmp_path: Path) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, f"sqlite:///{tmp_path / 'attune.db'}", tmp_path)
    scene.cogs = ("cogs.announcements",)
    yield scene
    await scene.storage.close()


async def never(run: Run) -> None:
    raise AssertionError("this process runs nothing")


async def announce(scene: Scene, body: str = "Welcome") -> tuple[Announcement, Channel]:
    """Plan an announcement with all that it can have, as a process would that is gone now."""
    world, clock = scene.playground.world, scene.playground.clock
    news = world.add_channel(scene.server.guild, "news", type=ChannelType.ANNOUNCEMENT)
    jobs = Jobs(scene.storage, clock)
    jobs.add_kind(JobKind(POST, never, timedelta(hours=2), lambda _: "Announcement"))
    store = Announcements(scene.storage)
    store.followed_by(Queue(jobs))
    now = clock.now()
    draft = Announcement(
        id=0,
        guild_id=scene.server.guild.id,
        state=Stands.DRAFT,
        content=Content(title="Supervision starts", body=body, picture=PICTURE),
        placing=Placing(channel_id=news.id, publish=True, thread=True),
        timing=at_once(now + timedelta(milliseconds=1), "Europe/London"),
        planned_by=scene.server.people["Olu"].id,
        made_at=now,
        changed_at=now,
    )
    made = await store.create(draft, scene.server.people["Olu"].id, image=FLYER)

    def planned(found: Announcement) -> Announcement:
        return planned_next(replace(found, state=Stands.PLANNED), now)

    made = await store.change(made.guild_id, made.id, planned, by=1, at=now)
    scene.jobs += await scene.store.unfinished(made.guild_id)
    return made, news


def messages(scene: Scene, channel: Channel) -> list[Message]:
    mine = scene.application.bot_id
    return [m for m in channel.messages.values() if m.author_id == mine]


async def all_is_there_once(scene: Scene, made: Announcement, news: Channel) -> None:
    """One message with its picture, one thread, published once; and so it is written down."""
    await scene.over()
    (message,) = messages(scene, news)
    assert [a.description for a in message.attachments] == [ALT]
    assert message.attachments[0].content == FLYER.content
    threads = [c for c in scene.playground.world.channels.values() if c.parent_id == news.id]
    assert [thread.name for thread in threads] == ["Supervision starts"]
    assert message.flags & Flag.CROSSPOSTED
    stands = await Announcements(scene.storage).announcement(made.guild_id, made.id)
    (post,) = await History(scene.storage).posts(made.guild_id, made.id)
    assert stands.state is Stands.POSTED
    assert post.messages == (message.id,)
    assert post.thread_id == threads[0].id


async def test_killed_after_each_step_in_turn(scene: Scene):
    made, news = await announce(scene)

    for point in DEATHS:
        await scene.dies(point)
    async with scene.attune():
        await all_is_there_once(scene, made, news)


@pytest.mark.soak
async def test_answers_lost_at_every_step(scene: Scene):
    made, news = await announce(scene)
    lose = scene.playground.faults.lose_response
    lose("POST", "/channels/{channel_id}/messages")
    lose("POST", "/channels/{channel_id}/messages/{message_id}/threads")
    lose("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")

    async with scene.attune():
        await all_is_there_once(scene, made, news)


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_a_point(scene: Scene, point: str):
    made, news = await announce(scene)

    await scene.dies(point)
    async with scene.attune():
        await all_is_there_once(scene, made, news)
