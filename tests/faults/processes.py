"""Attunes in processes of their own on one database, and what becomes of what was planned."""

import asyncio
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.jobs.records import Job, Plan, State
from bot.jobs.store import JobStore
from bot.jobs.tables import jobs
from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from bot.settings import PROJECT
from bot.storage import Storage
from tests.jobs.house import ALL_THAT_POSTS

WITHIN_SECONDS = 60.0
UNDER_WAY = (State.WAITING, State.RUNNING)


def small_catalog(folder: Path) -> Path:
    """A catalogue of one prompt, so that a process starts fast."""
    catalog = folder / "catalog"
    (catalog / "prompts").mkdir(parents=True)
    for name in ("crisis_lines.yaml", "synonyms.yaml"):
        shutil.copy(PROJECT / "catalog" / name, catalog)
    prompt = (PROJECT / "catalog" / "prompts" / "soap-note-draft.yaml").read_text("utf-8")
    alone = re.sub(r"^related: .*$", "related: []", prompt, flags=re.MULTILINE)
    (catalog / "prompts" / "soap-note-draft.yaml").write_text(alone, "utf-8")
    return catalog


@dataclass
class Scene:
    """A server with some channels, a database with plans, and the processes that come and go."""

    playground: Playground
    application: Application
    server: SmallGuild
    database_url: str
    storage: Storage
    catalog: Path
    jobs: list[Job] = field(default_factory=list[Job])
    # What the processes load beside the probe.
    cogs: tuple[str, ...] = ()

    @classmethod
    async def set(cls, playground: Playground, database_url: str, folder: Path) -> "Scene":
        playground.faults.clear()
        world = playground.world
        application = world.add_application("Attune", world.add_user("Owner"))
        server = small_guild(playground, application, "Faults", ALL_THAT_POSTS)
        storage = await Storage.open(database_url)
        return cls(playground, application, server, database_url, storage, small_catalog(folder))

    @property
    def store(self) -> JobStore:
        return JobStore(self.storage)

    def channels(self, count: int) -> list[Channel]:
        """So many new channels."""
        world = self.playground.world
        return [world.add_channel(self.server.guild, f"place-{n}") for n in range(count)]

    async def plan(self, key: str, channel: Channel | None = None, **payload: Any) -> Job:
        """Plan a probe's post for now, as another process would."""
        place = channel or self.server.general
        now = self.playground.clock.now()
        plan = Plan(
            *("probe.post", key, now),
            guild_id=self.server.guild.id,
            payload=payload,
            channel_id=place.id,
        )
        async with self.storage.write() as connection:
            job = await self.store.add(connection, plan, now + timedelta(hours=6))
        self.jobs.append(job)
        return job

    @asynccontextmanager
    async def attune(
        self, *, die_at: str | None = None
    ) -> AsyncGenerator[asyncio.subprocess.Process]:
        """A running process; killed in the end if it is still there."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("ATTUNE_", "DISCORD_"))}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.attune_process"),
            cwd=PROJECT,
            stdout=asyncio.subprocess.PIPE,
            env=ours
            | {
                "DISCORD_TOKEN": self.application.token,
                "ATTUNE_API_URL": self.playground.api_url,
                "ATTUNE_DATABASE_URL": self.database_url,
                "ATTUNE_TEST_CLOCK": f"{self.playground.address}/playground/clock/follow",
                "ATTUNE_CATALOG": str(self.catalog),
                "ATTUNE_LOG_LEVEL": "WARNING",
                "ATTUNE_TEST_COGS": " ".join(self.cogs),
            }
            | ({"ATTUNE_TEST_DIE_AT": die_at} if die_at else {}),
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    @staticmethod
    async def ready(process: asyncio.subprocess.Process) -> None:
        """Wait until this very process does what is due."""
        assert process.stdout is not None
        async with asyncio.timeout(WITHIN_SECONDS):
            assert await process.stdout.readline() == b"ready\n"

    async def dies(self, die_at: str) -> None:
        """Run a process until it kills itself at a point."""
        async with self.attune(die_at=die_at) as process, asyncio.timeout(WITHIN_SECONDS):
            assert await process.wait() == -9

    async def left(self) -> int:
        """How many jobs are not over yet."""
        wanted = select(func.count()).select_from(jobs).where(jobs.c.state.in_(UNDER_WAY))
        async with self.storage.read() as connection:
            return (await connection.execute(wanted)).scalar_one()

    async def over(self) -> list[Job]:
        """Wait until all that was planned is over, as long as it goes on; how each stands."""
        left = await self.left()
        while left:
            async with asyncio.timeout(WITHIN_SECONDS):
                while (now_left := await self.left()) >= left:  # noqa: ASYNC110 - processes
                    await asyncio.sleep(0.05)
            left = now_left
        found = [await self.store.job(job.id) for job in self.jobs]
        return [job for job in found if job is not None]

    def posted(self) -> Counter[str]:
        """What Attune has posted anywhere in the server, by its words, with how often."""
        return Counter(
            text_of(message)
            for channel in self.server.guild.channels.values()
            for message in channel.messages.values()
            if message.author_id == self.application.bot_id
        )

    def promised(self) -> Counter[str]:
        """What is to be posted, each once."""
        return Counter(
            f"{job.key} part {part}"
            for job in self.jobs
            for part in range(job.payload.get("parts", 1))
        )

    def deny(self, *bits: Bit) -> None:
        """Deny permissions in #general to everyone; none of them gives all back."""
        from tests.jobs.house import deny

        deny(self.playground, self.server.general, self.server, *bits)
