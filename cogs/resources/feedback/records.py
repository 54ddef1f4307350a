"""What members say of resources: standard library only."""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a resource; the values are stored, for good."""

    DEAD_LINK = "dead link"
    WRONG = "wrong"
    OUTDATED = "outdated"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What whoever chooses reads."""
        return _REASONS[self]


_REASONS: Mapping[Reason, str] = {
    Reason.DEAD_LINK: "The link leads nowhere",
    Reason.WRONG: "What it says, or what is said of it, is wrong",
    Reason.OUTDATED: "It is out of date",
    Reason.OTHER: "Something else",
}
