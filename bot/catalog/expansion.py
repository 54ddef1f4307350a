"""What the field's abbreviations, synonyms and lay words in a query stand for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalog.records import Direction, Synonym
from bot.catalog.tokens import stem, stems_in

SYNONYM_WEIGHT = 0.6
AMBIGUOUS_WEIGHT = 0.3
"""For terms with other readings, which must never outweigh what was typed."""

_CAPITALS_ONLY = ("upper case", "common english word", "also a greeting")
_SOME_CONTEXT = ("only when next to", "in ai context")


@dataclass(frozen=True, slots=True)
class Expansion:
    """Other words for a part of a query."""

    start: int
    """The first word it stands for, counted from 0."""
    length: int
    stems: tuple[str, ...]
    weight: float
    """Beside 1 for what was typed."""
    source: Synonym


@dataclass(frozen=True, slots=True)
class _Reading:
    stems: tuple[str, ...]
    weight: float
    capitals_only: bool
    alone_only: bool
    source: Synonym


class Expansions:
    """The synonyms of a catalogue, ready to be looked up in queries."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._readings: defaultdict[tuple[str, ...], list[_Reading]] = defaultdict(list)
        for synonym in synonyms:
            self._add(synonym)
        self._longest = max(map(len, self._readings), default=0)
        self.words = frozenset(term[0] for term in self._readings if len(term) == 1)
        """Single words that have a reading."""

    def _add(self, synonym: Synonym) -> None:
        note = synonym.note.casefold()
        unsure = bool(synonym.ambiguous_with) or any(mark in note for mark in _SOME_CONTEXT)
        weight = AMBIGUOUS_WEIGHT if unsure else SYNONYM_WEIGHT
        term = stems_in(synonym.term)
        for words in map(stems_in, synonym.expansions):
            if not term or not words or term == words:
                continue
            capitals_only = any(mark in note for mark in _CAPITALS_ONLY)
            reading = _Reading(words, weight, capitals_only, "stands alone" in note, synonym)
            self._readings[term].append(reading)
            if synonym.direction is Direction.BOTH:
                back = _Reading(term, weight, capitals_only=False, alone_only=False, source=synonym)
                self._readings[words].append(back)

    def find(self, words: Sequence[tuple[str, str]]) -> list[Expansion]:
        """The expansions of a query's words, each given as typed and as compared."""
        stems = [stem(word) for _, word in words]
        # Where everything is in capitals, capitals say nothing.
        shouted = len(words) > 1 and all(typed.isupper() for typed, _ in words)
        found: list[Expansion] = []
        for start in range(len(stems)):
            for length in range(1, min(self._longest, len(stems) - start) + 1):
                for reading in self._readings.get(tuple(stems[start : start + length]), ()):
                    typed = words[start][0]
                    if reading.capitals_only and (shouted or not typed.isupper()):
                        continue
                    if reading.alone_only and length < len(stems):
                        continue
                    found.append(
                        Expansion(start, length, reading.stems, reading.weight, reading.source)
                    )
        return found
