"""What a member writes on the way to a resource: standard library only."""

from dataclasses import dataclass

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
