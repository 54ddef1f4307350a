"""Which prompts hold which word, and how much that says about them."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

_SATURATION = 4.0
"""The weight at which a word counts half of what it can at most (the k of BM25F)."""

_CHAMPIONS = 64
"""A word in more prompts than this counts for those that it says most about."""


class Postings:
    """Words to prompts (by number), with scores."""

    def __init__(self, weights: Sequence[Mapping[str, float]]) -> None:
        """Prompt n has the words and weights `weights[n]`."""
        entries: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, words in enumerate(weights):
            for word, weight in words.items():
                entries[word].append((number, weight))
        count = len(weights)
        limit = _CHAMPIONS if count > 2 * _CHAMPIONS else count
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._rarities: dict[str, float] = {}
        for word, held in entries.items():
            # A word that is only mentioned in passing makes a prompt less than one of its prompts.
            shares = [(number, weight / (weight + _SATURATION)) for number, weight in held]
            holders = sum(share for _, share in shares)
            rarity = math.log(1 + (count - holders + 0.5) / (holders + 0.5))
            self._rarities[word] = rarity
            shares.sort(key=lambda entry: -entry[1])
            self._postings[word] = [(number, rarity * share) for number, share in shares[:limit]]

    def __contains__(self, word: str) -> bool:
        return word in self._postings

    def scores(self, word: str) -> Sequence[tuple[int, float]]:
        """Prompts with the word and how much it says about them, the most first."""
        return self._postings.get(word, ())

    def rarity(self, word: str) -> float:
        """How much a word says at most; 0 for one that no prompt has."""
        return self._rarities.get(word, 0.0)
