"""Reading a channel back from its newest message, as far as a purge has to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from discord.utils import snowflake_time

from cogs.moderation.purging.records import Filter, Seen
from cogs.moderation.purging.rules import OLDEST, fits

Json = Mapping[str, Any]
# Gives up to 100 messages before an id (or the newest), newest first.
Page = Callable[[int | None], Awaitable[Sequence[Json]]]

MOST_READ = 10_000


async def read_back(page: Page, wanted: Filter, *, now: datetime) -> list[Seen]:
    """The messages that decide what goes, newest first.

    Reads until enough are found, or what follows is too old to be meant or to be deleted; at most
    10,000.
    """
    found: list[Seen] = []
    enough = 0
    while len(found) < MOST_READ:
        read = [seen(each) for each in await page(found[-1].id if found else None)]
        found += read
        enough += sum(fits(each, wanted) for each in read)
        if not read or enough >= wanted.most or _is_over(read[-1], wanted, now):
            break
    return found


def seen(message: Json) -> Seen:
    """What is looked at of a message as REST gives it."""
    author = message["author"]
    return Seen(
        id=int(message["id"]),
        author_id=int(author["id"]),
        by_bot=bool(author.get("bot")) or "webhook_id" in message,
        sent_at=snowflake_time(int(message["id"])),
        pinned=bool(message.get("pinned")),
        text=str(message.get("content", "")),
        attachments=len(message.get("attachments", ())),
    )


def _is_over(oldest: Seen, wanted: Filter, now: datetime) -> bool:
    too_early = wanted.since is not None and oldest.sent_at < wanted.since
    return too_early or now - oldest.sent_at >= OLDEST
