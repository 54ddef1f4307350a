"""What the prompts feature keeps."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SavedPrompt:
    """A prompt on a member's own list. `saved_at` is aware, in UTC."""

    slug: str
    saved_at: datetime
