"""Prompts and resources as the text of their files; reading it again gives the same record."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from bot.catalog.listed import Resource
from bot.catalog.records import Evidence, Placeholder, Prompt, TestRun
from bot.catalog.resource_vocabulary import UNKNOWN
from bot.catalog.vocabulary import PlaceholderType

Fields = dict[str, object]


class Lines(str):
    """A text of several lines, written as they are."""

    __slots__ = ()


class Inline(list[object]):
    """A list on one line."""


class InlineFields(dict[str, object]):
    """A mapping on one line."""


def prompt_yaml(prompt: Prompt) -> str:
    """The file of a prompt, in the order of CATALOGUE.md, section 3a."""
    # Few runs export anything, so a start need not pay for YAML.
    from bot.catalog.layout import yaml_of

    return yaml_of(prompt_fields(prompt))


def prompt_fields(prompt: Prompt) -> Mapping[str, object]:
    """A prompt as the plain values of its file; what is empty and may be left out is."""
    listed = Inline
    return _without_empty(
        {
            "schema": 1,
            "slug": prompt.slug,
            "aliases": listed(prompt.aliases),
            "title": prompt.title,
            "summary": prompt.summary,
            "category": prompt.category.value,
            "modalities": listed(prompt.modalities),
            "populations": listed(prompt.populations),
            "settings": listed(prompt.settings),
            "risk_tier": prompt.risk_tier,
            "touches": listed(touch.value for touch in prompt.touches),
            "client_facing": prompt.client_facing,
            "audience": listed(who.value for who in prompt.audience),
            "search_terms": list(prompt.search_terms),
            "placeholders": [_placeholder(entry) for entry in prompt.placeholders],
            "body": Lines(prompt.body),
            "output_shape": prompt.output_shape,
            "cautions": list(prompt.cautions),
            "not_for": list(prompt.not_for),
            "bias_notes": prompt.bias_notes,
            "client_disclosure": prompt.client_disclosure.value,
            "human_review": prompt.human_review,
            "evidence": [_evidence(entry) for entry in prompt.evidence],
            "jurisdiction_notes": list(prompt.jurisdiction_notes),
            "tested_with": [_test_run(run) for run in prompt.tested_with],
            "related": listed(prompt.related),
            "license": prompt.license,
            "authors": [
                InlineFields(name=author.name, credential=author.credential)
                for author in prompt.authors
            ],
            "version": prompt.version,
            "changelog": [
                InlineFields(version=change.version, date=change.date, note=change.note)
                for change in prompt.changelog
            ],
        },
        but=("touches", "evidence", "tested_with"),
    )


def resource_yaml(resource: Resource) -> str:
    """The file of a resource, in the order of CATALOGUE.md, section 3b."""
    from bot.catalog.layout import yaml_of

    return yaml_of(resource_fields(resource))


def resource_fields(resource: Resource) -> Mapping[str, object]:
    """A resource as the plain values of its file; what is empty and may be left out is."""
    evaluation = resource.tool_evaluation
    return _without_empty(
        {
            "schema": 1,
            "slug": resource.slug,
            "aliases": Inline(resource.aliases),
            "title": resource.title,
            "summary": resource.summary,
            "kind": resource.kind.value,
            "url": resource.url,
            "publisher": resource.publisher or UNKNOWN,
            "authors": resource.authors or UNKNOWN,
            "published": _published(resource.published),
            "language": resource.language,
            "access": resource.access.value,
            "minutes": resource.minutes,
            "topics": Inline(resource.topics),
            "modalities": Inline(resource.modalities),
            "populations": Inline(resource.populations),
            "level": resource.level.value,
            "evidence_level": resource.evidence_level.value,
            "interests": resource.interests.value,
            "search_terms": list(resource.search_terms),
            "seen_on": resource.seen_on,
            "confidence": resource.confidence,
            "link_checked_on": resource.link_checked_on,
            "link_dead_since": resource.link_dead_since,
            "not_before": resource.not_before,
            "not_after": resource.not_after,
            "tool_evaluation": asdict(evaluation) if evaluation else None,
        }
    )


def _published(said: str | None) -> object:
    """As YAML has it without quotes: a year, a month as text, or a day."""
    if said is None:
        return UNKNOWN
    if len(said) == len("2025-03-14"):
        return date.fromisoformat(said)
    return int(said) if said.isdigit() else said


def _placeholder(entry: Placeholder) -> Fields:
    is_choice = entry.type is PlaceholderType.CHOICE
    return _without_empty(
        {
            "name": entry.name,
            "label": entry.label,
            "type": entry.type.value,
            "required": entry.required,
            "max": None if is_choice else entry.max_characters,
            "phi_risk": entry.phi_risk.value,
            "hint": entry.hint,
            "choices": Inline(entry.choices),
            "default": entry.default,
        }
    )


def _evidence(entry: Evidence) -> Fields:
    return _without_empty(
        {
            "claim": entry.claim,
            "level": int(entry.level) if entry.level.isdigit() else entry.level,
            "citation": entry.citation,
            "url": entry.url,
            "doi": entry.doi,
            "checked_on": entry.checked_on,
            "checked_by": entry.checked_by,
        }
    )


def _test_run(run: TestRun) -> Fields:
    return InlineFields(model=run.model, date=run.date, tester=run.tester, fictional_input=True)


def _without_empty(fields: Fields, *, but: Iterable[str] = ()) -> Fields:
    kept = frozenset(but)
    return {
        name: value
        for name, value in fields.items()
        if name in kept or not (value is None or value == "" or value == [])
    }
