"""What was posted. Standard library only."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sent:
    """A part that was posted; `message_id` is None where somebody has deleted it meanwhile."""

    channel_id: int
    message_id: int | None

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the step."""
        return {"channel": self.channel_id, "message": self.message_id}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Sent":
        """From what is kept with the step."""
        return cls(kept["channel"], kept["message"])


@dataclass(frozen=True, slots=True)
class Image:
    """An image kept as bytes, since Discord's links expire; `alt` is its alternative text."""

    filename: str
    content: bytes
    alt: str
