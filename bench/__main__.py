"""`make bench`: start, memory and latency of Attune against a bare discord.py bot, interleaved."""

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from bot.playground.actors import People, Person
from bot.playground.limits import Limits
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground

if TYPE_CHECKING:
    from bot.playground.records import Application

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
CALLS = 300
SERVERS, MEMBERS_EACH = 50, 200
# After which a process that has not answered is called broken.
PATIENCE_SECONDS = 60.0
# Attune loads what is first needed later 2 s after READY.
LOADED_AFTER_SECONDS = 5.0
# With it Python compiles at each start what every other machine has compiled once.
UNUSUAL = frozenset({"PYTHONDONTWRITEBYTECODE"})


@dataclass(frozen=True)
class Contender:
    """A bot to measure: how it starts, and the command that is called."""

    name: str
    arguments: tuple[str, ...]
    command: str
    options: dict[str, Any] = field(default_factory=dict[str, Any])
    suggest: tuple[str, str] | None = None


BARE = Contender("bare discord.py bot", ("-m", "bench.bare_bot"), "ping")
ATTUNE = Contender(
    "Attune", ("-m", "bot", "run"), "prompt find", {"query": "soap-note-draft"}, ("query", "so")
)


@dataclass
class Measured:
    """What was measured of one contender, a value a round (latencies: a value a call)."""

    start_seconds: list[float] = field(default_factory=list[float])
    memory_mib: list[float] = field(default_factory=list[float])
    grown_mib: list[float] = field(default_factory=list[float])
    call_ms: list[float] = field(default_factory=list[float])
    suggest_ms: list[float] = field(default_factory=list[float])


class Place:
    """A playground with one server and one application, for one contender in one round."""

    def __init__(self, playground: Playground, contender: Contender) -> None:
        self.playground = playground
        self.contender = contender
        world = playground.world
        self.application: Application = world.add_application(
            contender.name, world.add_user("Owner")
        )
        self.server: SmallGuild = small_guild(playground, self.application, "Bench")
        self.maya: Person = People(playground).member("Maya", self.server.guild)

    async def call(self) -> float:
        """Milliseconds from using the command to its answer."""
        begun = time.perf_counter()
        reply = await self.maya.slash(self.contender.command, **self.contender.options)
        if reply.failed:
            raise RuntimeError(f"{self.contender.name} failed: {reply.failed}")
        return (time.perf_counter() - begun) * 1000

    async def suggest(self, option: str, typed: str) -> float:
        """Milliseconds from a key press to suggestions."""
        begun = time.perf_counter()
        await self.maya.autocomplete(self.contender.command, option, typed)
        return (time.perf_counter() - begun) * 1000

    def grow(self) -> None:
        """Add servers with members, as a bot that became popular sees them; Maya moves to the last.

        Once she is answered there, the bot has heard of all of them.
        """
        world = self.playground.world
        crowd = [world.add_user(f"Person {number}") for number in range(MEMBERS_EACH)]
        for number in range(SERVERS - 1):
            server = small_guild(self.playground, self.application, f"Bench {number}")
            for person in crowd:
                world.join(server.guild, person)
            self.maya = People(self.playground).member("Maya", server.guild)


@asynccontextmanager
async def started(place: Place, folder: Path) -> AsyncGenerator[psutil.Process]:
    """The contender as a process of its own, stopped in the end."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ATTUNE_", "DISCORD_")) and name not in UNUSUAL
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *place.contender.arguments,
        cwd=ROOT,
        env=ours
        | {
            "DISCORD_TOKEN": place.application.token,
            "ATTUNE_API_URL": place.playground.api_url,
            "ATTUNE_DATABASE_URL": f"sqlite:///{folder / 'attune.db'}",
            "ATTUNE_LOG_LEVEL": "WARNING",
            "BENCH_GATEWAY": place.playground.gateway_url,
        },
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def first_answer(place: Place, begun: float) -> float:
    """Seconds since `begun` until the first answered command."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await place.playground.gateway.wait_for(place.application.bot_id, within=PATIENCE_SECONDS)
    await place.call()
    return time.perf_counter() - begun


async def memory_of(process: psutil.Process) -> float:
    """MiB, once what is loaded after a start has been loaded too."""
    await asyncio.sleep(LOADED_AFTER_SECONDS)
    return process.memory_info().rss / 2**20


async def measure(playground: Playground, contender: Contender, folder: Path) -> Measured:
    """One round of one contender. It starts twice: the first time makes database and commands."""
    measured = Measured()
    place = Place(playground, contender)
    async with started(place, folder):
        await first_answer(place, time.perf_counter())
    begun = time.perf_counter()
    async with started(place, folder) as process:
        measured.start_seconds.append(await first_answer(place, begun))
        measured.call_ms += [await place.call() for _ in range(CALLS)]
        measured.memory_mib.append(await memory_of(process))
        if contender.suggest:
            measured.suggest_ms += [await place.suggest(*contender.suggest) for _ in range(CALLS)]
    place.grow()
    async with started(place, folder) as process:
        await first_answer(place, begun)
        measured.grown_mib.append(await memory_of(process))
    return measured


def add(total: Measured, one: Measured) -> None:
    """Put a round's values to those of the rounds before."""
    for name, values in vars(one).items():
        getattr(total, name).extend(values)


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values stay below."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


ROWS: tuple[tuple[str, str, Callable[[Measured], float]], ...] = (
    ("start to first answered command", "s", lambda m: statistics.median(m.start_seconds)),
    ("memory, one server", "MiB", lambda m: statistics.median(m.memory_mib)),
    (
        f"memory, {SERVERS} servers × {MEMBERS_EACH} members",
        "MiB",
        lambda m: statistics.median(m.grown_mib),
    ),
    ("slash command, p50", "ms", lambda m: percentile(m.call_ms, 50)),
    ("slash command, p99", "ms", lambda m: percentile(m.call_ms, 99)),
    ("autocomplete, p50", "ms", lambda m: percentile(m.suggest_ms or m.call_ms, 50)),
)


async def main() -> None:
    """Measure both in turn and print a table in Markdown."""
    playground = Playground(limits=Limits.none())
    await playground.start()
    bare, attune = Measured(), Measured()
    try:
        for number in range(ROUNDS):
            for contender, total in ((BARE, bare), (ATTUNE, attune)):
                with tempfile.TemporaryDirectory(prefix="attune-bench-") as folder:
                    add(total, await measure(playground, contender, Path(folder)))
                print(f"round {number + 1} of {ROUNDS}: {contender.name}", file=sys.stderr)
    finally:
        await playground.close()
    lines = [
        f"{ROUNDS} rounds in turn, {ROUNDS * CALLS} calls each; "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.",
        "",
        "| | bare bot | Attune | ratio |",
        "|---|---|---|---|",
    ]
    for label, unit, value in ROWS:
        theirs, ours = value(bare), value(attune)
        lines.append(
            f"| {label} | {theirs:.2f} {unit} | {ours:.2f} {unit} | {ours / theirs:.2f}× |"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
