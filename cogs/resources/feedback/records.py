"""What members say of resources: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A member's report of one resource in one server; `reported_at` is aware, in UTC.

    `name` is what reviewers know it by; `content_hash` is what was said of the resource then.
    """

    guild_id: int
    member_id: int
    slug: str
    reason: Reason
    name: str
    title: str
    content_hash: str
    words: str
    reported_at: datetime
