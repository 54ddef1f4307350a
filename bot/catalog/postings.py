"""Which prompts hold which word, and how much that says about them."""

import heapq
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_CHAMPIONS = 100
"""A word in more prompts than this counts for those that it says most about."""

_SMALL_VOCABULARY = 4000
"""Up to here a misspelling is looked for in all words, past it under its first letter."""


class Postings:
    """Words to prompts (by number), with weights."""

    def __init__(self, weights: Sequence[Mapping[str, float]], other_words: Iterable[str]) -> None:
        """Prompt n has the words and weights `weights[n]`.

        Args:
            weights: Word to weight; the more telling the field, the higher.
            other_words: Words that no prompt has but a misspelling may have meant.
        """
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, words in enumerate(weights):
            for word, weight in words.items():
                self._postings[word].append((number, weight))
        count = len(weights)
        for word, entries in self._postings.items():
            rarity = math.log(1 + (count - len(entries) + 0.5) / (len(entries) + 0.5))
            scored = ((number, weight * rarity) for number, weight in entries)
            self._postings[word] = heapq.nsmallest(
                _CHAMPIONS if count > 2 * _CHAMPIONS else count,
                scored,
                key=lambda entry: (-entry[1], entry[0]),
            )
        self._postings.default_factory = None
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        self._known = sorted({*self._postings, *other_words})
        for word in self._known:
            self._by_letter[word[0]].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._postings

    def scores(self, word: str) -> Sequence[tuple[int, float]]:
        """Prompts with the word and how much it says, the most first."""
        return self._postings.get(word, ())

    def beginning_with(self, letters: str) -> list[str]:
        """Known words that begin so, in order."""
        start = bisect_left(self._known, letters)
        end = bisect_left(self._known, letters + chr(0x10FFFF), start)
        return self._known[start:end]

    def meant(self, word: str) -> list[tuple[str, float]]:
        """Known words that a misspelled one may stand for, the nearest first, with a weight."""
        if len(word) < 4:
            return []
        edits = 1 if len(word) < 6 else 2
        small = len(self._known) <= _SMALL_VOCABULARY
        among = self._known if small else self._by_letter.get(word[0], [])
        near = process.extract(word, among, scorer=OSA.distance, score_cutoff=edits, limit=12)
        ranked = sorted((int(distance), known) for known, distance, _ in near)
        return [(known, 0.8 if distance < 2 else 0.55) for distance, known in ranked[:4]]
