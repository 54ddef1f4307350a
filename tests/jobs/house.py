"""An Attune with the probe of jobs, in this process, and what tests ask of it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import Attune
from bot.clock import MovableClock
from bot.jobs.planning import Jobs
from bot.jobs.records import Job, Plan, State
from bot.jobs.runner import Pulse
from bot.playground.actors import People, Person
from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Message
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from tests.jobs.probe import Probe
from tests.running import settings_for

COGS = ("cogs.setup", "cogs.later", "tests.jobs.probe")
SENDING = ("POST", "/channels/{channel_id}/messages")
WITHIN_SECONDS = 30.0
ALL_THAT_POSTS = Bit.CREATE_PUBLIC_THREADS | Bit.ATTACH_FILES | Bit.SEND_MESSAGES_IN_THREADS


@asynccontextmanager
async def attune(
    playground: Playground,
    application: Application,
    database: Path | str,
    *,
    pulse: Pulse | None = None,
    cogs: tuple[str, ...] = COGS,
    clock: MovableClock | None = None,
) -> AsyncGenerator[Attune]:
    """Attune from READY on, with the probe; stopped in order at the end."""
    settings = settings_for(playground, application, database)
    app = Attune(settings, clock or playground.clock, cogs=cogs, pulse=pulse)
    task = asyncio.create_task(app.run_until_stopped())
    ready = asyncio.create_task(app.answering.wait())
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        yield app
    finally:
        ready.cancel()
        app.stop()
        await task


async def until(holds: Callable[[], Awaitable[bool]], *, within: float = WITHIN_SECONDS) -> None:
    """Look again and again until something holds; TimeoutError after so many seconds."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110 - it may hang on anything
            await asyncio.sleep(0.01)


@dataclass
class Place:
    """A server for one test in a running Attune."""

    playground: Playground
    application: Application
    app: Attune
    server: SmallGuild
    people: dict[str, Person] = field(default_factory=dict[str, Person])

    @classmethod
    def of(
        cls, playground: Playground, application: Application, app: Attune, name: str
    ) -> "Place":
        server = small_guild(playground, application, name[:90], ALL_THAT_POSTS)
        people = People(playground)
        named = {n: people.member(n, server.guild) for n in ("Maya", "Ravi", "Olu", "Mei")}
        return cls(playground, application, app, server, named)

    @property
    def jobs(self) -> Jobs:
        return self.app.house.jobs

    @property
    def probe(self) -> Probe:
        cog = self.app.get_cog("Probe")
        assert isinstance(cog, Probe)
        return cog

    @property
    def now(self) -> datetime:
        return self.playground.clock.now()

    def plan(
        self,
        key: str,
        *,
        kind: str = "probe.post",
        after: timedelta = timedelta(0),
        channel: Channel | None = None,
        by: str | None = None,
        **payload: Any,
    ) -> Plan:
        place = channel or self.server.general
        planner = None if by is None else self.server.people[by].id
        return Plan(
            *(kind, key, self.now + after),
            guild_id=self.server.guild.id,
            payload=payload,
            channel_id=place.id,
            planned_by=planner,
        )

    async def ends(self, job: Job, state: State = State.DONE, *, hurry: bool = False) -> Job:
        """The job once it has come to this state; with `hurry` the clock runs a lot faster."""
        found: list[Job] = []

        async def there() -> bool:
            if hurry:
                self.playground.clock.advance(timedelta(seconds=0.2))
            now = await self.jobs.store.job(job.id)
            assert now is not None
            found[:] = [now]
            return now.state is state

        try:
            await until(there)
        except TimeoutError:
            raise AssertionError(f"it is {found[0].state}: {found[0]}") from None
        return found[0]

    async def do(self, key: str, *, hurry: bool = False, **planned: Any) -> Job:
        """Plan something for now and wait until it is done."""
        return await self.ends(await self.jobs.schedule(self.plan(key, **planned)), hurry=hurry)

    def posts(self, channel: Channel | None = None) -> list[str]:
        """What Attune has posted in a channel, in order."""
        return [text_of(message) for message in self.messages(channel)]

    def messages(self, channel: Channel | None = None) -> list[Message]:
        """The messages of Attune's in a channel, in order."""
        found = (channel or self.server.general).messages.values()
        bot = self.application.bot_id
        mine = [m for m in found if m.author_id == bot and m.ephemeral_for is None]
        return sorted(mine, key=lambda message: message.id)

    def mute(self, *bits: Bit, channel: Channel | None = None) -> None:
        """Take permissions in a channel away from everyone, Attune too."""
        deny(self.playground, channel or self.server.general, self.server, *bits)


def deny(playground: Playground, channel: Channel, server: SmallGuild, *bits: Bit) -> None:
    """Deny permissions to everyone in a channel; none of them gives all back."""
    from bot.playground.records import Overwrite

    everyone = server.guild.id
    taken = 0
    for bit in bits:
        taken |= int(bit)
    if taken:
        channel.overwrites[everyone] = Overwrite(everyone, is_member=False, deny=taken)
    else:
        channel.overwrites.pop(everyone, None)
    playground.world.channel_changed(channel)
