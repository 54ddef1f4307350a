"""What the digest tells of reviews."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.reviews.records import Review


class Fact(Enum):
    """What becomes true of a review by the time alone."""

    DUE = auto()
    OVERDUE = auto()
    CLAIM_LAPSED = auto()
    WAITING = auto()
    HALTED = auto()


@dataclass(frozen=True, slots=True)
class Tiding:
    """A fact, and the instant (aware) from which it is true; `member_id` is whose claim it was."""

    fact: Fact
    review: Review
    at: datetime
    member_id: int | None = None
