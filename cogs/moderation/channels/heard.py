"""Who waits for what a job is doing at this moment."""

import asyncio
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

# A job begins within a fraction of a second. What takes longer goes on without being watched.
WATCHED_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of locking or opening: `failure` and `left` are sentences, empty where all went."""

    failure: str = ""
    left: str = ""


class Heard:
    """Brings word of a channel from the job to the command that planned it, in this process."""

    def __init__(self) -> None:
        self._waiting: defaultdict[int, list[asyncio.Future[Outcome]]] = defaultdict(list)

    @contextmanager
    def expecting(self, channel_id: int) -> Generator[asyncio.Future[Outcome]]:
        """Hear of a channel from now on; begin before the job is planned."""
        expected: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[channel_id].append(expected)
        try:
            yield expected
        finally:
            self._waiting[channel_id].remove(expected)
            if not self._waiting[channel_id]:
                del self._waiting[channel_id]

    def tell(self, channel_id: int, outcome: Outcome) -> bool:
        """Say what came of it; False where nobody waits."""
        waiting = [one for one in self._waiting.get(channel_id, ()) if not one.done()]
        for expected in waiting:
            expected.set_result(outcome)
        return bool(waiting)


async def outcome_of(expected: asyncio.Future[Outcome]) -> Outcome | None:
    """What came of it; None where it takes too long to wait for."""
    with suppress(TimeoutError):
        async with asyncio.timeout(WATCHED_SECONDS):
            return await asyncio.shield(expected)
    return None
