"""What members report: standard library only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

ReasonT = TypeVar("ReasonT", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Generic[ReasonT]):
    """A member's report of one item in one server; `reported_at` is aware, in UTC.

    `name` is what reviewers know it by; `content_hash` is the version that was reported.
    """

    guild_id: int
    member_id: int
    slug: str
    reason: ReasonT
    name: str
    title: str
    content_hash: str
    words: str
    reported_at: datetime
