"""What the reviews feature shows."""

from dataclasses import dataclass
from enum import StrEnum

from bot.reviews.records import Report, Review, Standing, Step


class Act(StrEnum):
    """A button of a review; the values name its action."""

    READ = "read"
    CLAIM = "claim"
    APPROVE = "approve"
    CHANGES = "changes"
    DECLINE = "decline"
    SUSPEND = "suspend"
    LIFT = "lift"
    CALL_UP = "call_up"
    RETIRE = "retire"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as its card shows it; `lines` are the kind's own."""

    review: Review
    standing: Standing
    kind_title: str
    lines: tuple[str, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to an item, oldest first; `review` is None where nothing did."""

    kind: str
    slug: str
    title: str
    review: Review | None
    steps: tuple[Step, ...] = ()
    reports: tuple[Report, ...] = ()
