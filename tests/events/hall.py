"""A server for one test in a running Attune, and what its people do about trainings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import Attune
from bot.playground.actors import People, Person, Reply
from bot.playground.actors.reading import text_of
from bot.playground.records import Channel, Message
from bot.playground.sample import SmallGuild, small_guild
from tests.jobs.house import ALL_THAT_POSTS
from tests.journeys.conftest import Hub

TITLE = "Ambient scribes, with care"
ROOM = "https://example.org/meet"
NEW_YORK = ZoneInfo("America/New_York")
WITHIN_SECONDS = 20.0


@dataclass
class Hall:
    """A server whose organiser is Olu, whose moderator is Mei; trainings are posted in #general."""

    hub: Hub
    server: SmallGuild
    maya: Person
    ravi: Person
    olu: Person
    mei: Person

    @classmethod
    async def of(cls, hub: Hub, name: str) -> "Hall":
        server = small_guild(hub.playground, hub.application, name[:90], ALL_THAT_POSTS)
        people = People(hub.playground)
        four = [people.member(n, server.guild) for n in ("Maya", "Ravi", "Olu", "Mei")]
        hall = cls(hub, server, *four)
        await hall.mei.slash(
            "settings set",
            training_channel="general",
            staff_channel="staff",
            operations_channel="staff",
            organiser_role="Organiser",
            zone="New York",
        )
        return hall

    @property
    def app(self) -> Attune:
        return self.hub.app

    @property
    def now(self) -> datetime:
        return self.hub.playground.clock.now()

    def after(self, **span: float) -> None:
        """Let so much time go by."""
        self.hub.playground.clock.advance(timedelta(**span))

    def go_to(self, instant: datetime) -> None:
        """Let the time come."""
        self.hub.playground.clock.advance(instant - self.now + timedelta(seconds=1))

    def day(self, days: int, hour: int = 18) -> datetime:
        """An hour of a day to come, in New York."""
        local = (self.now + timedelta(days=days)).astimezone(NEW_YORK)
        return local.replace(hour=hour, minute=0, second=0, microsecond=0)

    # --- organisers -------------------------------------------------------------------------------

    async def draft(
        self, starts: datetime | str, *, by: Person | None = None, **options: object
    ) -> Reply:
        """A draft as it is shown before it is saved."""
        somebody = by or self.olu
        given = {"title": options.pop("title", TITLE), "length": options.pop("length", "90 min")}
        form = await somebody.slash("training create", **options)
        typed = starts if isinstance(starts, str) else typed_time(starts)
        sent = await somebody.submit(
            form, when=typed, description="What to ask.", place=ROOM, **given
        )
        return await sent.settled()

    async def plan(self, starts: datetime, **options: Any) -> Message:
        """A training that is planned, and its post."""
        shown = await self.draft(starts, **options)
        posted = len(self.posts())
        await self.olu.click(shown, "Create it")
        await until(lambda: len(self.posts()) > posted)
        await self.kept(self.posts()[-1])
        return self.posts()[-1]

    async def edit(self, **options: object) -> Reply:
        """The form of `/training edit`."""
        return await self.olu.slash("training edit", **{"event": TITLE, **options})

    async def cancel(self, reason: str = "", **options: object) -> Reply:
        form = await self.olu.slash("training cancel", **{"event": TITLE, **options})
        return await (await self.olu.submit(form, reason=reason)).settled()

    # --- members ----------------------------------------------------------------------------------

    async def say(self, person: Person, on: Message, label: str) -> str:
        """What somebody is answered who presses a button."""
        return (await (await person.click(on, label)).settled()).text

    def newcomer(self, name: str) -> Person:
        """One more member."""
        world = self.hub.playground.world
        user = world.add_user(name)
        world.join(self.server.guild, user, [])
        return People(self.hub.playground).member(name, self.server.guild)

    async def told(self, person: Person, words: str) -> Message:
        """The direct message that holds these words, once it is there."""
        found: list[Message] = []

        async def there() -> bool:
            messages = await person.direct_messages(self.hub.application)
            found[:] = [message for message in messages if words in text_of(message)]
            return bool(found)

        async with asyncio.timeout(WITHIN_SECONDS):
            while not await there():  # noqa: ASYNC110 - it may hang on anything
                await asyncio.sleep(0.01)
        return found[-1]

    # --- channels ---------------------------------------------------------------------------------

    def messages(self, channel: Channel | None = None) -> list[Message]:
        """Attune's messages for all, in order."""
        bot = self.hub.application.bot_id
        found = (channel or self.server.general).messages.values()
        mine = [m for m in found if m.author_id == bot and m.ephemeral_for is None]
        return sorted(mine, key=lambda message: message.id)

    def posts(self) -> list[Message]:
        """The posts of trainings in #general, in order."""
        return [m for m in self.messages() if m.components and m.components[-1]["type"] == 1]

    def thread(self, post: Message) -> Channel:
        """The thread of a post."""
        return self.hub.playground.world.channels[post.thread_id or 0]

    async def comes(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, while the clock runs faster."""

        def there() -> bool:
            self.after(seconds=1)
            return holds()

        await until(there)

    async def shows(self, message: Message, *words: str, hurry: bool = True) -> None:
        """Wait until a message shows these words; with `hurry` the pause between edits is short."""

        def there() -> bool:
            if hurry:
                self.after(seconds=1)
            return all(each in text_of(message) for each in words)

        await until(there, lambda: text_of(message))

    async def kept(self, post: Message, *, hurry: bool = False) -> None:
        """Wait until Attune knows where it was posted; with `hurry` the clock runs faster."""
        store = self.app.house.storage

        async def known() -> bool:
            from sqlalchemy import select

            from cogs.events.tables import occurrences

            wanted = select(occurrences.c.id).where(occurrences.c.post_message_id == post.id)
            async with store.read() as connection:
                return (await connection.execute(wanted)).first() is not None

        async with asyncio.timeout(WITHIN_SECONDS):
            while not await known():
                self.after(seconds=0.5 if hurry else 0)
                await asyncio.sleep(0.005)


def typed_time(instant: datetime) -> str:
    """An instant as somebody in New York types it."""
    return f"{instant.astimezone(NEW_YORK):%Y-%m-%d %H:%M} new york"


def shown_time(instant: datetime, style: str = "F") -> str:
    """An instant as Discord shows it to each reader."""
    return f"<t:{int(instant.timestamp())}:{style}>"


async def until(
    holds: Callable[[], bool],
    say: Callable[[], str] = lambda: "it never held",
    *,
    within: float = WITHIN_SECONDS,
) -> None:
    """Look again and again until something holds."""
    try:
        async with asyncio.timeout(within):
            while not holds():  # noqa: ASYNC110 - it may hang on anything
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(say()) from None
