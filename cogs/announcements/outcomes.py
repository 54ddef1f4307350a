"""Who waits at this moment for an announcement to be posted."""

import asyncio
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager, suppress

# A post is out within a second or two. What takes longer goes on without being watched.
WATCHED_SECONDS = 10.0


class Outcomes:
    """Brings word from the job that posts to whoever pressed *Post now*, in this process."""

    def __init__(self) -> None:
        self._waiting: defaultdict[tuple[int, int], list[asyncio.Event]] = defaultdict(list)

    @contextmanager
    def expecting(self, guild_id: int, number: int) -> Generator[asyncio.Event]:
        """Hear of an announcement from now on; begin before its post is planned."""
        key, ended = (guild_id, number), asyncio.Event()
        self._waiting[key].append(ended)
        try:
            yield ended
        finally:
            self._waiting[key].remove(ended)
            if not self._waiting[key]:
                del self._waiting[key]

    def tell(self, guild_id: int, number: int) -> None:
        """Say that the job has ended; what it wrote may not be committed yet."""
        for ended in self._waiting.get((guild_id, number), ()):
            ended.set()


async def has_ended(ended: asyncio.Event) -> bool:
    """Wait for the end of a post; False where that takes too long to wait for."""
    with suppress(TimeoutError):
        async with asyncio.timeout(WATCHED_SECONDS):
            await ended.wait()
    return ended.is_set()
