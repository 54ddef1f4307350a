"""The movable clock, and following it from another process."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock, RemoteClock, SystemClock
from bot.playground.server import Playground

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


async def until(true: Callable[[], bool]) -> None:
    """Wait for what another task does."""
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.005)


def labels(clock: MovableClock) -> list[str]:
    return [due.label for due in clock.due()]


async def test_moving_the_clock_wakes_who_is_due_in_order():
    clock = MovableClock(START)
    woken: list[str] = []

    async def sleep(hours: float, label: str) -> None:
        await clock.sleep_until(START + hours * HOUR, label)
        woken.append(label)

    tasks = [asyncio.create_task(sleep(h, label)) for h, label in ((3, "c"), (1, "a"), (2, "b"))]
    await asyncio.sleep(0)
    assert labels(clock) == ["a", "b", "c"]

    clock.advance_to(START + 2 * HOUR)
    await asyncio.gather(tasks[1], tasks[2])

    assert woken == ["a", "b"]
    assert labels(clock) == ["c"]
    tasks[0].cancel()
    await asyncio.gather(tasks[0], return_exceptions=True)
    assert labels(clock) == []


async def test_the_clock_runs_by_itself_and_never_goes_back():
    clock = MovableClock()
    await clock.sleep_until(clock.now() + timedelta(milliseconds=20), "soon")
    await clock.sleep_until(clock.now() - HOUR, "past")
    before = clock.now()

    clock.advance_to(before - HOUR)

    assert before <= clock.now() < before + HOUR
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-HOUR)


async def test_moving_does_not_change_monotonic_seconds():
    clock = MovableClock()
    before = clock.monotonic()
    clock.advance(8 * 24 * HOUR)

    assert clock.monotonic() - before < 1.0


async def test_whoever_watches_hears_of_moves_until_they_stop():
    clock = MovableClock()
    moves: list[timedelta] = []

    def moved() -> None:
        moves.append(clock.offset)

    clock.watch(moved)
    clock.advance(HOUR)
    clock.unwatch(moved)
    clock.unwatch(moved)
    clock.advance(HOUR)

    assert moves == [HOUR]


async def test_the_system_clock_sleeps_until_the_wall_time():
    clock = SystemClock()
    when = clock.now() + timedelta(milliseconds=20)
    await clock.sleep_until(when, "soon")

    assert clock.now() >= when
    assert clock.monotonic() > 0


# --- from another process ---------------------------------------------------------------------


def follow_url(playground: Playground) -> str:
    return f"{playground.address}/playground/clock/follow"


async def test_a_follower_has_the_same_time_and_moves_along(playground: Playground):
    playground.clock.advance(24 * HOUR)
    remote = await RemoteClock.connect(follow_url(playground))
    try:
        assert abs(remote.now() - playground.clock.now()) < timedelta(seconds=1)
        slept = asyncio.create_task(remote.sleep_until(remote.now() + HOUR, "a reminder"))
        await until(lambda: labels(playground.clock) == ["a reminder"])

        playground.clock.advance_to(playground.clock.due()[0].when)
        await asyncio.wait_for(slept, 5)

        assert abs(remote.now() - playground.clock.now()) < timedelta(seconds=1)
        await until(lambda: playground.clock.due() == [])
        assert remote.monotonic() > 0
    finally:
        await remote.close()


async def test_what_is_due_here_and_there_is_one_list(playground: Playground):
    remote = await RemoteClock.connect(follow_url(playground))
    clock = playground.clock
    here = asyncio.create_task(clock.sleep_until(clock.now() + 2 * HOUR, "here"))
    there = asyncio.create_task(remote.sleep_until(clock.now() + HOUR, "there"))
    try:
        await until(lambda: labels(clock) == ["there", "here"])
        there.cancel()
        await until(lambda: labels(clock) == ["here"])
    finally:
        here.cancel()
        await asyncio.gather(here, there, return_exceptions=True)
        await remote.close()


async def test_a_follower_that_goes_leaves_nothing_due(playground: Playground):
    remote = await RemoteClock.connect(follow_url(playground))
    waiting = asyncio.create_task(remote.sleep_until(remote.now() + HOUR, "mine"))
    await until(lambda: labels(playground.clock) == ["mine"])

    await remote.close()

    await until(lambda: labels(playground.clock) == [])
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_a_follower_connects_again_and_never_goes_back(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("bot.clock.RECONNECT_SECONDS", 0.01)
    first = Playground()
    await first.start()
    port = int(first.address.rpartition(":")[2])
    first.clock.advance(10 * HOUR)
    remote = await RemoteClock.connect(follow_url(first))
    await first.close()
    second = Playground()
    await second.start(port=port)
    waiting = asyncio.create_task(remote.sleep_until(remote.now() + HOUR, "mine"))
    try:
        await until(lambda: labels(second.clock) == ["mine"])
        assert remote.now() - second.clock.now() > 9 * HOUR
        second.clock.advance(20 * HOUR)
        await asyncio.wait_for(waiting, 5)
    finally:
        await remote.close()
        await second.close()


@pytest.mark.parametrize("url", ["http://example.org/clock", "https://localhost/", "file:///etc"])
async def test_only_a_clock_on_this_machine_is_followed(url: str):
    with pytest.raises(ValueError, match="this machine"):
        await RemoteClock.connect(url)


async def test_a_clock_that_does_not_answer_is_given_up(unused_address: str):
    with pytest.raises(TimeoutError):
        await RemoteClock.connect(f"{unused_address}/clock", within=0.05)


@pytest.fixture
async def unused_address() -> str:
    playground = Playground()
    await playground.start()
    address = playground.address
    await playground.close()
    return address
