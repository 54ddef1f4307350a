"""How fast search answers over ten thousand prompts: `python -m bench.search`.

In process and without Discord: the index alone, on the thread's own clock, so that what else the
machine does is left out. The prompts are made of invented words, some in most of them and some in
few; what is typed are titles letter by letter, misspelled titles, the shipped catalogue's graded
queries and whole sentences.
"""

import dataclasses
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.catalog.loader import load_catalog
from bot.catalog.records import Prompt
from bot.catalog.search import PromptIndex, ResourceIndex

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "catalog" / "queries_tuned.yaml"
PROMPTS = 10_000
TITLES = 60
Index = TypeVar("Index")

_SYLLABLES = (
    *("ba", "co", "du", "fi", "ga", "lo", "mi", "nu", "pe", "ra", "si", "to", "ve", "wa", "xe"),
    *("yo", "za", "tri", "plo", "en", "or", "al"),
)
_COMMON = ("panic", "note", "client", "worksheet", "safety", "supervision")


def many_prompts(models: Sequence[Prompt], count: int = PROMPTS) -> list[Prompt]:
    """Prompts with invented words; the same ones at each call."""
    rng = random.Random(7)  # noqa: S311
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(12_000)]
    words += list(_COMMON) * 800

    def phrase(length: int) -> str:
        return " ".join(rng.choices(words, k=length))

    return [
        dataclasses.replace(
            rng.choice(models),
            slug=f"made-{number}",
            title=phrase(4).title(),
            summary=phrase(12),
            search_terms=tuple(phrase(3) for _ in range(10)),
            output_shape=phrase(8),
        )
        for number in range(count)
    ]


def typed_letter_by_letter(prompts: Sequence[Prompt]) -> list[str]:
    """What a member's fields hold while they type titles, rightly and with a wrong letter."""
    rng = random.Random(11)  # noqa: S311
    typed: list[str] = []
    for prompt in rng.sample(list(prompts), TITLES):
        title = prompt.title.lower()
        place = rng.randrange(len(title))
        wrong = title[:place] + "q" + title[place + 1 :]
        typed += [text[:length] for text in (title, wrong) for length in range(len(text) + 1)]
    return typed


def shortest(act: Callable[[str], object], text: str, tries: int = 3) -> float:
    """Milliseconds of the fastest of some tries, by the thread's own clock."""
    taken: list[float] = []
    for _ in range(tries):
        begun = time.thread_time()
        act(text)
        taken.append((time.thread_time() - begun) * 1000)
    return min(taken)


def report(name: str, act: Callable[[str], object], texts: Sequence[str]) -> None:
    """Print the median and the slowest hundredth."""
    taken = [shortest(act, text) for text in texts]
    percentiles = statistics.quantiles(taken, n=100, method="inclusive")
    print(f"| {name} | {len(texts)} | {percentiles[49]:.3f} ms | {percentiles[98]:.3f} ms |")


def build(make: Callable[[], Index], what: str) -> Index:
    """An index; prints how long it took to make."""
    begun = time.thread_time()
    index = make()
    print(f"index of {what}: {(time.thread_time() - begun) * 1000:.0f} ms")
    return index


def main() -> None:
    """Measure the shipped catalogue and ten thousand made prompts; print a table in Markdown.

    The aim is a suggestion in under 1 ms, 99 times of 100.
    """
    catalog = load_catalog(ROOT / "catalog")
    shipped = list(catalog.prompts.values())
    entries: list[dict[str, Any]] = yaml.safe_load(QUERIES.read_text("utf-8"))
    asked: list[str] = [entry["q"] for entry in entries]
    beginnings = [text[:length] for text in asked for length in range(len(text) + 1)]
    lines: list[tuple[str, Callable[[str], object], Sequence[str]]] = []
    synonyms = catalog.synonyms
    PromptIndex(shipped, synonyms)
    few = build(lambda: PromptIndex(shipped, synonyms), f"{len(shipped)} prompts")
    lists = list(catalog.resources.values())
    resources = build(lambda: ResourceIndex(lists, synonyms), f"{len(lists)} resources")
    lines.append(("search, shipped", few.search, asked))
    lines.append(("autocomplete, shipped", few.complete, beginnings))
    lines.append(("autocomplete, resources", resources.complete, beginnings))
    made = many_prompts(shipped)
    many = build(lambda: PromptIndex(made, synonyms), f"{PROMPTS} prompts")
    lines.append((f"search, {PROMPTS}", many.search, asked))
    lines.append((f"autocomplete, {PROMPTS}, titles", many.complete, typed_letter_by_letter(made)))
    lines.append((f"autocomplete, {PROMPTS}, queries", many.complete, beginnings))
    print(f"\nPython {sys.version.split()[0]}\n\n| what | texts | p50 | p99 |\n|---|---|---|---|")
    for name, act, texts in lines:
        report(name, act, texts)


if __name__ == "__main__":
    main()
