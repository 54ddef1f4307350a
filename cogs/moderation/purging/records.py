"""Which messages are to go: standard library only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a purge looks at in a message; its text is never kept. `sent_at` is aware."""

    id: int
    author_id: int
    by_bot: bool
    sent_at: datetime
    pinned: bool = False
    text: str = ""
    """Empty without the message content intent."""
    attachments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a moderator chose; what is None or false lets everything through.

    `most` is how many go at most, the newest first. `since` is aware.
    """

    most: int
    author_id: int | None = None
    bots_only: bool = False
    since: datetime | None = None
    words: tuple[str, ...] = ()
    """Any of these is in the text, whatever its case."""
    links_only: bool = False
    attachments_only: bool = False

    @property
    def reads_text(self) -> bool:
        """Whether it needs the message content intent."""
        return bool(self.words) or self.links_only or self.attachments_only


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a purge would delete, the newest first, by id.

    `together` are young enough to go a hundred at a time; `too_old` are left, since Discord deletes
    what is older than 14 days one by one only. `looked_at` is how many were read.
    """

    together: tuple[int, ...]
    too_old: int
    looked_at: int
