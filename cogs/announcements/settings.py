"""What a server chooses for its announcements."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class AnnouncementSettings(BaseModel):
    """How careful a server is with what it announces."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    approvals: Literal[0, 1, 2] = Field(
        default=0,
        description="How many other organisers must approve an announcement before it goes out.",
    )
