"""`python -m bench.jobs`: what waiting costs, how late jobs begin, how fast many leave.

With `--posts N` fewer than 10,000 posts are due in the one minute.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from bench.jobs_feature import LATE, POST
from bot.jobs.records import Plan
from bot.jobs.store import JobStore
from bot.playground.actors import People, Person
from bot.playground.limits import Limits
from bot.playground.records import Application, Channel
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from bot.storage import Storage

ROOT = Path(__file__).resolve().parent.parent
WAITING, FEW = 100_000, 100
ON_TIME, EACH_SECONDS = 300, 0.05
IDLE_SECONDS, STARTS = 10.0, 5
CHANNELS, POSTS = 400, 10_000
WITHIN = timedelta(minutes=1)
LIMIT_EACH_SECOND = 50
DAY = timedelta(days=1)
BEFORE_THE_FIRST = timedelta(seconds=15)
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS, ANSWERS_ALONE = 0.3, 100


@dataclass
class Place:
    """A playground, a database, and what is planned in it."""

    playground: Playground
    application: Application
    server: SmallGuild
    maya: Person
    folder: Path
    storage: Storage
    rows: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @classmethod
    async def open(cls, playground: Playground, folder: Path) -> "Place":
        """A new server, and an empty database."""
        world = playground.world
        application = world.add_application("Attune", world.add_user("Owner"))
        server = small_guild(playground, application, "Bench")
        maya = People(playground).member("Maya", server.guild)
        storage = await Storage.open(f"sqlite:///{folder / 'attune.db'}")
        return cls(playground, application, server, maya, folder, storage)

    async def plan(self, kind: str, dues: list[datetime], channels: list[Channel] | None) -> None:
        """Plan jobs due at these times, in these channels in turn."""
        store = JobStore(self.storage)
        batch = f"{time.monotonic():.6f}"
        plans = [
            (
                Plan(
                    *(kind, f"{batch} {n:06}", due),
                    guild_id=self.server.guild.id,
                    channel_id=channels[n % len(channels)].id if channels else None,
                ),
                due + DAY,
            )
            for n, due in enumerate(dues)
        ]
        async with self.storage.write() as connection:
            await store.add_many(connection, plans)

    @asynccontextmanager
    async def attune(self) -> AsyncGenerator[asyncio.subprocess.Process]:
        """Attune in a process of its own; its output tells how late jobs began."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("ATTUNE_", "DISCORD_"))}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.jobs_process"),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            env=ours
            | {
                "DISCORD_TOKEN": self.application.token,
                "ATTUNE_API_URL": self.playground.api_url,
                "ATTUNE_DATABASE_URL": f"sqlite:///{self.folder / 'attune.db'}",
                "ATTUNE_LOG_LEVEL": "WARNING",
            },
        )
        try:
            yield process
        finally:
            process.terminate()
            await process.wait()

    async def answer(self) -> float:
        """Milliseconds until a slash command is answered."""
        begun = time.perf_counter()
        reply = await self.maya.slash("prompt find", query="soap-note-draft")
        if reply.failed:
            raise RuntimeError(f"not answered: {reply.failed}")
        return (time.perf_counter() - begun) * 1000

    async def connected(self) -> None:
        """Wait until Attune answers."""
        bot_id = self.application.bot_id
        await self.playground.gateway.wait_for(bot_id, within=PATIENCE_SECONDS)
        await self.answer()


def row(label: str, value: str, aim: str) -> None:
    """A line of the table."""
    print(f"| {label} | {value} | {aim} |", flush=True)


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values stay below."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


async def idle_cpu(place: Place) -> float:
    """CPU seconds that Attune uses while nothing is due."""
    async with place.attune() as process:
        await place.connected()
        await asyncio.sleep(3.0)
        watched = psutil.Process(process.pid)
        before = sum(watched.cpu_times()[:2])
        await asyncio.sleep(IDLE_SECONDS)
        return sum(watched.cpu_times()[:2]) - before


async def start(place: Place) -> float:
    """Seconds from the start of the process to the first answer."""
    begun = time.perf_counter()
    async with place.attune():
        await place.connected()
        return time.perf_counter() - begun


async def usual_start(place: Place) -> float:
    """The median of some starts."""
    return statistics.median([await start(place) for _ in range(STARTS)])


async def lateness(place: Place) -> list[float]:
    """How many milliseconds after their time jobs began, with all the others waiting."""
    first = place.playground.clock.now() + BEFORE_THE_FIRST
    dues = [first + timedelta(seconds=EACH_SECONDS * n) for n in range(ON_TIME)]
    # Before it starts: of what another process plans in a SQLite file it hears within a minute.
    await place.plan(LATE, dues, None)
    async with place.attune() as process:
        await place.connected()
        if place.playground.clock.now() > first:
            raise RuntimeError("it started too late to measure; try again on a quieter machine")
        return [float(await _line(process)) for _ in range(ON_TIME)]


