"""The form of resource files and of seeds of events, and how their values become records."""

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from bot.catalog import listed
from bot.catalog.fields import (
    Day,
    DayIfKnown,
    Entry,
    Https,
    HttpsIfKnown,
    Modality,
    Population,
    Slug,
    Text,
    known,
    refusal,
)
from bot.catalog.resource_vocabulary import (
    TOPICS,
    UNKNOWN,
    Access,
    EvidenceLevel,
    Interests,
    ResourceKind,
    ResourceLevel,
    SeedType,
)
from bot.catalog.values import shown

_PUBLISHED = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_UNHASHED = {"form", "aliases", "seen_on", "link_checked_on", "link_dead_since"}
"""How a resource is found, and when somebody looked; a reviewer vouches for neither."""


def _published(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    said = str(value) if isinstance(value, (str, int)) else ""
    if said != UNKNOWN and not _PUBLISHED.fullmatch(said):
        try:
            return date.fromisoformat(said).isoformat()
        except ValueError:
            cure = "write 2025, 2025-03, 2025-03-14 or unknown"
            raise refusal(f"{shown(value)} is not a date", cure) from None
    return said


def _language(word: str) -> str:
    if not _LANGUAGE.fullmatch(word):
        raise refusal(f"{shown(word)} is not a language", "write its code, as in en or pt-BR")
    return word


def _topic(word: str) -> str:
    return known(word, TOPICS)


def _yes_or_no(value: object) -> object:
    """YAML takes yes and no without quotes for true and false, and people leave quotes out."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _said(word: str) -> str | None:
    return None if word == UNKNOWN else word


Topics = Annotated[list[Annotated[Text, AfterValidator(_topic)]], Field(min_length=1, max_length=3)]
Words = Annotated[Text, Field(max_length=300)]
Confidence = Literal["high", "medium"]


class _ToolEvaluation(Entry):
    updated_on: Day
    privacy_policy_url: HttpsIfKnown
    trains_on_input: Annotated[Literal["yes", "no", "unknown"], BeforeValidator(_yes_or_no)]
    baa_offered: Words
    data_location: Words
    deletion: Words
    crisis_handling: Words
    clinical_evidence: Words
    cost: Words
    funding: Words

    def record(self) -> listed.ToolEvaluation:
        return listed.ToolEvaluation(**dict(self))


class ResourceFile(Entry):
    """A resource file as it is written; its order is that of CATALOGUE.md, section 3b."""

    form: Annotated[int, Field(alias="schema", ge=1, le=1)]
    slug: Slug
    aliases: Annotated[list[Slug], Field(default_factory=list)]
    title: Annotated[Text, Field(min_length=3, max_length=250)]
    summary: Annotated[Text, Field(min_length=40, max_length=300)]
    kind: Annotated[ResourceKind, Field(strict=False)]
    url: Annotated[Https, Field(max_length=400)]
    publisher: Words
    authors: Words
    published: Annotated[str, BeforeValidator(_published)]
    language: Annotated[Text, AfterValidator(_language)]
    access: Annotated[Access, Field(strict=False)]
    minutes: Annotated[int, Field(ge=1, le=10_000)] | None = None
    topics: Topics
    modalities: Annotated[list[Modality], Field(min_length=1)]
    populations: Annotated[list[Population], Field(min_length=1)]
    level: Annotated[ResourceLevel, Field(strict=False)]
    evidence_level: Annotated[EvidenceLevel, Field(strict=False)]
    interests: Annotated[Interests, Field(strict=False), BeforeValidator(_yes_or_no)]
    search_terms: Annotated[
        list[Annotated[Text, Field(min_length=2, max_length=60)]],
        Field(default_factory=list, max_length=20),
    ]
    seen_on: Day
    confidence: Confidence
    link_checked_on: Day | None = None
    link_dead_since: Day | None = None
    not_before: Day | None = None
    not_after: Day | None = None
    tool_evaluation: _ToolEvaluation | None = None

    def content_hash(self) -> str:
        """SHA-256 of what is said, not of how the file says it or when somebody looked."""
        content = self.model_dump(mode="json", exclude_defaults=True, exclude=_UNHASHED)
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def record(self) -> listed.Resource:
        """The record that the rest of Attune works with."""
        return listed.Resource(
            slug=self.slug,
            aliases=tuple(self.aliases),
            title=self.title,
            summary=self.summary,
            kind=self.kind,
            url=self.url,
            publisher=_said(self.publisher),
            authors=_said(self.authors),
            published=_said(self.published),
            language=self.language,
            access=self.access,
            minutes=self.minutes,
            topics=tuple(self.topics),
            modalities=tuple(self.modalities),
            populations=tuple(self.populations),
            level=self.level,
            evidence_level=self.evidence_level,
            interests=self.interests,
            search_terms=tuple(self.search_terms),
            seen_on=self.seen_on,
            confidence=self.confidence,
            link_checked_on=self.link_checked_on,
            link_dead_since=self.link_dead_since,
            not_before=self.not_before,
            not_after=self.not_after,
            tool_evaluation=self.tool_evaluation.record() if self.tool_evaluation else None,
            content_hash=self.content_hash(),
        )


class SeedFile(Entry):
    """A seed of an event, as it is written."""

    form: Annotated[int, Field(alias="schema", ge=1, le=1)]
    slug: Slug
    name: Annotated[Text, Field(min_length=3, max_length=120)]
    type: Annotated[SeedType, Field(strict=False)]
    timing: Words
    next_date: DayIfKnown
    url: Https
    organiser: Words
    region: Annotated[Text, Field(max_length=80)]
    topics: Topics
    notes: Annotated[str, Field(max_length=300)] = ""
    seen_on: Day
    confidence: Confidence

    def record(self) -> listed.EventSeed:
        """The record that the rest of Attune works with."""
        return listed.EventSeed(
            slug=self.slug,
            name=self.name,
            type=self.type,
            timing=self.timing,
            next_date=self.next_date,
            url=self.url,
            organiser=_said(self.organiser),
            region=self.region,
            topics=tuple(self.topics),
            notes=self.notes,
            seen_on=self.seen_on,
            confidence=self.confidence,
        )
