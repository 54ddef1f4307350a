"""When a job is tried again, and which of the due ones go next. Standard library only."""

from collections.abc import Iterable
from datetime import timedelta

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
# A bug is tried this often, then it is told; Discord's trouble is tried until the time is over.
TRIES_OF_A_BUG = 5
# So many failures in a row, about two minutes, a channel waits for its earliest job.
CHANNEL_WAITS_FOR = 7


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failures in a row: 1 s, doubled each time, at most 5 min."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)


def first_of_each(candidates: Iterable[tuple[int, int | None]], room: int) -> list[int]:
    """The jobs to begin now, at most `room`: one a channel, all of those without a channel.

    Args:
        candidates: Id and channel of jobs that may begin, in their order.
        room: How many may begin.
    """
    chosen: list[int] = []
    channels: set[int] = set()
    for job_id, channel in candidates:
        if len(chosen) == room:
            break
        if channel is None or channel not in channels:
            chosen.append(job_id)
        if channel is not None:
            channels.add(channel)
    return chosen