async def _line(process: asyncio.subprocess.Process) -> str:
    if process.stdout is None:
        raise RuntimeError("no output to read")
    async with asyncio.timeout(PATIENCE_SECONDS * 3):
        return (await process.stdout.readline()).decode().strip()


async def waiting(playground: Playground, folder: Path) -> None:
    """Start, cost and lateness with few and with many jobs that wait."""
    place = await Place.open(playground, folder)
    tomorrow = playground.clock.now() + DAY
    await place.plan(POST, [tomorrow + timedelta(seconds=n) for n in range(FEW)], None)
    await start(place)
    few_start, few_cpu = await usual_start(place), await idle_cpu(place)
    dues = [tomorrow + timedelta(seconds=n) for n in range(WAITING)]
    await place.plan(POST, dues, None)
    many_start, many_cpu = await usual_start(place), await idle_cpu(place)
    late = await lateness(place)
    row(f"start, {FEW} · {WAITING:,} jobs waiting", f"{few_start:.2f} · {many_start:.2f} s", "2 s")
    row(
        f"CPU while idle for {IDLE_SECONDS:.0f} s, {FEW} · {WAITING:,} jobs waiting",
        f"{few_cpu * 1000:.0f} · {many_cpu * 1000:.0f} ms",
        "equal",
    )
    row(
        f"begun after its time, {WAITING:,} waiting: p50 · p99 · most",
        f"{percentile(late, 50):.0f} · {percentile(late, 99):.0f} · {max(late):.0f} ms",
        "p99 250 ms",
    )
    await place.storage.close()


async def many_due(folder: Path, posts: int) -> None:
    """Many posts due in one minute, at Discord's rate limits, and a command meanwhile."""
    playground = Playground(limits=Limits.discord())
    await playground.start()
    place = await Place.open(playground, folder)
    world = playground.world
    channels = [world.add_channel(place.server.guild, f"place-{n}") for n in range(CHANNELS)]
    async with place.attune():
        await place.connected()
        alone = [await answer_after_a_pause(place) for _ in range(ANSWERS_ALONE)]
    now = playground.clock.now()
    await place.plan(POST, [now + WITHIN * (n / posts) for n in range(posts)], channels)
    async with place.attune():
        await place.connected()
        answers, begun = list[float](), time.perf_counter()
        while (left := posts - sum(len(c.messages) for c in channels)) > 0:
            answers.append(await answer_after_a_pause(place))
            print(f"\r{left} left  ", end="", file=sys.stderr)
        seconds = time.perf_counter() - begun
    in_order = all(_in_order(channel) for channel in channels)
    row(
        f"{posts:,} posts due in a minute, {CHANNELS} channels",
        f"{seconds:.0f} s, {posts / seconds:.1f} a second",
        f"{LIMIT_EACH_SECOND} a second is Discord's limit",
    )
    row("in order of their time in each channel", "yes" if in_order else "NO", "yes")
    row("refused by rate limits", str(refused(playground)), "few")
    for label, values in (("with nothing to do", alone), ("meanwhile", answers)):
        shown = f"{percentile(values, 50):.1f} · {percentile(values, 99):.1f} ms"
        row(f"slash command {label}: p50 · p99", shown, "much the same")
    await place.storage.close()
    await playground.close()


async def answer_after_a_pause(place: Place) -> float:
    """Milliseconds until a slash command is answered that somebody uses now and then."""
    await asyncio.sleep(PAUSE_SECONDS)
    return await place.answer()


def _in_order(channel: Channel) -> bool:
    said = [
        str(message.components[0].get("content"))
        for message in sorted(channel.messages.values(), key=lambda message: message.id)
    ]
    return said == sorted(said)


def refused(playground: Playground) -> int:
    """How many of the requests that are still known were answered with 429."""
    return sum(exchange.status == 429 for exchange in playground.exchanges.all())


async def main(posts: int) -> None:
    """Measure, and print a table in Markdown."""
    print("| the queue (SQLite) | measured | aim |\n|---|---|---|")
    playground = Playground(limits=Limits.none())
    await playground.start()
    with tempfile.TemporaryDirectory(prefix="attune-bench-") as folder:
        await waiting(playground, Path(folder))
    await playground.close()
    with tempfile.TemporaryDirectory(prefix="attune-bench-") as folder:
        await many_due(Path(folder), posts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=POSTS)
    asyncio.run(main(parser.parse_args().posts))
