"""What a server planned for its resource of the day, and what each day brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.catalog.records import Resource
from bot.jobs.recurrence import Occurrence, Plan


@dataclass(frozen=True, slots=True)
class Wishes:
    """What organisers want to be posted, by slugs of topics and kinds; empty wants all."""

    topics: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


EVERYTHING = Wishes()


@dataclass(frozen=True, slots=True)
class Choices:
    """Where and how it is posted; `role_id` is who is notified, None for nobody."""

    channel_id: int
    wishes: Wishes = EVERYTHING
    role_id: int | None = None
    thread: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What an organiser was shown and may still save.

    `serial` is random and names this very draft, and the plan that is made of it. `recurrence` is
    None while it is not clear yet which time was meant.
    """

    serial: int
    choices: Choices
    recurrence: Plan | None


@dataclass(frozen=True, slots=True)
class DailyPlan:
    """The one plan of a server.

    `head` is the naive wall time, as `Occurrence.planned`, of the post that waits as a job; None
    while the plan is paused. `paused_until` (aware) is when a pause ends by itself; it may be past.
    """

    serial: int
    choices: Choices
    recurrence: Plan
    head: datetime | None
    paused_until: datetime | None = None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is posted until somebody resumes it."""
        return self.head is None


class DayState(StrEnum):
    """How a day stands; the values are stored, for good."""

    PLANNED = "planned"
    # Its job has begun; whether the message is there may not be known yet.
    POSTING = "posting"
    POSTED = "posted"
    # Too late or in trouble; somebody may still post it by hand.
    MISSED = "missed"
    SKIPPED = "skipped"


BEGUN = frozenset({DayState.POSTING, DayState.POSTED})
"""A day in one of these has its resource; nothing else is posted on it."""

CHOSEN = frozenset({DayState.PLANNED, *BEGUN})
"""In one of these its resource is used up; in the others it is free to come again."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a local day brings.

    Attributes:
        round: In which round through the pool the resource was chosen, counted from 1.
        pinned: Whether an organiser chose it.
        instead_of: The title that was planned before and was withdrawn.
        job_id: The job that posts it, from its beginning on.
    """

    day: date
    slug: str
    title: str
    round: int
    state: DayState = DayState.PLANNED
    pinned: bool = False
    instead_of: str | None = None
    job_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """What may be posted in a server now, by slug, wishes and days aside."""

    resources: Mapping[str, Resource]
    wishes: Wishes = EVERYTHING


@dataclass(frozen=True, slots=True)
class Coming:
    """One of the next posts; `day` is None where nothing fits."""

    occurrence: Occurrence
    day: Day | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A plan and its next posts, the earliest first."""

    plan: DailyPlan
    coming: tuple[Coming, ...]
    stock: Stock
