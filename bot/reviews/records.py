"""What a review is about, how it stands, and its steps: standard library only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """Where an item stands for one server (or for everybody, by `catalog/approvals.yaml`)."""

    UNREVIEWED = "unreviewed"
    IN_REVIEW = "in review"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "declined"
    APPROVED = "approved"
    # Its re-review is due: shown with a banner for 30 days, then overdue: no longer listed.
    DUE = "due"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed: one item, by kind and slug, with exactly this content."""

    kind: str
    slug: str
    content_hash: str
    title: str
    tier: int
    # None where it came as a file of the catalogue.
    author_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subject stands in a place; `reviewers` are the roles of those who approved it."""

    state: State = State.UNREVIEWED
    reviewers: tuple[str, ...] = ()
    reviewed_on: date | None = None
    due_on: date | None = None
    reason: str = ""
    replaced_by: str | None = None

    @property
    def is_reviewed(self) -> bool:
        """Whether it counts as reviewed: approved, be it that its next review is due."""
        return self.state in (State.APPROVED, State.DUE)

    @property
    def is_hidden(self) -> bool:
        """Whether members no longer see it: suspended, retired, declined, or long overdue."""
        return self.state in (State.SUSPENDED, State.RETIRED, State.REJECTED, State.OVERDUE)


class What(StrEnum):
    """One thing that happened to an item; the values are stored, for good."""

    SUBMITTED = "submitted"
    CLAIMED = "claimed"
    APPROVED = "approved"
    CHANGES_ASKED = "changes asked"
    DECLINED = "declined"
    # By itself, once enough reviewers approved the same content.
    PASSED = "passed"
    # Something happened (a law, a standard, a model, a dead link): its re-review is due now.
    CALLED_UP = "called up"
    SUSPENDED = "suspended"
    LIFTED = "lifted"
    RETIRED = "retired"


DECISIONS = (What.APPROVED, What.CHANGES_ASKED, What.DECLINED)


class Cause(StrEnum):
    """Why an item is retired, or looked at again; the values are stored, for good."""

    SUPERSEDED = "superseded"
    UNSAFE = "unsafe"
    UNUSED = "unused"
    LAW = "law"
    STANDARD = "standard"
    MODEL = "model"
    LINK = "link"
    REPORTS = "reports"


RETIRE_FOR = (Cause.SUPERSEDED, Cause.UNSAFE, Cause.UNUSED, Cause.LAW)
CALL_UP_FOR = (Cause.LAW, Cause.STANDARD, Cause.MODEL, Cause.UNSAFE, Cause.LINK)


class Check(StrEnum):
    """What a reviewer looks at; the values are stored, for good."""

    PURPOSE = "purpose"
    FACTS = "facts"
    SAFETY = "safety"
    PRIVACY = "privacy"
    BIAS = "bias"
    WORDING = "wording"
    LAW = "law"
    # Ticked by one who is trained in the area; tier 3 needs one such reviewer.
    COMPETENT = "competent"


class Role(StrEnum):
    """What somebody was when they took a step."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    LEAD_REVIEWER = "lead reviewer"
    MODERATOR = "moderator"
    # Nobody: it follows from other steps.
    NOBODY = "attune"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step, and as what. `id` is None where it follows by itself."""

    id: int | None
    role: Role


ITSELF = Actor(None, Role.NOBODY)


@dataclass(frozen=True, slots=True)
class Words:
    """What a reviewer says with a claim or a decision.

    `interests` is their statement; who says `conflicted` may advise, but their word never decides.
    `test_run` names model and date of a trial with fictional input.
    """

    interests: str = ""
    conflicted: bool = False
    comment: str = ""
    checks: tuple[Check, ...] = ()
    test_run: str = ""


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the audit trail. `at` is aware, in UTC; `number` counts from 1 in a review.

    Once written it stays, except that forgetting a member replaces their id and drops their words.
    """

    number: int
    what: What
    at: datetime
    by: Actor
    content_hash: str
    words: Words = NO_WORDS
    # A word from a fixed list; it stays when the words of a member are dropped.
    cause: str = ""
    due_on: date | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A reviewer who said that they will look; it lapses by itself."""

    member_id: int | None
    at: datetime
    interests: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one reviewer decided about the content as it is now."""

    member_id: int | None
    role: Role
    what: What
    conflicted: bool = False
    competent: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """The last time that enough reviewers had approved; `reviewers` are their roles."""

    content_hash: str
    on: date
    due_on: date
    reviewers: tuple[Role, ...]
    # Why its re-review was called up before the date; empty where it was not.
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Halt:
    """A suspension: since when, by whom (None: by members' reports), and why."""

    at: datetime
    by: Actor
    reason: str


@dataclass(frozen=True, slots=True)
class Retirement:
    """The end of an item in this server; `replaced_by` is another's slug."""

    at: datetime
    reason: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The message in the review channel that shows a review."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Review:
    """One item in one server: what all its steps come to.

    `subject` is the content that reviewers see now. `is_open`: it was sent to them and has not
    passed since. `claims` and `votes` are about this content alone.
    """

    guild_id: int
    number: int
    subject: Subject
    opened_at: datetime
    submitted_at: datetime | None = None
    is_open: bool = False
    claims: tuple[Claim, ...] = ()
    votes: tuple[Vote, ...] = ()
    passed: Passed | None = None
    halt: Halt | None = None
    retirement: Retirement | None = None
    card: Card | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Approval:
    """A review that a hub ships in `catalog/approvals.yaml`: roles and dates, no people."""

    kind: str
    slug: str
    content_hash: str
    tier: int
    approved_on: date
    due_on: date
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a member said is unsafe about an item. `at` is aware, in UTC."""

    member_id: int
    content_hash: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What one step made of a review; `steps` is empty where nothing happened."""

    before: Review
    after: Review
    steps: tuple[Step, ...]
