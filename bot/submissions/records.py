"""What a member writes on the way to something reviewed: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class Titled(Protocol):
    """What a member writes; all but its title is the feature's."""

    @property
    def title(self) -> str:
        """What its author calls it."""
        ...


class Item(Titled, Protocol):
    """What an approved version becomes: an entry beside those of the catalogue."""

    @property
    def slug(self) -> str:
        """Its name, for good."""
        ...


ContentT = TypeVar("ContentT", bound=Titled)
ItemT = TypeVar("ItemT", bound=Item)


class Stage(StrEnum):
    """Where a member's own piece stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES = "changes asked for"
    DECLINED = "declined"
    APPROVED = "approved"
    OVERDUE = "due for review"
    SUSPENDED = "suspended"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Generic[ContentT]):
    """A member's own piece in one server; moments are aware, in UTC.

    `sent_hash` is the content hash of what was sent last, None before the first time; `sent` is
    that content as it was then.
    """

    guild_id: int
    member_id: int
    slug: str
    content: ContentT
    changed_at: datetime
    sent_hash: str | None = None
    sent: ContentT | None = None

    @property
    def has_changed(self) -> bool:
        """Whether there is something that reviewers have not been sent."""
        return self.content != self.sent

    @property
    def changed_since_sent(self) -> bool:
        """Whether it was sent, and is not any more what was sent."""
        return self.sent_hash is not None and self.has_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was sent to the reviewers: immutable, found by its hash.

    `file` is the piece as a file of the catalogue would hold it; `beside` what stands in columns of
    its own, by their names. `author_id` is None once the author wished to be forgotten;
    `approved_at` None where it was not approved (yet).
    """

    guild_id: int
    slug: str
    content_hash: str
    file: Mapping[str, object]
    beside: Mapping[str, str]
    author_id: int | None
    sent_at: datetime
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps a draft from being sent, in a sentence.

    `section` names the form that cures it, where there are several.
    """

    sentence: str
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Generic[ContentT]):
    """A draft as its author sees it: where it stands, what was said, and what is in the way.

    `words` are the reviewers'; `number` is that of its review, if it ever had one. A draft whose
    way to them was cut short can be sent as it is.
    """

    draft: Draft[ContentT]
    stage: Stage
    words: str = ""
    troubles: tuple[Trouble, ...] = ()
    number: int | None = None

    @property
    def can_be_sent(self) -> bool:
        """Whether there is something complete that reviewers have not got."""
        has_news = self.draft.has_changed or self.stage is Stage.DRAFT
        return has_news and not self.troubles and self.stage is not Stage.RETIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a feature calls what is handed in to it, for the sentences that all features share."""

    action: str
    """How the names of its buttons and forms begin: "submit"."""
    thing: str
    """What reviewers know it as, and what it becomes: "prompt"."""
    piece: str
    """What its author calls it: "prompt", "suggestion"."""
    written: str
    """What the author did: "written", "suggested"."""
    whither: str
    """The preposition before a server: written "for" it, suggested "to" it."""
    unsent: str
    """How it stands before it is sent, without a full stop."""
    this_one: str
    """How to begin a sentence about the one at hand."""
    begin: str
    """The command that begins one."""
    command: str
    """The command that leads to the author's list."""
    listed: str
    """The name of that list."""
    reading: str
    """How to get to the list: a sentence in a message from elsewhere goes on with "to read …"."""
    gone: str
    """What is said of one that is not there any more."""
    too_many: str
    """What is said when there is room for no more."""
