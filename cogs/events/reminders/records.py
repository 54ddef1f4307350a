"""Who is reminded, and what came of it. Standard library only, beside what a member chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.members.records import QuietHours


class What(StrEnum):
    """What was delivered: a step of the ladder, direct messages, or what comes after."""

    STEP = "step"
    DIRECT = "direct"
    SHARING = "sharing"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who comes and asked for a direct message.

    `since` is from when on they both come and ask: what was due before is not sent.
    """

    member_id: int
    lead: timedelta
    since: datetime
    zone: str | None = None
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """How many of a delivery were told how.

    `fell_back`: mentioned where it was posted since no direct message reached them.
    """

    mentioned: int = 0
    direct: int = 0
    fell_back: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery that is over; `state` is how its job ended."""

    what: What
    due_at: datetime
    parts: Parts
    state: str


Done = Mapping[str, bool]
"""The steps of a job by name, and whether each is done."""
