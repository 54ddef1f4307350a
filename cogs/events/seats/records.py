"""How the seats of an occurrence stand, and what an answer brings."""

from dataclasses import dataclass
from datetime import datetime

from cogs.events.records import Answer, Counts, Occasion, Rsvp


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of one occurrence. `capacity` None is without a limit.

    `held` are kept for members who wait; they are neither free nor among `going`.
    """

    capacity: int | None
    going: int
    held: int = 0

    @property
    def free(self) -> int | None:
        """How many can still be had; None is without a limit."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.going - self.held, 0)


@dataclass(frozen=True, slots=True)
class Offer:
    """A seat that became somebody's who waited, or is kept for them until `held_until`."""

    member_id: int
    number: int
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer.

    Attributes:
        place: Where the member stands: which seat by order, or which in line; 0 for neither.
        was: What they had said before.
    """

    occasion: Occasion
    rsvp: Rsvp
    counts: Counts
    place: int
    was: Answer | None
