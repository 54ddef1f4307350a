"""What the catalogue holds once it is read and checked: frozen records, standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bot.catalog.listed import EventSeed, Resource
from bot.catalog.vocabulary import (
    Audience,
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a catalogue file, and how to cure it."""

    file: str
    """From the catalogue's own folder on: `catalog/prompts/x.yaml`."""
    line: int | None
    """Counted from 1; None when it is about the file as a whole."""
    field: str
    """Dotted, list places counted from 1: `placeholders[2].label`; empty for the whole file."""
    reason: str
    cure: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [where, self.field, self.reason] if self.field else [where, self.reason]
        return f"{': '.join(parts)}; {self.cure}"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A gap in a prompt that the member fills."""

    name: str
    label: str
    type: PlaceholderType
    required: bool
    phi_risk: PhiRisk
    max_characters: int
    """What the form allows; of no use for a choice."""
    hint: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim about the clinical method that a prompt names, never about the prompt."""

    claim: str
    level: str
    """OCEBM "1" to "5", "consensus" or "not-applicable"."""
    citation: str
    checked_on: date
    checked_by: str
    url: str | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class TestRun:
    """Somebody tried the prompt with a model, with fictional input."""

    model: str
    date: date
    tester: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it; the credential is a kind ("psychologist"), never a number."""

    name: str
    credential: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a prompt's history."""

    version: str
    date: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt as its file says; whether anybody reviewed it is not known here."""

    slug: str
    title: str
    summary: str
    category: Category
    modalities: tuple[str, ...]
    populations: tuple[str, ...]
    settings: tuple[str, ...]
    risk_tier: int
    touches: tuple[Touch, ...]
    client_facing: bool
    audience: tuple[Audience, ...]
    search_terms: tuple[str, ...]
    placeholders: tuple[Placeholder, ...]
    body: str
    output_shape: str
    cautions: tuple[str, ...]
    not_for: tuple[str, ...]
    bias_notes: str
    client_disclosure: ClientDisclosure
    human_review: str
    authors: tuple[Author, ...]
    version: str
    changelog: tuple[Change, ...]
    content_hash: str
    """SHA-256 (hex) of what a reviewer vouches for; any change of it makes a review void."""
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    jurisdiction_notes: tuple[str, ...] = ()
    tested_with: tuple[TestRun, ...] = ()
    related: tuple[str, ...] = ()
    license: str = "CC-BY-4.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine:
    """A helpline to show, always with its address and the day it was checked."""

    id: str
    country: str
    country_code: str
    """ISO 3166, two capitals; ZZ is the directory for everywhere else."""
    name: str
    phone: str | None
    text: str | None
    url: str
    hours: str
    languages: tuple[str, ...]
    notes: str
    verified_on: date


class SynonymKind(StrEnum):
    """Where a term comes from."""

    ABBREVIATION = "abbreviation"
    SYNONYM = "synonym"
    LAYPERSON = "layperson"
    SPELLING = "spelling"


class Direction(StrEnum):
    """Which way a synonym may be read."""

    BOTH = "both"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Synonym:
    """A term of the field and what it stands for, in lower case."""

    term: str
    expansions: tuple[str, ...]
    kind: SynonymKind
    direction: Direction
    ambiguous_with: tuple[str, ...] = ()
    note: str = ""
    """When to expand, or what to tell the reader; for people, and read by `expansion.py`."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the files hold, checked."""

    prompts: Mapping[str, Prompt]
    """By slug, in the order of slugs."""
    aliases: Mapping[str, str]
    """Earlier slug to present slug."""
    crisis_lines: tuple[CrisisLine, ...]
    """Only those that may be shown (confidence high), in file order."""
    synonyms: tuple[Synonym, ...]
    resources: Mapping[str, Resource] = field(default_factory=dict[str, Resource])
    """By slug, in the order of slugs."""
    resource_aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    event_seeds: Mapping[str, EventSeed] = field(default_factory=dict[str, EventSeed])
    """By slug, in the order of slugs."""

    @classmethod
    def of(
        cls,
        prompts: Sequence[Prompt],
        resources: Sequence[Resource],
        event_seeds: Sequence[EventSeed],
        crisis_lines: tuple[CrisisLine, ...],
        synonyms: tuple[Synonym, ...],
    ) -> "Catalog":
        """The catalogue of these records, each kind in the order of slugs."""
        return cls(
            prompts=MappingProxyType({prompt.slug: prompt for prompt in prompts}),
            aliases=_aliases_of(prompts),
            crisis_lines=crisis_lines,
            synonyms=synonyms,
            resources=MappingProxyType({resource.slug: resource for resource in resources}),
            resource_aliases=_aliases_of(resources),
            event_seeds=MappingProxyType({seed.slug: seed for seed in event_seeds}),
        )

    def prompt(self, slug: str) -> Prompt | None:
        """The prompt of that slug or earlier slug; None when there is none."""
        return self.prompts.get(self.aliases.get(slug, slug))

    def resource(self, slug: str) -> Resource | None:
        """The resource of that slug or earlier slug; None when there is none."""
        return self.resources.get(self.resource_aliases.get(slug, slug))


def _aliases_of(items: Sequence[Prompt] | Sequence[Resource]) -> Mapping[str, str]:
    return MappingProxyType({alias: item.slug for item in items for alias in item.aliases})
