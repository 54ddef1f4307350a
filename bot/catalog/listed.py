"""What the catalogue points to and does not hold: resources, and days and meetings to know of."""

from dataclasses import dataclass
from datetime import date

from bot.catalog.resource_vocabulary import (
    Access,
    EvidenceLevel,
    Interests,
    ResourceKind,
    ResourceLevel,
    SeedType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolEvaluation:
    """The facts to judge a tool by, each of which may be "unknown"; there is no total score."""

    updated_on: date
    """When somebody last looked."""
    privacy_policy_url: str
    trains_on_input: str
    """"yes", "no" or "unknown"."""
    baa_offered: str
    data_location: str
    deletion: str
    crisis_handling: str
    clinical_evidence: str
    cost: str
    funding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something elsewhere that is worth a clinician's time; being listed is no endorsement.

    Whether anybody here reviewed it is not known to the record.
    """

    slug: str
    title: str
    """As published."""
    summary: str
    kind: ResourceKind
    url: str
    publisher: str | None
    """None: unknown, as in all fields that may be None but `minutes` and the last days."""
    authors: str | None
    published: str | None
    """As exactly as it is known: "2025", "2025-03" or "2025-03-14"."""
    language: str
    access: Access
    minutes: int | None
    topics: tuple[str, ...]
    """One to three, the main one first."""
    modalities: tuple[str, ...]
    populations: tuple[str, ...]
    level: ResourceLevel
    evidence_level: EvidenceLevel
    interests: Interests
    seen_on: date
    """When title and address were seen together in a copy of a public page."""
    confidence: str
    """"high" or "medium"."""
    link_checked_on: date | None
    """When the link was last opened and answered; None: never."""
    link_dead_since: date | None
    not_before: date | None
    """The first day on which it may be a daily post; None: any."""
    not_after: date | None
    tool_evaluation: ToolEvaluation | None
    """There is one for every tool, and only for those."""
    content_hash: str
    """SHA-256 (hex) of what a reviewer vouches for; looking at the link does not change it."""
    aliases: tuple[str, ...] = ()
    search_terms: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of publication; None: unknown."""
        return int(self.published[:4]) if self.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSeed:
    """A day, meeting or provider that a server may take over into its calendar.

    It is no training event of CATALOGUE.md, section 3c: it has no hour, place, presenters or seats,
    and its date is often known only as a rule in words. Whoever takes it over decides the rest.
    """

    slug: str
    name: str
    type: SeedType
    timing: str
    """In words: "10 October every year"."""
    next_date: date | None
    """The first day of the next time; None: look it up at the address."""
    url: str
    organiser: str | None
    region: str
    topics: tuple[str, ...]
    notes: str
    seen_on: date
    confidence: str
    """"high" or "medium"."""
