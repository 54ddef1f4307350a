"""One planned thing as staff see it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A job for people.

    `trouble` says why it was not posted, or what to know about it; `undecided` means that it waits
    for *Post now* or *Skip*, `late` that *Post now* makes sense.
    """

    job_id: int
    title: str
    due_at: datetime
    channel_id: int | None = None
    planned_by: int | None = None
    trouble: str | None = None
    undecided: bool = False
    late: bool = False
