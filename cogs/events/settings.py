"""What a server chooses for its trainings."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class EventSettings(BaseModel):
    """How trainings show in the server."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    native_events: Literal["on", "off"] = Field(
        default="on",
        description="Whether the next date of each training is a server event too.",
    )
