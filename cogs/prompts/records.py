"""What the prompts feature keeps."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SavedPrompt:
    """A prompt on a member's own list. `saved_at` is aware, in UTC.

    `content_hash` is what it said when the member last took note of it; None where it was saved
    before that was kept.
    """

    slug: str
    saved_at: datetime
    content_hash: str | None = None
