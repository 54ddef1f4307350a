"""A server where another organiser looks at announcements first, and what is asked there."""

from bot.playground.actors.reading import text_of
from bot.playground.records import Message
from tests.announcements.acting import posts, settled, soon
from tests.journeys.conftest import Here


async def careful(here: Here, approvals: str = "one other organiser") -> None:
    """A server where somebody else looks at announcements first."""
    await settled(here)
    chosen = await here.mei.slash("announce settings", approvals=approvals)
    assert "has to be approved by" in chosen.text


async def card(
    here: Here,
    words: str = "waits for another organiser's approval",
    *,
    after: Message | None = None,
) -> Message:
    """The last card with these words in the staff channel, later than another one."""

    def found() -> list[Message]:
        since = 0 if after is None else after.id
        there = posts(here, here.server.staff)
        return [m for m in there if words in text_of(m) and m.id > since]

    async def there() -> bool:
        return bool(found())

    await soon(here, there)
    return found()[-1]
