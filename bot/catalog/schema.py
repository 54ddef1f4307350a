"""The form of a prompt file, and how its values become a record."""

import hashlib
import json
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from bot.catalog import records
from bot.catalog.fields import (
    Day,
    Doi,
    Entry,
    Https,
    License,
    Modality,
    Population,
    Setting,
    Slug,
    Text,
    Version,
    refusal,
)
from bot.catalog.placeholders import LIMIT_CHARACTERS
from bot.catalog.values import shown
from bot.catalog.vocabulary import (
    Audience,
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)

_LEVELS = ("1", "2", "3", "4", "5", "consensus", "not-applicable")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_UNHASHED = {"form", "aliases", "related"}
"""How a prompt is found and what stands beside it; a reviewer vouches for neither."""


def _level(value: object) -> str:
    if isinstance(value, bool) or str(value) not in _LEVELS:
        raise refusal(f"{shown(value)} is not a level", "write 1 to 5, consensus or not-applicable")
    return str(value)


def _name(word: str) -> str:
    if not _NAME.fullmatch(word):
        raise refusal(
            f"{shown(word)} is not a placeholder name",
            "use up to 32 lower-case letters, digits and _, a letter first",
        )
    return word


def _fictional(value: bool) -> bool:  # noqa: FBT001 - a validator is given its value alone
    if not value:
        raise refusal("is false, but only fictional input may be tried", "delete the test run")
    return value


_Choice = Annotated[Text, Field(max_length=100)]


class _Placeholder(Entry):
    name: Annotated[Text, AfterValidator(_name)]
    label: Annotated[Text, Field(max_length=45)]
    type: Annotated[PlaceholderType, Field(strict=False)]
    required: bool
    phi_risk: Annotated[PhiRisk, Field(strict=False)]
    max: Annotated[int, Field(ge=1)] | None = None
    hint: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    choices: Annotated[list[_Choice] | None, Field(min_length=2, max_length=25)] = None
    default: str = ""

    def record(self) -> records.Placeholder:
        limit = LIMIT_CHARACTERS.get(self.type, 100)
        return records.Placeholder(
            name=self.name,
            label=self.label,
            type=self.type,
            required=self.required,
            phi_risk=self.phi_risk,
            max_characters=min(self.max or limit, limit),
            hint=self.hint,
            choices=tuple(self.choices or ()),
            default=self.default,
        )


class _Evidence(Entry):
    claim: Text
    level: Annotated[str, BeforeValidator(_level)]
    citation: Text
    checked_on: Day
    checked_by: Text
    url: Https | None = None
    doi: Doi | None = None

    def record(self) -> records.Evidence:
        return records.Evidence(**dict(self))


class _TestRun(Entry):
    model: Text
    date: Day
    tester: Text
    fictional_input: Annotated[bool, AfterValidator(_fictional)]

    def record(self) -> records.TestRun:
        return records.TestRun(self.model, self.date, self.tester)


class _Author(Entry):
    name: Annotated[Text, Field(max_length=60)]
    credential: Annotated[Text, Field(max_length=40)]

    def record(self) -> records.Author:
        return records.Author(self.name, self.credential)


class _Change(Entry):
    version: Version
    date: Day
    note: Text

    def record(self) -> records.Change:
        return records.Change(self.version, self.date, self.note)


Sentence = Annotated[Text, Field(max_length=180)]
Paragraph = Annotated[Text, Field(max_length=300)]


class PromptFile(Entry):
    """A prompt file as it is written; its order is that of CATALOGUE.md, section 3a."""

    form: Annotated[int, Field(alias="schema", ge=1, le=1)]
    slug: Slug
    aliases: Annotated[list[Slug], Field(default_factory=list)]
    title: Annotated[Text, Field(min_length=5, max_length=60)]
    summary: Annotated[Text, Field(min_length=20, max_length=170)]
    category: Annotated[Category, Field(strict=False)]
    modalities: Annotated[list[Modality], Field(min_length=1)]
    populations: Annotated[list[Population], Field(min_length=1)]
    settings: Annotated[list[Setting], Field(min_length=1)]
    risk_tier: Annotated[int, Field(ge=1, le=3)]
    touches: list[Annotated[Touch, Field(strict=False)]]
    client_facing: bool
    audience: Annotated[list[Annotated[Audience, Field(strict=False)]], Field(min_length=1)]
    search_terms: Annotated[
        list[Annotated[Text, Field(min_length=2, max_length=60)]],
        Field(min_length=8, max_length=20),
    ]
    placeholders: Annotated[list[_Placeholder], Field(min_length=1, max_length=5)]
    body: Annotated[Text, Field(min_length=200, max_length=3500)]
    output_shape: Paragraph
    cautions: Annotated[list[Sentence], Field(min_length=1, max_length=4)]
    not_for: Annotated[list[Sentence], Field(min_length=1, max_length=4)]
    bias_notes: Paragraph
    client_disclosure: Annotated[ClientDisclosure, Field(strict=False)]
    human_review: Paragraph
    evidence: Annotated[list[_Evidence], Field(default_factory=list)]
    jurisdiction_notes: Annotated[list[Paragraph], Field(default_factory=list)]
    tested_with: Annotated[list[_TestRun], Field(default_factory=list)]
    related: Annotated[list[Slug], Field(default_factory=list)]
    license: License = "CC-BY-4.0"
    authors: Annotated[list[_Author], Field(min_length=1)]
    version: Version
    changelog: Annotated[list[_Change], Field(min_length=1)]

    def content_hash(self) -> str:
        """SHA-256 of what is said, not of how the file says it.

        Order of keys, comments, quoting and defaults written out make no difference; nor do
        `aliases` and `related`, so that adding a prompt leaves its neighbors' reviews alone.
        """
        content = self.model_dump(mode="json", exclude_defaults=True, exclude=_UNHASHED)
        for said, entry in zip(content["placeholders"], self.placeholders, strict=True):
            if entry.max == LIMIT_CHARACTERS.get(entry.type):
                said.pop("max", None)
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def record(self) -> records.Prompt:
        """The record that the rest of Attune works with."""
        return records.Prompt(
            slug=self.slug,
            aliases=tuple(self.aliases),
            title=self.title,
            summary=self.summary,
            category=self.category,
            modalities=tuple(self.modalities),
            populations=tuple(self.populations),
            settings=tuple(self.settings),
            risk_tier=self.risk_tier,
            touches=tuple(self.touches),
            client_facing=self.client_facing,
            audience=tuple(self.audience),
            search_terms=tuple(self.search_terms),
            placeholders=tuple(entry.record() for entry in self.placeholders),
            body=self.body,
            output_shape=self.output_shape,
            cautions=tuple(self.cautions),
            not_for=tuple(self.not_for),
            bias_notes=self.bias_notes,
            client_disclosure=self.client_disclosure,
            human_review=self.human_review,
            evidence=tuple(entry.record() for entry in self.evidence),
            jurisdiction_notes=tuple(self.jurisdiction_notes),
            tested_with=tuple(entry.record() for entry in self.tested_with),
            related=tuple(self.related),
            license=self.license,
            authors=tuple(entry.record() for entry in self.authors),
            version=self.version,
            changelog=tuple(entry.record() for entry in self.changelog),
            content_hash=self.content_hash(),
        )
