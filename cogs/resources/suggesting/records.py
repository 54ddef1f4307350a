"""What a member writes on the way to a resource: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.catalog.resource_vocabulary import Access, EvidenceLevel, ResourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What somebody suggests, complete or not; what is left empty stays unknown.

    `why` is for the reviewers alone. `published` is a year, a month or a day.
    """

    url: str
    title: str
    summary: str
    kind: ResourceKind
    why: str
    topics: tuple[str, ...] = ()
    publisher: str = ""
    authors: str = ""
    published: str = ""
    access: Access = Access.UNKNOWN
    evidence_level: EvidenceLevel = EvidenceLevel.UNKNOWN


class Stage(StrEnum):
    """Where a member's own suggestion stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES = "changes asked for"
    DECLINED = "declined"
    APPROVED = "approved"
    OVERDUE = "due for review"
    SUSPENDED = "suspended"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A member's own suggestion in one server; moments are aware, in UTC.

    `sent_hash` is the content hash of what was sent last, None before the first time; `sent` is
    that content as it was then.
    """

    guild_id: int
    member_id: int
    slug: str
    content: Content
    changed_at: datetime
    sent_hash: str | None = None
    sent: Content | None = None

    @property
    def has_changed(self) -> bool:
        """Whether there is something that reviewers have not been sent."""
        return self.content != self.sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was sent to the reviewers: immutable, found by its hash.

    `file` is the resource as its file would hold it; `why` the author's own words beside it.
    `author_id` is None once the author wished to be forgotten; `approved_at` None where it was not
    approved (yet).
    """

    guild_id: int
    slug: str
    content_hash: str
    file: Mapping[str, object]
    why: str
    author_id: int | None
    sent_at: datetime
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A suggestion as its author sees it: where it stands, what was said, what is in the way.

    `words` are the reviewers'; `number` is that of its review, if it ever had one.
    """

    draft: Draft
    stage: Stage
    words: str = ""
    troubles: tuple[str, ...] = ()
    number: int | None = None

    @property
    def can_be_sent(self) -> bool:
        """Whether there is something complete that reviewers have not got."""
        has_news = self.draft.has_changed or self.stage is Stage.DRAFT
        return has_news and not self.troubles and self.stage is not Stage.RETIRED
