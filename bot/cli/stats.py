"""`attune catalog stats`: how many items there are of what, and how well they are founded."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import Generic, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.catalog.listed import Resource
from bot.catalog.loader import load_catalog
from bot.catalog.records import Prompt
from bot.catalog.resource_vocabulary import TOPICS, Access, EvidenceLevel, ResourceKind
from bot.catalog.vocabulary import MODALITIES, POPULATIONS, Category

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Count:
    """Some prompts, counted."""

    prompts: int
    placeholders: int
    """Of all of them together."""
    mean_body_characters: int
    with_evidence: int
    tested: int

    @classmethod
    def of(cls, prompts: Collection[Prompt]) -> "Count":
        """Count them; all is 0 where there are none."""
        return cls(
            prompts=len(prompts),
            placeholders=sum(len(prompt.placeholders) for prompt in prompts),
            mean_body_characters=round(mean(len(p.body) for p in prompts)) if prompts else 0,
            with_evidence=sum(bool(prompt.evidence) for prompt in prompts),
            tested=sum(bool(prompt.tested_with) for prompt in prompts),
        )


@dataclass(frozen=True, slots=True)
class _Way(Generic[ItemT]):
    """One way of sorting items: one may be in several groups of it."""

    title: str
    labels: Mapping[str, str]
    groups_of: Callable[[ItemT], Iterable[str]]


WAYS: Mapping[str, _Way[Prompt]] = {
    "category": _Way("Category", {c.value: c.label for c in Category}, lambda p: [p.category]),
    "tier": _Way("Tier", {t: f"Tier {t}" for t in "123"}, lambda p: [str(p.risk_tier)]),
    "modality": _Way("Modality", MODALITIES, lambda p: p.modalities),
    "population": _Way("Population", POPULATIONS, lambda p: p.populations),
}
RESOURCE_WAYS: Mapping[str, _Way[Resource]] = {
    "kind": _Way("Kind", {k.value: k.label for k in ResourceKind}, lambda r: [r.kind]),
    "topic": _Way("Topic", TOPICS, lambda r: r.topics),
    "evidence_level": _Way(
        "Evidence", {e.value: e.label for e in EvidenceLevel}, lambda r: [r.evidence_level]
    ),
    "access": _Way("Access", {a.value: a.label for a in Access}, lambda r: [r.access]),
}


def counts_of(prompts: Collection[Prompt]) -> dict[str, dict[str, Count]]:
    """By each way of sorting, the count of each group, in the order of the vocabulary."""
    return {
        name: {
            group: Count.of([prompt for prompt in prompts if group in way.groups_of(prompt)])
            for group in way.labels
        }
        for name, way in WAYS.items()
    }


def resource_counts_of(resources: Collection[Resource]) -> dict[str, dict[str, int]]:
    """By each way of sorting, how many there are of each group, in the order of the vocabulary."""
    return {
        name: {
            group: sum(group in way.groups_of(resource) for resource in resources)
            for group in way.labels
        }
        for name, way in RESOURCE_WAYS.items()
    }


def print_stats(folder: Path, *, as_json: bool) -> None:
    """Print tables for people, or one JSON object.

    Raises:
        CatalogError: The catalogue has mistakes.
    """
    catalog = load_catalog(folder)
    prompts = tuple(catalog.prompts.values())
    counts = counts_of(prompts)
    of_resources = resource_counts_of(catalog.resources.values())
    if as_json:
        by = {
            way: {group: asdict(n) for group, n in groups.items()} for way, groups in counts.items()
        }
        resources = {"all": len(catalog.resources), "by": of_resources}
        said = {"all": asdict(Count.of(prompts)), "by": by, "resources": resources}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.print(_table(counts, Count.of(prompts)))
    console.print(
        "\nbody: characters on average; evidence, tested: prompts that have any\n", style="dim"
    )
    console.print(_resource_table(of_resources, len(catalog.resources)))


def _table(counts: Mapping[str, Mapping[str, Count]], total: Count) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    for title in ("prompts", "placeholders", "body", "evidence", "tested"):
        table.add_column(title, justify="right")
    for name, groups in counts.items():
        table.add_row(WAYS[name].title, style="bold")
        for group, count in groups.items():
            _add(table, f"  {WAYS[name].labels[group]}", count)
        table.add_row()
    _add(table, "All", total, style="bold")
    return table


def _resource_table(counts: Mapping[str, Mapping[str, int]], total: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    table.add_column("resources", justify="right")
    for name, groups in counts.items():
        way = RESOURCE_WAYS[name]
        table.add_row(way.title, style="bold")
        for group, count in groups.items():
            table.add_row(f"  {way.labels[group]}", str(count) if count else "·")
        table.add_row()
    table.add_row("All", str(total), style="bold")
    return table


def _add(table: Table, label: str, count: Count, style: str = "") -> None:
    cells = [str(value) if value else "·" for value in asdict(count).values()]
    table.add_row(label, *cells, style=style)
