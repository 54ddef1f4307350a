"""Which known words an unfinished, related or misspelled one may stand for."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.catalog.tokens import stem

_SMALL_VOCABULARY = 4000
"""Up to here a misspelling is looked for in all words, past it under its first letter."""


class Spelling:
    """The words of a catalogue as they are spelled, and the stems that stand for them."""

    def __init__(self, words: Iterable[str], other_stems: Iterable[str]) -> None:
        """Know these words, and others that no prompt has but a misspelling may have meant."""
        self._stems = {word: stem(word) for word in words}
        self._shortest: dict[str, str] = {}
        for word in sorted(self._stems, key=lambda word: (len(word), word)):
            self._shortest.setdefault(self._stems[word], word)
        self._stems.update((other, other) for other in other_stems if other not in self._stems)
        self._known = frozenset(self._stems.values())
        self._words = sorted(self._stems)
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_letter[word[0]].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._stems or stem(word) in self._known

    def as_spelled(self, word: str) -> str | None:
        """The shortest word of a prompt with that stem; None when no prompt has one."""
        return self._shortest.get(word)

    def beginning_with(self, letters: str) -> list[str]:
        """The stems of words that begin so, each once, the shortest word first."""
        start = bisect_left(self._words, letters)
        end = bisect_left(self._words, letters + chr(0x10FFFF), start)
        words = sorted(self._words[start:end], key=len)
        return list(dict.fromkeys(self._stems[word] for word in words))

    def related(self, word: str) -> list[str]:
        """The stems of words that seem to be of one family, as `refer` and `referral` are."""
        if len(word) < 5:
            return []
        root = word[: max(5, len(word) - 3)]
        found = self.beginning_with(root)
        return [other for other in found if len(other) < len(root) + 6]

    def meant(self, word: str) -> list[tuple[str, float]]:
        """The stems that a misspelled word may stand for, the nearest first, with a weight."""
        if len(word) < 4:
            return []
        edits = 1 if len(word) < 6 else 2 if len(word) < 11 else 3
        small = len(self._words) <= _SMALL_VOCABULARY
        among = self._words if small else self._by_letter.get(word[0], [])
        near = process.extract(word, among, scorer=OSA.distance, score_cutoff=edits, limit=12)
        ranked = sorted((int(distance), known[0] != word[0], known) for known, distance, _ in near)
        meant: dict[str, float] = {}
        for distance, other_letter, known in ranked:
            if distance > ranked[0][0]:
                break
            weight = 0.85 - 0.2 * (distance - 1) - 0.1 * other_letter
            meant.setdefault(self._stems[known], weight)
        return list(meant.items())[:4]
