"""How far a purge reads a channel back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from discord.utils import time_snowflake

from cogs.moderation.purging.reading import MOST_READ, read_back, seen
from cogs.moderation.purging.records import Filter

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, RAVI = 7, 8


class Channel:
    """A channel in which somebody wrote each minute; counts what is asked of it."""

    def __init__(self, count: int, *, every: timedelta = timedelta(minutes=1)) -> None:
        self.messages: list[dict[str, Any]] = [
            {
                "id": str(time_snowflake(NOW - every * (n + 1))),
                "author": {"id": str(MAYA if n % 2 else RAVI)},
            }
            for n in range(count)
        ]
        self.asked = 0

    async def page(self, before: int | None) -> Sequence[dict[str, Any]]:
        self.asked += 1
        older = [m for m in self.messages if before is None or int(m["id"]) < before]
        return older[:100]


async def test_it_reads_until_enough_are_found():
    channel = Channel(1000)

    found = await read_back(channel.page, Filter(most=120, author_id=MAYA), now=NOW)

    assert channel.asked == 3
    assert len(found) == 300
    assert sum(each.author_id == MAYA for each in found) == 150


async def test_it_reads_to_the_beginning_and_no_further_than_the_time_that_was_meant():
    short, long = Channel(250), Channel(1000)

    assert len(await read_back(short.page, Filter(most=3000), now=NOW)) == 250
    since = Filter(most=3000, since=NOW - timedelta(minutes=150))
    assert len(await read_back(long.page, since, now=NOW)) == 200


async def test_what_is_too_old_to_be_deleted_is_not_read_to_its_end():
    old = Channel(5000, every=timedelta(days=1))

    found = await read_back(old.page, Filter(most=3000), now=NOW)

    assert len(found) == 100


async def test_a_filter_that_nothing_fits_ends():
    channel = Channel(2 * MOST_READ, every=timedelta(seconds=1))

    found = await read_back(channel.page, Filter(most=1, author_id=1), now=NOW)

    assert len(found) == MOST_READ


def test_a_webhook_is_a_bot_and_time_is_that_of_the_id():
    message: dict[str, Any] = {
        "id": str(time_snowflake(NOW)),
        "author": {"id": "7"},
        "webhook_id": "9",
        "pinned": True,
        "content": "Words",
        "attachments": [{}, {}],
    }

    read = seen(message)

    assert (read.by_bot, read.sent_at, read.pinned) == (True, NOW, True)
    assert (read.text, read.attachments) == ("Words", 2)
    assert not seen({"id": "1", "author": {"id": "7"}}).by_bot
