"""What an announcement is. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.jobs.recurrence import Plan


class State(StrEnum):
    """How an announcement stands."""

    DRAFT = "draft"
    # Its next time is in the queue.
    PLANNED = "planned"
    PAUSED = "paused"
    # All that was planned of it is over.
    POSTED = "posted"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of which the bytes are kept elsewhere.

    `filename` is how it is uploaded; the beginning of it is the beginning of `digest`, of its
    bytes, so two different pictures never share one.
    """

    filename: str
    digest: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What it says, as it was typed; `body` is Markdown and may hold `{{variables}}`."""

    title: str
    body: str = ""
    link: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where and how it is posted."""

    channel_id: int
    role_id: int | None = None
    """The one role that is notified."""
    publish: bool = False
    thread: bool = False
    take_down_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """When it is to be posted, as it was typed; empty where nothing was."""

    when: str = ""
    repeat: str = ""
    ends: str = ""
    skip: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """When it is posted, as it was understood; no occurrence is on one of the holidays."""

    plan: Plan
    holidays: tuple[date, ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether it is meant to be posted more than once."""
        return self.plan.rule is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One announcement of a server, in its present version.

    Attributes:
        planned: The occurrence that is next, by its naive wall time: its name for good. Kept where
            it could not be posted, so that this is known later.
        due_at: When that is, aware.
        planned_by: Who is told where it could not be posted; None once forgotten.
        version: Counts what was changed in text, place or time.
        trouble: Why the last occurrence was not posted, for its planner.
    """

    id: int
    guild_id: int
    state: State
    content: Content
    placing: Placing
    wishes: Wishes = field(default_factory=Wishes)
    timing: Timing | None = None
    planned: datetime | None = None
    due_at: datetime | None = None
    planned_by: int | None = None
    version: int = 1
    trouble: str | None = None
    made_at: datetime
    changed_at: datetime

    @property
    def repeats(self) -> bool:
        """Whether it is meant to be posted more than once."""
        return self.timing is not None and self.timing.repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An announcement as it was from a moment on, and who made it so (None once forgotten)."""

    number: int
    content: Content
    placing: Placing
    timing: Timing | None
    what: str
    changed_by: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One time that it was posted; a message that somebody deleted is None."""

    announcement_id: int
    occurrence: str
    channel_id: int
    messages: tuple[int | None, ...]
    thread_id: int | None
    version: int
    posted_at: datetime
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    taken_down_at: datetime | None = None


class Verdict(StrEnum):
    """What a second organiser said."""

    APPROVED = "approved"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Approval:
    """What one person said of one text, place and time, by their hash."""

    content_hash: str
    member_id: int
    verdict: Verdict
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """What a second organiser said, and how the announcement stood with that.

    `missing` says whether it might still not be posted.
    """

    verdict: Verdict
    by: int
    state: State
    missing: bool

    @property
    def waits_for_planner(self) -> bool:
        """Whether nothing goes on until the planner does something."""
        asked = self.verdict is Verdict.CHANGES
        return asked or (self.state is State.DRAFT and not self.missing)


@dataclass(frozen=True, slots=True)
class Approvals:
    """How the present version stands with those who are to approve it.

    `authors` wrote some version of it, or plan it; `needed` is what the server asks for, 0 where it
    does not.
    """

    needed: int
    content_hash: str
    said: tuple[Approval, ...] = ()
    authors: frozenset[int] = frozenset()

    @property
    def given(self) -> tuple[int, ...]:
        """Who approved it as it is."""
        return tuple(one.member_id for one in self.said if one.verdict is Verdict.APPROVED)

    @property
    def asked(self) -> tuple[Approval, ...]:
        """Who asked for changes to it as it is."""
        return tuple(one for one in self.said if one.verdict is Verdict.CHANGES)

    @property
    def missing(self) -> bool:
        """Whether it may not be posted yet."""
        return self.needed > 0 and (len(self.given) < self.needed or bool(self.asked))


@dataclass(frozen=True, slots=True)
class Post:
    """An announcement as it is posted: one message a part, every part within the limits."""

    title: str
    parts: tuple[str, ...]
    link: str = ""
    picture: Picture | None = None
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A text to begin from, by its name in a server."""

    name: str
    title: str
    body: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the options of a command said while its form is open."""

    placing: Placing
    wishes: Wishes
