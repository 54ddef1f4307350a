"""What a training is, when it happens, and who comes. Standard library only, beside the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.jobs.recurrence import Plan

DEFAULT_LADDER = (
    timedelta(days=7),
    timedelta(days=1),
    timedelta(hours=1),
    timedelta(0),
)


class Kind(StrEnum):
    """What sort of meeting it is."""

    WORKSHOP = "workshop"
    WEBINAR = "webinar"
    CASE_CONSULTATION = "case-consultation"
    JOURNAL_CLUB = "journal-club"
    OFFICE_HOURS = "office-hours"
    COURSE = "course"

    @property
    def label(self) -> str:
        """The kind for people: "Case consultation"."""
        return self.value.replace("-", " ").capitalize()


class PlaceKind(StrEnum):
    """Where it happens."""

    CHANNEL = "channel"
    LINK = "link"
    IN_PERSON = "in-person"


class Answer(StrEnum):
    """What a member said, or what came of it: who finds no seat waits."""

    GOING = "going"
    MAYBE = "maybe"
    CANT = "cant"
    WAITING = "waiting"


class Status(StrEnum):
    """Whether it takes place. That it is over follows from the time."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Change(StrEnum):
    """What became of an occurrence; parts of this feature plan by it (`Follower`)."""

    OPENED = "opened"
    MOVED = "moved"
    EDITED = "edited"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens: a channel's id in digits, an https link, or an address in words."""

    kind: PlaceKind
    where: str


@dataclass(frozen=True, slots=True)
class Ce:
    """Continuing education that the organiser claims.

    `approver` and `number` are "" where none was named; `confirmed` once a moderator saw to it.
    """

    hours: float
    approver: str = ""
    number: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a training. `capacity` None is without a limit."""

    title: str
    description: str
    kind: Kind
    length: timedelta
    place: Place
    capacity: int | None = None
    ce: Ce | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A training, once or in a series.

    Attributes:
        details: Of every occurrence that was not edited by itself.
        channel_id: Where it is posted; `role_id` is mentioned in each post.
        ladder: How long before the start those going are reminded.
        hosts: One to five members, in order; empty where all were forgotten.
        planned_by: The organiser; None once forgotten.
        sequence: Raised with each change that calendars should take over.
        reason: Why it was cancelled, in the organiser's words.
    """

    id: int
    guild_id: int
    details: Details
    plan: Plan
    channel_id: int
    created_at: datetime
    changed_at: datetime
    role_id: int | None = None
    ladder: tuple[timedelta, ...] = DEFAULT_LADDER
    hosts: tuple[int, ...] = ()
    planned_by: int | None = None
    status: Status = Status.PLANNED
    sequence: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """Where an occurrence is announced; `thread_id` None where there is no thread."""

    channel_id: int
    message_id: int
    posted_at: datetime
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a training that has a row: it was opened for sign-up, or edited by itself.

    Attributes:
        id: Its name for good: in buttons, keys of jobs, and rows of other parts.
        planned: The naive wall time that the rule gives it; `starts` is the instant in force.
        changes: What differs from the event's details, as JSON by field.
        opened: Whether members can sign up (its post is made or on its way).
        version: Counts the changes of what its post shows; `edits` how often the post was edited,
            and `shown_at` when last.
        lost: Somebody deleted its post.
    """

    id: int
    guild_id: int
    event_id: int
    planned: datetime
    starts: datetime
    ends: datetime
    changes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    status: Status = Status.PLANNED
    reason: str = ""
    opened: bool = False
    version: int = 0
    edits: int = 0
    shown_at: datetime | None = None
    post: Post | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """A training on one date, with what holds for that date."""

    event: Event
    occurrence: Occurrence
    details: Details

    @property
    def is_cancelled(self) -> bool:
        """Whether this date, or all of it, was called off."""
        return Status.CANCELLED in (self.event.status, self.occurrence.status)


@dataclass(frozen=True, slots=True)
class Rsvp:
    """A member's answer for one occurrence.

    Attributes:
        number: The order in which they asked for a seat; later is higher.
        held_until: A seat is kept for somebody who waits, until then.
    """

    occurrence_id: int
    member_id: int
    answer: Answer
    number: int
    answered_at: datetime
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many said what for one occurrence. `held` of the waiting have a seat kept for them."""

    going: int = 0
    maybe: int = 0
    cant: int = 0
    waiting: int = 0
    held: int = 0
