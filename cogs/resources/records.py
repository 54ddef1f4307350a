"""What the feature of resources keeps: standard library only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SavedResource:
    """A resource on a member's own list. `saved_at` is aware, in UTC.

    `content_hash` is what was said of it when the member last took note.
    """

    slug: str
    saved_at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to, by slugs; None lets all through."""

    topic: str | None = None
    kind: str | None = None
