"""Who waits at this moment for what a job is doing."""

import asyncio
from collections import defaultdict
from collections.abc import Generator, Hashable
from contextlib import contextmanager, suppress
from typing import Generic, TypeVar

Subject = TypeVar("Subject", bound=Hashable)
Outcome = TypeVar("Outcome")

# A job begins within a fraction of a second. What takes longer goes on without being watched.
WATCHED_SECONDS = 10.0


class Watching(Generic[Subject, Outcome]):
    """Brings word from a job to whoever planned it, in this process."""

    def __init__(self) -> None:
        self._waiting: defaultdict[Subject, list[asyncio.Future[Outcome]]] = defaultdict(list)

    @contextmanager
    def expecting(self, subject: Subject) -> Generator[asyncio.Future[Outcome]]:
        """Hear of a subject from now on; begin before the job is planned."""
        expected: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[subject].append(expected)
        try:
            yield expected
        finally:
            self._waiting[subject].remove(expected)
            if not self._waiting[subject]:
                del self._waiting[subject]

    def tell(self, subject: Subject, outcome: Outcome) -> bool:
        """Say what came of it to all who wait; False where nobody does."""
        waiting = [one for one in self._waiting.get(subject, ()) if not one.done()]
        for expected in waiting:
            expected.set_result(outcome)
        return bool(waiting)


async def outcome_of(expected: asyncio.Future[Outcome]) -> Outcome | None:
    """What came of it; None where it takes too long to wait for."""
    with suppress(TimeoutError):
        async with asyncio.timeout(WATCHED_SECONDS):
            return await asyncio.shield(expected)
    return None
