"""Trainings planned as organisers plan them, for stories about what comes after."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.actors import Reply
from bot.playground.actors.reading import text_of
from bot.playground.records import Message
from bot.playground.world import Event
from cogs.events.store import EventStore
from tests.jobs.house import until
from tests.journeys.conftest import Here

TITLE = "Notes with AI, in your own voice"
ABOUT = "What to ask before a scribe writes your notes."
ROOM = "https://example.org/room"
NEW_YORK = ZoneInfo("America/New_York")


async def plan(
    here: Here,
    *,
    starts: datetime | None = None,
    length: str = "90 minutes",
    title: str = TITLE,
    **options: object,
) -> Message:
    """Olu plans a training in #general, and its post is there.

    Args:
        here: Where.
        starts: An instant; tomorrow's full hour unless given.
        length: As it is typed.
        title: As it is typed.
        options: Of `/training create`.
    """
    posted = next_here(here, title)
    form = await here.olu.slash("training create", channel="general", **options)
    shown = await here.olu.submit(
        form,
        title=title,
        when=typed(starts or tomorrow(here)),
        length=length,
        description=ABOUT,
        place=ROOM,
    )
    await here.olu.click(await shown.settled(), "Create it")
    post = await asyncio.wait_for(posted, 10)
    await until(lambda: _is_kept(here, post))
    return post


async def _is_kept(here: Here, post: Message) -> bool:
    """Whether Attune has noted where it posted."""
    store, clock = EventStore(here.hub.app.house.storage), here.hub.playground.clock
    kept = [o.occurrence.post for o in await store.opened(here.server.guild.id, clock.now())]
    return post.id in [found.message_id for found in kept if found is not None]


def next_here(here: Here, words: str) -> asyncio.Future[Message]:
    """The next message of Attune's in this server with these words; ask before what it answers."""
    world = here.hub.playground.world
    posted: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

    def hear(event: Event) -> None:
        if event.name != "MESSAGE_CREATE" or event.channel_id is None or posted.done():
            return
        if world.channels[event.channel_id].guild_id != here.server.guild.id:
            return
        message = world.message(event.channel_id, int(event.data["id"]))
        if message.author_id == here.hub.application.bot_id and words in text_of(message):
            posted.set_result(message)

    end = world.listen(hear)
    posted.add_done_callback(lambda _: end())
    return posted


def tomorrow(here: Here) -> datetime:
    """The full hour after this time tomorrow."""
    now = here.hub.playground.clock.now() + timedelta(days=1, hours=1)
    return now.replace(minute=0, second=0, microsecond=0)


def typed(instant: datetime) -> str:
    """An instant as somebody in New York types it."""
    return f"{instant.astimezone(NEW_YORK):%Y-%m-%d %H:%M} new york"


def files_of(reply: Reply) -> dict[str, bytes]:
    """The files that came with an answer, by name."""
    shown = [m for m in (reply.message, *reply.messages) if m is not None]
    return {a.filename: a.content for m in shown for a in m.attachments}
