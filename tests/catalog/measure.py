"""How well search finds what graded queries ask for: hit@5 and nDCG@10, by kind of query.

A script too: `python tests/catalog/measure.py [--aside] [--misses] FILE...`.
"""

# ruff: noqa: T201  (what a script is for)

import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalog.loader import load_catalog
from bot.catalog.search import PromptIndex

HERE = Path(__file__).parent
CATALOG = HERE.parents[1] / "catalog"

Ranking = Callable[[str], Sequence[str]]
"""From a query to slugs, the best first."""


@dataclass(frozen=True)
class Graded:
    """A query, and the prompts that would help whoever types it."""

    kind: str
    text: str
    grades: Mapping[str, int]
    """By slug: 3 is it, 2 is useful too, 1 is related."""
    aside: bool
    """Not looked at while search was tuned."""


@dataclass(frozen=True)
class Figures:
    """Means over some queries."""

    count: int
    hit: float
    """How many have a prompt of the grade 2 or 3 among the first five."""
    ndcg: float
    """Over the first ten, with gains of 2^grade - 1."""


def read_queries(file: Path) -> list[Graded]:
    """The graded queries of a file."""
    entries: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    return [
        Graded(entry["kind"], entry["q"], entry["want"], entry.get("aside", False))
        for entry in entries
    ]


def hit(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 when something that helps is among the first five, else 0."""
    return float(any(grades.get(slug, 0) >= 2 for slug in found[:5]))


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """How near the first ten are to the best order there is, from 0 to 1."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(slug, 0) for slug in found]) / best


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def measure(queries: Iterable[Graded], rank: Ranking) -> dict[str, Figures]:
    """The figures by kind of query, and over all queries as `all`."""
    values: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for query in queries:
        found = rank(query.text)
        value = hit(found, query.grades), ndcg(found, query.grades)
        values[query.kind].append(value)
        values["all"].append(value)
    return {
        kind: Figures(
            len(some),
            sum(value for value, _ in some) / len(some),
            sum(value for _, value in some) / len(some),
        )
        for kind, some in sorted(values.items())
    }


def ranking(index: PromptIndex) -> Ranking:
    """What members get from an index."""
    return lambda text: [match.item.slug for match in index.search(text)]


def _print(title: str, queries: Sequence[Graded], rank: Ranking) -> None:
    print(f"{title}\n{'kind':14}{'queries':>8}{'hit@5':>8}{'nDCG@10':>9}")
    for kind, figures in measure(queries, rank).items():
        print(f"{kind:14}{figures.count:8}{figures.hit:8.3f}{figures.ndcg:9.3f}")


def _print_misses(queries: Sequence[Graded], rank: Ranking) -> None:
    for query in queries:
        found = rank(query.text)
        if ndcg(found, query.grades) < 0.8:
            print(f"{query.kind}: {query.text}\n  wanted {dict(query.grades)}\n  got {found[:5]}")


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each file, also of what is kept aside, and what was not found well."""
    catalog = load_catalog(CATALOG)
    rank = ranking(PromptIndex(catalog.prompts.values(), catalog.synonyms))
    for name in [word for word in arguments if not word.startswith("--")]:
        queries = read_queries(Path(name))
        seen = [query for query in queries if not query.aside]
        _print(f"{name}{' without what is aside' if len(seen) < len(queries) else ''}", seen, rank)
        if "--aside" in arguments:
            _print(f"{name}, aside", [query for query in queries if query.aside], rank)
        if "--misses" in arguments:
            _print_misses(seen, rank)


if __name__ == "__main__":
    main(sys.argv[1:])
