"""A server with moderators, for the stories of channels, purges, reports and appeals."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import Attune
from bot.playground.actors import People, Person, Reply
from bot.playground.actors.reading import text_of
from bot.playground.limits import Limits
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Message, Overwrite
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from cogs.moderation.cases.records import Case, Search
from cogs.moderation.cases.store import Cases
from tests.running import running

COGS = ("cogs.setup", "cogs.later", "cogs.moderation")
WITHIN_SECONDS = 20.0
MAY = (
    Bit.MANAGE_ROLES
    | Bit.MANAGE_CHANNELS
    | Bit.MANAGE_MESSAGES
    | Bit.MANAGE_THREADS
    | Bit.MODERATE_MEMBERS
    | Bit.BAN_MEMBERS
    | Bit.KICK_MEMBERS
    | Bit.VIEW_AUDIT_LOG
    | Bit.ADD_REACTIONS
    | Bit.SEND_MESSAGES
    | Bit.SEND_MESSAGES_IN_THREADS
    | Bit.CREATE_PUBLIC_THREADS
    | Bit.CREATE_PRIVATE_THREADS
)


@dataclass
class Grounds:
    """Mei and Noor moderate, Olu organises, Maya and Ravi are members; Wanda owns it."""

    playground: Playground
    application: Application
    app: Attune
    server: SmallGuild
    maya: Person
    ravi: Person
    olu: Person
    mei: Person
    noor: Person
    wanda: Person

    @property
    def general(self) -> Channel:
        return self.server.general

    @property
    def now(self) -> datetime:
        return self.playground.clock.now()

    def after(self, **span: float) -> None:
        """Let so much time go by."""
        self.playground.clock.advance(timedelta(**span))

    def channel(self, name: str, **more: Any) -> Channel:
        """One more channel."""
        return self.playground.world.add_channel(self.server.guild, name, **more)

    def newcomer(self, name: str, *roles: str) -> Person:
        """One more member."""
        world = self.playground.world
        held = [self.server.roles[role] for role in roles]
        world.join(self.server.guild, world.add_user(name), held)
        return People(self.playground).member(name, self.server.guild)

    def texts(self, channel: Channel | None = None) -> list[str]:
        """What Attune says in a channel, for all, in order."""
        return [text_of(message) for message in self.messages(channel)]

    def messages(self, channel: Channel | None = None) -> list[Message]:
        """Attune's messages for all, in order."""
        mine = self.application.bot_id
        found = [m for m in self.public(channel).values() if m.author_id == mine]
        return sorted(found, key=lambda message: message.id)

    def public(self, channel: Channel | None = None) -> dict[int, Message]:
        """What everybody sees in a channel, by id."""
        found = (channel or self.general).messages
        return {i: message for i, message in found.items() if message.ephemeral_for is None}

    async def cases(self) -> list[Case]:
        """All cases, oldest first."""
        look = Cases(self.app.house.storage).look
        found = await look.search(self.server.guild.id, Search(), limit=1000)
        return found[::-1]

    def overwrites(self, channel: Channel | None = None) -> dict[int, Overwrite]:
        """What a channel says of whom, as it is now."""
        return dict((channel or self.general).overwrites)

    async def told(self, person: Person, words: str) -> Message:
        """The direct message that holds these words, once it is there."""
        found: list[Message] = []

        async def there() -> bool:
            messages = await person.direct_messages(self.application)
            found[:] = [message for message in messages if words in text_of(message)]
            return bool(found)

        await until_true(there)
        return found[-1]


async def said(reply: Reply | Awaitable[Reply]) -> str:
    """What somebody is answered in the end."""
    answered = reply if isinstance(reply, Reply) else await reply
    return (await answered.settled()).text


async def until(
    holds: Callable[[], bool], say: Callable[[], object] = lambda: "it never held"
) -> None:
    """Look again and again until something holds."""

    async def there() -> bool:
        return holds()

    await until_true(there, say)


async def until_true(
    holds: Callable[[], Awaitable[bool]], say: Callable[[], object] = lambda: "it never held"
) -> None:
    """As `until`, for what has to be asked."""
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            while not await holds():  # noqa: ASYNC110 - it may hang on anything
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(say()) from None


def founded(
    playground: Playground, application: Application, app: Attune, name: str, may: Bit = MAY
) -> Grounds:
    """A new server for one test."""
    server = small_guild(playground, application, name[:90], may)
    people, world = People(playground), playground.world
    world.join(server.guild, world.add_user("Noor"), [server.roles["Moderator"]])
    names = ("Maya", "Ravi", "Olu", "Mei", "Noor", "Wanda")
    six = [people.member(name, server.guild) for name in names]
    return Grounds(playground, application, app, server, *six)


@dataclass
class House:
    """One playground and one database; Attune can be started in it again and again."""

    playground: Playground
    application: Application
    database: Path | str

    @classmethod
    async def build(cls, database: Path | str) -> "House":
        playground = Playground(limits=Limits.none())
        await playground.start()
        owner = playground.world.add_user("Owner")
        return cls(playground, playground.world.add_application("Attune", owner), database)

    @asynccontextmanager
    async def attune(
        self, *, cogs: Sequence[str] = COGS, **settings: Any
    ) -> AsyncGenerator[Attune]:
        """Attune from READY to a stop in order."""
        async with running(
            self.playground, self.application, self.database, cogs=cogs, **settings
        ) as app:
            yield app
