"""What a calendar file is made of. Standard library only, beside the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.jobs.recurrence import Plan


@dataclass(frozen=True, slots=True)
class Words:
    """What a calendar shows of a training, as plain text."""

    title: str
    description: str = ""
    place: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is different about one occurrence; None is as in the series."""

    words: Words | None = None
    length: timedelta | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A training as it goes into calendars.

    Attributes:
        sequence: Raised with each change of time, place or state: the higher one replaces the
            lower in a calendar that has both.
        changed_at: When that was last, aware.
        edits: By the planned naive wall time.
    """

    guild_id: int
    event_id: int
    plan: Plan
    length: timedelta
    words: Words
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False
    edits: Mapping[datetime, Edit] = field(default_factory=dict[datetime, Edit])


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a training by itself; `starts` is aware, `zone` is where it was planned."""

    guild_id: int
    event_id: int
    occurrence_id: int
    zone: str
    starts: datetime
    length: timedelta
    words: Words
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One VEVENT. Naive times are wall times in `zone`; aware ones are instants in UTC.

    Attributes:
        instead_of: The planned start of the occurrence that this one replaces within its series.
        rule: With `until` (an instant) or `count`, or neither where it never ends.
        left_out: The starts that the rule gives and that do not happen.
    """

    uid: str
    zone: str
    starts: datetime
    length: timedelta
    words: Words
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False
    instead_of: datetime | None = None
    rule: str | None = None
    until: datetime | None = None
    count: int | None = None
    left_out: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """The clocks of a place change: from one offset to another, at an instant in UTC."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
