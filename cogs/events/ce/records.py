"""Who was there, and what that counts for. Standard library only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Claim:
    """What the organiser says that a training counts for, as continuing education.

    Attributes:
        minutes: 60 for a CE hour; 0 where none is claimed.
        approver: Who approved it, by the organiser's word; None: nobody named.
        number: Under which number.
        confirmed: Whether a moderator of the server has confirmed approver and number.
    """

    minutes: int = 0
    approver: str | None = None
    number: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One occurrence of a training, as attendance is taken of it.

    Attributes:
        starts: The instant, aware.
        zone: In which it was planned, and is written on papers.
        percent: How much of its length somebody must have been there for.
    """

    guild_id: int
    event_id: int
    occurrence_id: int
    title: str
    starts: datetime
    length: timedelta
    zone: str
    percent: int
    claim: Claim

    @property
    def ends(self) -> datetime:
        """When it is over by plan, aware."""
        return self.starts + self.length


@dataclass(frozen=True, slots=True)
class Visit:
    """From check-in to check-out, aware; `left` is None where nobody checked out (yet)."""

    came: datetime
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a host or organiser decided about one person, whatever the clock says.

    `by` is None once whoever decided was forgotten.
    """

    met: bool
    reason: str
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person at one sitting; visits in their order, the open one last."""

    member_id: int
    visits: tuple[Visit, ...] = ()
    wrong_words: int = 0
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attendance comes to.

    `open_visit` says that somebody did not check out: that visit counts nothing.
    """

    minutes: int
    met: bool
    decided: bool
    open_visit: bool


@dataclass(frozen=True, slots=True)
class Attended:
    """One line of somebody's transcript; `organiser` is the server's name."""

    sitting: Sitting
    outcome: Outcome
    organiser: str
    decision: Decision | None = None

    @property
    def credited_minutes(self) -> int:
        """What the organiser claims for it; nothing where the rule was not met."""
        return self.sitting.claim.minutes if self.outcome.met else 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says; `name` is as its bearer typed it, and is kept nowhere.

    `organiser` is the server's name; `issued` is aware.
    """

    name: str = field(repr=False)
    sitting: Sitting
    outcome: Outcome
    organiser: str
    issued: datetime


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that somebody attended, oldest first; `name` as in Certificate."""

    name: str = field(repr=False)
    lines: tuple[Attended, ...]
    issued: datetime
