"""Killed at any step, with Discord in any trouble: each message once, none lost."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncGenerator, Callable, Generator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs.records import State
from bot.playground.permissions import Bit
from bot.playground.server import Playground
from bot.playground.world import Event
from tests.databases import PostgresServer, needed
from tests.faults.processes import Scene
from tests.jobs.house import SENDING

# In the order in which a job with two parts comes by; see tests/faults/dying.py.
POINTS = ("claimed", "trying", "answered", "recorded", "answered:2", "ended")


@pytest.fixture
async def scene(playground: Playground, tmp_path: Path) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, f"sqlite:///{tmp_path / 'attune.db'}", tmp_path)
    yield scene
    await scene.storage.close()


@pytest.fixture
async def shared_scene(
    playground: Playground, postgres_server: PostgresServer | None, tmp_path: Path
) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, await needed(postgres_server).up_to_date(), tmp_path)
    yield scene
    await scene.storage.close()


@pytest.fixture
def forgetful(playground: Playground) -> Generator[Playground]:
    """Discord knows no nonce any more, so that only Attune's own marks help."""
    window = playground.nonces.window
    playground.nonces.window = timedelta(0)
    yield playground
    playground.nonces.window = window


async def all_done(scene: Scene) -> None:
    jobs = await scene.over()
    assert {job.state for job in jobs} == {State.DONE}
    assert scene.posted() == scene.promised()


def on_first_message(scene: Scene, do: Callable[[], None]) -> Callable[[], None]:
    """Do something as soon as Discord has made Attune's first message; ends by calling."""
    done: list[bool] = []

    def hear(event: Event) -> None:
        mine = event.name == "MESSAGE_CREATE" and scene.posted()
        if mine and not done:
            done.append(True)
            do()

    return scene.playground.world.listen(hear)


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_a_point(scene: Scene, point: str):
    await scene.plan("Job", parts=2, thread=True)

    await scene.dies(point)
    async with scene.attune():
        await all_done(scene)


async def killed_while_discord_answers(scene: Scene, meanwhile: Callable[[], None]) -> None:
    """The message is made; the answer never arrives, since the process is dead."""
    await scene.plan("Job")
    scene.playground.faults.lose_response(*SENDING)
    async with scene.attune() as process:

        def kill() -> None:
            os.kill(process.pid, signal.SIGKILL)
            meanwhile()

        end = on_first_message(scene, kill)
        async with asyncio.timeout(30):
            await process.wait()
        end()


async def test_killed_between_the_message_and_its_answer(scene: Scene):
    await killed_while_discord_answers(scene, lambda: None)

    async with scene.attune():
        await all_done(scene)


async def test_killed_and_the_nonce_forgotten(scene: Scene, forgetful: Playground):
    await killed_while_discord_answers(scene, lambda: None)
    forgetful.clock.advance(timedelta(hours=5))

    async with scene.attune():
        await all_done(scene)


async def test_killed_and_the_message_deleted_by_somebody(scene: Scene):
    def delete() -> None:
        (message,) = scene.server.general.messages.values()
        asyncio.get_running_loop().call_soon(scene.playground.world.message_gone, message)

    await killed_while_discord_answers(scene, delete)

    async with scene.attune():
        jobs = await scene.over()
    assert [job.state for job in jobs] == [State.DONE]
    assert not scene.posted()


async def test_killed_and_the_history_taken_away(scene: Scene):
    await killed_while_discord_answers(scene, lambda: scene.deny(Bit.READ_MESSAGE_HISTORY))

    async with scene.attune():
        (job,) = await scene.over()
    assert job.state is State.STOPPED
    assert "may not read the history" in str(job.reason)
    assert scene.posted() == scene.promised()


async def test_killed_and_down_for_so_long_that_it_is_too_late_to_post_again(scene: Scene):
    await killed_while_discord_answers(scene, lambda: None)
    scene.playground.clock.advance(timedelta(days=8))

    async with scene.attune():
        await all_done(scene)


async def killed_at_random(scene: Scene, kills: int, chance: random.Random, *, beside: int) -> None:
    """Kill processes again and again while they post and Discord has trouble of every kind.

    Args:
        scene: Where.
        kills: How often.
        chance: When, and which trouble.
        beside: How many processes run side by side.
    """
    channels = scene.channels(5)
    faults, gateway = scene.playground.faults, scene.playground.gateway
    troubles: list[Callable[[], None]] = [
        lambda: faults.fail(*SENDING, status=chance.choice((500, 502, 503, 504))),
        lambda: faults.lose_response(*SENDING),
        lambda: faults.rate_limit(*SENDING, retry_after=0.05, times=3),
        lambda: faults.delay(*SENDING, seconds=0.2),
        lambda: faults.fail("GET", SENDING[1]),
        lambda: gateway.drop(scene.application.bot_id),
    ]

    async def one_after_another() -> None:
        for number in range(kills // beside):
            async with scene.attune() as process:
                await scene.ready(process)
                for channel in channels:
                    await scene.plan(
                        f"Job {number} {channel.name} {process.pid}", channel, parts=2, thread=True
                    )
                chance.choice(troubles)()
                await asyncio.sleep(chance.uniform(0.0, 0.7))
                process.kill()
                await process.wait()

    await asyncio.gather(*(one_after_another() for _ in range(beside)))
    faults.clear()


async def test_killed_at_random_20_times(scene: Scene, forgetful: Playground):
    await killed_at_random(scene, 20, random.Random(20), beside=1)

    async with scene.attune():
        await all_done(scene)


async def test_two_processes_on_one_database_killed_at_random(shared_scene: Scene):
    await killed_at_random(shared_scene, 10, random.Random(10), beside=2)

    async with shared_scene.attune(), shared_scene.attune():
        await all_done(shared_scene)


@pytest.mark.soak
async def test_killed_at_random_200_times(scene: Scene, forgetful: Playground):
    await killed_at_random(scene, 200, random.Random(200), beside=1)

    async with scene.attune():
        await all_done(scene)


@pytest.mark.soak
async def test_two_processes_on_one_database_killed_200_times(shared_scene: Scene):
    await killed_at_random(shared_scene, 200, random.Random(201), beside=2)

    async with shared_scene.attune(), shared_scene.attune():
        await all_done(shared_scene)
