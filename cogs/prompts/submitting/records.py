"""What a member writes on the way to a prompt: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.catalog.vocabulary import (
    ANY,
    Audience,
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How a placeholder of the text is asked for.

    Until the author says otherwise it counts as holding client material, the careful guess. An
    empty `label` is made from the name.
    """

    label: str = ""
    type: PlaceholderType = PlaceholderType.PARAGRAPH
    required: bool = True
    phi_risk: PhiRisk = PhiRisk.HIGH
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an author has written so far, complete or not.

    `tier` is what the author proposes at least; `gaps` holds details by placeholder name, also of
    names that the text no longer uses. `credit` and `credential` stand beside what reviewers vouch
    for, so that they can be forgotten without making a review void.
    """

    title: str
    summary: str
    category: Category
    body: str
    cautions: tuple[str, ...] = ()
    modalities: tuple[str, ...] = (ANY,)
    populations: tuple[str, ...] = (ANY,)
    settings: tuple[str, ...] = (ANY,)
    audience: tuple[Audience, ...] = (Audience.LICENSED,)
    client_facing: bool = False
    touches: tuple[Touch, ...] = ()
    tier: int = 1
    client_disclosure: ClientDisclosure | None = None
    """None: as the tier suggests."""
    not_for: tuple[str, ...] = ()
    bias_notes: str = ""
    human_review: str = ""
    output_shape: str = ""
    search_terms: tuple[str, ...] = ()
    tried_with: str = ""
    tried_on: date | None = None
    gaps: Mapping[str, Gap] = field(default_factory=dict[str, Gap])
    credit: str = ""
    credential: str = ""


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
class Draft:
    """A member's own piece in one server; moments are aware, in UTC.

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

    `file` is the prompt as its file would hold it. `author_id` is None once the author wished to
    be forgotten; `approved_at` None where it was not approved (yet).
    """

    guild_id: int
    slug: str
    content_hash: str
    file: Mapping[str, object]
    author_id: int | None
    credit: str
    credential: str
    sent_at: datetime
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps a draft from being sent, in a sentence.

    `section` names the form that cures it.
    """

    sentence: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A draft as its author sees it: where it stands, what was said, and what is in the way.

    `words` are the reviewers'; `number` is that of its review, if it ever had one. A draft whose
    way to them was cut short can be sent as it is.
    """

    draft: Draft
    stage: Stage
    words: str = ""
    troubles: tuple[Trouble, ...] = ()
    number: int | None = None

    @property
    def can_be_sent(self) -> bool:
        """Whether there is something complete that reviewers have not got."""
        has_news = self.draft.has_changed or self.stage is Stage.DRAFT
        return has_news and not self.troubles and self.stage is not Stage.RETIRED
