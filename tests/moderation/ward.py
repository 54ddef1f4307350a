"""A server in which Attune may moderate, and what tests ask of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.actors import People, Person
from bot.playground.actors.reading import text_of
from bot.playground.audit_log import Action, AuditEntry
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Message
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from bot.storage import Storage
from cogs.moderation.cases.records import Case, Search
from cogs.moderation.cases.store import Cases

NEEDED = Bit.MODERATE_MEMBERS | Bit.KICK_MEMBERS | Bit.BAN_MEMBERS | Bit.VIEW_AUDIT_LOG
WITHIN_SECONDS = 10.0


@dataclass
class Ward:
    """Mei moderates; Maya, Ravi and Olu are members; Wanda owns the server."""

    playground: Playground
    application: Application
    storage: Storage
    server: SmallGuild
    maya: Person
    ravi: Person
    olu: Person
    mei: Person
    wanda: Person

    @classmethod
    def of(
        cls,
        playground: Playground,
        application: Application,
        storage: Storage,
        name: str,
        permissions: Bit = NEEDED,
    ) -> "Ward":
        server = small_guild(playground, application, name[:90], permissions)
        people = People(playground)
        names = ("Maya", "Ravi", "Olu", "Mei", "Wanda")
        found = [people.member(one, server.guild) for one in names]
        return cls(playground, application, storage, server, *found)

    @property
    def cases(self) -> Cases:
        return Cases(self.storage)

    @property
    def now(self) -> datetime:
        return self.playground.clock.now()

    async def case(self, number: int) -> Case:
        return await self.cases.look.case(self.server.guild.id, number)

    async def is_lifted(self, number: int) -> bool:
        return (await self.case(number)).lifted is not None

    async def all_cases(self) -> list[Case]:
        """All cases, oldest first."""
        found = await self.cases.look.search(self.server.guild.id, Search(), limit=1000)
        return found[::-1]

    def direct(self, person: Person) -> list[Message]:
        """What Attune wrote to somebody, oldest first."""
        world, bot = self.playground.world, self.application.bot_id
        channel = world.direct_messages(person.id, bot)
        return [m for m in channel.messages.values() if m.author_id == bot]

    def told(self, person: Person) -> list[str]:
        return [text_of(message) for message in self.direct(person)]

    def marked(self, *actions: Action) -> list[AuditEntry]:
        """What Attune did, as the audit log has it, oldest first."""
        mine = self.application.bot_id
        return [
            entry
            for entry in self.server.guild.audit_log
            if entry.user_id == mine and entry.action in actions
        ]

    def after(self, **time: float) -> None:
        self.playground.clock.advance(timedelta(**time))

    async def log(self) -> Channel:
        """Let the server have a log of cases."""
        settings = await self.wanda.slash("settings set", moderation_log_channel="staff")
        assert "Moderation log" in settings.text
        return self.server.staff

    def cards(self, channel: Channel) -> list[Message]:
        mine = self.application.bot_id
        return [m for m in channel.messages.values() if m.author_id == mine and not m.ephemeral_for]


async def until(true: Callable[[], bool]) -> None:
    """Wait for what Attune does by itself."""
    async with asyncio.timeout(WITHIN_SECONDS):
        while not true():  # noqa: ASYNC110 - another task makes it true
            await asyncio.sleep(0.01)


async def comes(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what Attune writes down by itself."""
    async with asyncio.timeout(WITHIN_SECONDS):
        while not await true():  # noqa: ASYNC110 - it may hang on anything
            await asyncio.sleep(0.01)
