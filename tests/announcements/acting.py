"""What organisers do with announcements in tests, and what comes of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.jobs.records import Job, State
from bot.playground.actors import Person
from bot.playground.actors.options import Upload
from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.playground.cdn import png
from bot.playground.interactions import Kind
from bot.playground.records import Channel, ChannelType, Message
from tests.jobs.house import until
from tests.journeys.conftest import Here

TITLE = "Supervision group starts"
BODY = "We meet **each Tuesday**. Bring one question about AI in your practice."
TYPED = {"title": TITLE, "body": BODY}
IMAGE = Upload("flyer.png", png((10, 120, 200)))
ALT = "A flyer with date and place of the supervision group"
PICTURED = TYPED | {"image": [IMAGE], "alt": ALT}


async def settled(here: Here, **more: Any) -> None:
    """Name the channels that a careful server names."""
    named: dict[str, Any] = {"announcements_channel": "general", "staff_channel": "staff"}
    await here.mei.slash("settings set", **(named | {"zone": "Europe/London"} | more))


async def compose(who: Person, typed: dict[str, Any] | None = None, /, **options: Any) -> Reply:
    """Write a draft; the reply shows the preview and the panel below it."""
    form = await who.slash("announce compose", **options)
    assert form.modal is not None, form.text
    return await whole(await who.submit(form, typed or TYPED))


async def whole(reply: Reply) -> Reply:
    """Wait until the panel below a preview is there; a refusal is the whole answer."""

    async def there() -> bool:
        return any((b.custom_id or "").startswith("announce.") for b in reply.buttons)

    await reply.settled()
    await until(there, within=5)
    return reply


def panel_of(reply: Reply) -> Message:
    """The message with the buttons: the last one."""
    return [m for m in (reply.message, *reply.messages) if m is not None][-1]


def number_of(reply: Reply) -> int:
    """The number of the announcement that a panel shows."""
    words = text_of(panel_of(reply))
    return int(words.split("number ")[1].split(",")[0].split()[0])


async def press(who: Person, reply: Reply, button: str) -> Reply:
    """Press a button of the panel; it is changed in its place."""
    return await (await who.click(panel_of(reply), button)).settled()


def posts(here: Here, channel: Channel | None = None) -> list[Message]:
    """The messages of Attune's that everybody sees in a channel, oldest first."""
    bot = here.hub.application.bot_id
    found = (channel or here.server.general).messages.values()
    mine = [m for m in found if m.author_id == bot and m.ephemeral_for is None]
    return sorted(mine, key=lambda message: message.id)


async def soon(here: Here, holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds, while the clock runs ten times as fast."""

    async def hurried() -> bool:
        advance(here, seconds=0.1)
        return await holds()

    await until(hurried, within=10)


async def posted(here: Here, count: int = 1, channel: Channel | None = None) -> list[Message]:
    """Wait for so many messages of Attune's in a channel."""

    async def there() -> bool:
        return len(posts(here, channel)) >= count

    try:
        await soon(here, there)
    except TimeoutError:
        raise AssertionError(
            f"{len(posts(here, channel))} posts; jobs: {await jobs(here)}"
        ) from None
    return posts(here, channel)


async def jobs(here: Here) -> list[tuple[str, State, str | None]]:
    """What is unfinished in the server."""
    store = here.hub.app.house.jobs.store
    found = await store.unfinished(here.server.guild.id)
    return [(job.kind, job.state, job.reason) for job in found]


async def job(here: Here, kind: str = "announcements.post") -> Job:
    """The one unfinished job of a kind."""
    store = here.hub.app.house.jobs.store
    (found,) = [j for j in await store.unfinished(here.server.guild.id) if j.kind == kind]
    return found


async def shows(reply: Reply, words: str) -> None:
    """Wait until an answer shows these words."""

    async def there() -> bool:
        return words in reply.text

    await until(there, within=10)


async def comes_due(here: Here, kind: str = "announcements.post") -> None:
    """Move the clock to when the one job of a kind is due."""
    here.hub.playground.clock.advance_to((await job(here, kind)).due_at)


async def quiet(here: Here) -> None:
    """Wait until nothing is being done or due in the server."""
    now = here.hub.playground.clock.now

    async def over() -> bool:
        found = await here.hub.app.house.jobs.store.unfinished(here.server.guild.id)
        return not any(
            j.state is State.RUNNING or (j.state is State.WAITING and j.next_at <= now())
            for j in found
        )

    await until(over, within=10)


def advance(here: Here, **by: float) -> None:
    """Move the clock forward."""
    here.hub.playground.clock.advance(timedelta(**by))


def news_channel(here: Here) -> Channel:
    """A channel whose posts other servers follow."""
    world = here.hub.playground.world
    return world.add_channel(here.server.guild, "news", type=ChannelType.ANNOUNCEMENT)


def labels(reply: Reply) -> list[str]:
    """The buttons that can be pressed."""
    return [button.label for button in reply.buttons if not button.disabled]


async def opened(who: Person, number: int) -> Reply:
    """An announcement with its preview and panel."""
    return await whole(await who.slash("announce show", announcement=str(number)))


async def planned(here: Here, typed: dict[str, Any] | None = None, /, **options: Any) -> Reply:
    """Write an announcement as Olu and plan it."""
    shown = await compose(here.olu, typed, **options)
    after = await press(here.olu, shown, "Schedule")
    assert "Planned for" in after.text, after.text
    return after


async def press_as(who: Person, here: Here, reply: Reply, custom_id: str) -> Reply:
    """Press what a client would not show, on a private message of somebody else's too."""
    pressed = {"custom_id": custom_id, "component_type": 2}
    interaction = here.hub.playground.interactions.create(
        Kind.COMPONENT,
        here.hub.application,
        who.id,
        here.server.general,
        pressed,
        source=panel_of(reply),
    )
    await interaction.until(
        lambda: interaction.response is not None or interaction.failed is not None, within=10.0
    )
    return await Reply(who, interaction).settled()


async def submit_as(who: Person, here: Here, custom_id: str, fields: dict[str, str]) -> Reply:
    """Send a form that no client of theirs has opened, as if a command had."""
    parent = (await who.slash("help")).interaction
    components = [
        {"type": 18, "id": n, "component": {"type": 4, "id": n + 50, "custom_id": k, "value": v}}
        for n, (k, v) in enumerate(fields.items(), start=1)
    ]
    data = {"custom_id": custom_id, "components": components}
    interaction = here.hub.playground.interactions.create(
        Kind.MODAL,
        here.hub.application,
        who.id,
        here.server.general,
        data,
        parent=parent,
    )
    await interaction.until(
        lambda: interaction.response is not None or interaction.failed is not None, within=10.0
    )
    return await Reply(who, interaction).settled()


async def hears(who: Person, here: Here, words: str) -> str:
    """Wait for a direct message of Attune's with these words."""
    there = who.dm(here.hub.application)

    def found() -> list[str]:
        return [text_of(m) for m in there.messages.values() if words in text_of(m)]

    async def has() -> bool:
        return bool(found())

    await soon(here, has)
    return found()[-1]
