"""Finding items of the catalogue: the ranking behind every search, and completion while one types.

How a query is answered (`search`):

1. Its words are compared without endings (`tokens.py`). Stop words are left out, and words that
   fill sentences ("today", "someone") count less.
2. Each word is a slot (`slots.py`) that may be filled by the word itself, by one that it begins
   or that shares its root, by what it was probably meant to be when nobody here knows it
   (`spelling.py`), or by what it stands for in the field (`expansion.py`), the less surely the
   less it counts.
3. An item answers a slot by how rare the word is and where the item has it: title, search terms,
   summary, labels, in this order (`indexed.py`, `postings.py`: BM25F without lengths).
4. The answers are summed. An item that leaves slots unanswered loses up to seven tenths of that.
5. The best of them gain by how much of one of their own phrases was asked (`phrases.py`), and a
   title or slug typed in full comes first.

The constants were chosen on the prompts and `tests/catalog/queries_tuned.yaml`; halving or
doubling one moves nDCG there by less than 0.02. `tests/catalog/measure.py` measures the whole.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.catalog.expansion import Expansions
from bot.catalog.indexed import Fields, Indexed, read_all
from bot.catalog.phrases import Phrases
from bot.catalog.postings import Postings
from bot.catalog.prefixes import Completion
from bot.catalog.records import Synonym
from bot.catalog.slots import Reader, Slot
from bot.catalog.spelling import Spelling
from bot.catalog.tokens import FILLERS, STOP_WORDS, stem, stems_in, words_as_typed, words_in

_COVERAGE = 0.7
_CANDIDATES = 25
"""How many of the best are looked at for whole phrases."""
_PHRASE_WEIGHT = 0.6
_SAME_TITLE = 60.0
_LONGEST_QUERY = 40
_LONGEST_COMPLETION = 8

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Match(Generic[ItemT]):
    """An item that was found."""

    item: ItemT
    score: float
    """Comparable within one answer only."""
    words: tuple[str, ...]
    """The typed words that led here, as they are compared; for showing, never for keeping."""


class Index(Generic[ItemT]):
    """Items of one kind in memory, ready to be searched; made anew when the catalogue changes."""

    def __init__(
        self,
        items: Iterable[ItemT],
        fields_of: Callable[[ItemT], Fields],
        synonyms: Iterable[Synonym],
    ) -> None:
        read = sorted(
            ((fields_of(item), item) for item in items),
            key=lambda entry: (entry[0].title.casefold(), entry[0].slug),
        )
        self._items = tuple(item for _, item in read)
        self._index(read_all(fields for fields, _ in read), synonyms)

    def _index(self, read: Sequence[Indexed], synonyms: Iterable[Synonym]) -> None:
        self._expansions = Expansions(synonyms)
        self._postings = Postings([one.weights for one in read])
        self._phrases = Phrases([one.phrases for one in read], self._postings)
        spelled = {word for one in read for word in one.spelled}
        self._spelling = Spelling(spelled, self._expansions.words)
        self._reader = Reader(self._postings, self._spelling, self._expansions)
        self._names: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, one in enumerate(read):
            for name in one.names:
                self._names[name].append(number)
        self._completion = Completion([one.title for one in read], [one.spelled for one in read])

    def find(
        self, query: str, *, only: Callable[[ItemT], bool] | None = None, limit: int = 10
    ) -> tuple[Match[ItemT], ...]:
        """The items that fit best, best first; the same query has the same answer.

        Args:
            query: What was typed. Without a word in it, `only` chooses, in the order of titles;
                without that, nothing does.
            only: Which items may be found at all.
            limit: How many at most.
        """
        allowed = self._allowed(only)
        words = words_as_typed(query)[:_LONGEST_QUERY]
        if not words:
            numbers = sorted(allowed or ())[:limit]
            return tuple(Match(self._items[number], 0.0, ()) for number in numbers)
        slots = [slot for slot in self._reader.slots(words) if slot.answers]
        totals = self._totals(slots)
        for number in self._names.get(tuple(stem(word) for _, word in words), ()):
            totals[number] += _SAME_TITLE
        if allowed is not None:
            totals = {number: score for number, score in totals.items() if number in allowed}
        return tuple(
            Match(
                self._items[number],
                round(score, 4),
                tuple(dict.fromkeys(slot.word for slot in slots if number in slot.answers)),
            )
            for number, score in self._best(totals, slots, limit)
        )

    def complete(self, text: str, *, limit: int = 25) -> tuple[ItemT, ...]:
        """The items to offer while somebody types, best first.

        Each typed word is taken as the beginning of one; where no item has them all, it is
        searched for. An empty text gives the first titles of the alphabet.
        """
        typed = words_in(text)[:_LONGEST_QUERY]
        # The last word may be the beginning of another, so it counts even when it says little.
        telling_words = [word for word in typed[:-1] if word not in STOP_WORDS] + typed[-1:]
        numbers = self._completion.find(telling_words, max(limit, 0))
        if numbers or not typed:
            return tuple(self._items[number] for number in numbers)
        # At each key only so much can be looked for; what was typed last is what is being chosen.
        recent = [word for word in telling_words if word not in FILLERS][-_LONGEST_COMPLETION:]
        query = " ".join(recent) if len(typed) > _LONGEST_COMPLETION else text
        return tuple(match.item for match in self.find(query, limit=limit))

    def query_tokens_known(self, query: str) -> tuple[str, ...]:
        """The words of a query that items have, each once, in order, as items spell them.

        Only these may be kept: people type client details into search boxes, and what the
        catalogue itself says identifies nobody. Numbers are left out.
        """
        words = (word for word in stems_in(query) if word not in STOP_WORDS)
        known = (self._spelling.as_spelled(word) for word in words if not word.isdigit())
        return tuple(dict.fromkeys(word for word in known if word is not None))

    def synonyms_in(self, query: str) -> tuple[Synonym, ...]:
        """The synonyms that a query was expanded by, each once; some have a note for the member."""
        found = self._expansions.find(words_as_typed(query)[:_LONGEST_QUERY])
        return tuple(dict.fromkeys(expansion.source for expansion in found))

    def _allowed(self, only: Callable[[ItemT], bool] | None) -> Collection[int] | None:
        """The numbers of the items that may be found; None when all may."""
        if only is None:
            return None
        return {number for number, item in enumerate(self._items) if only(item)}

    def _totals(self, slots: Sequence[Slot]) -> defaultdict[int, float]:
        """What each item gets for all words together; answering more of them counts extra."""
        totals: defaultdict[int, float] = defaultdict(float)
        answered: defaultdict[int, float] = defaultdict(float)
        for slot in slots:
            weight, worth = slot.weight, slot.weight * slot.best
            for number, score in slot.answers.items():
                totals[number] += weight * score
                answered[number] += worth
        whole = sum(slot.weight * slot.best for slot in slots)
        for number, worth in answered.items():
            totals[number] *= 1 - _COVERAGE + _COVERAGE * worth / whole
        return totals

    def _best(
        self, totals: Mapping[int, float], slots: Sequence[Slot], limit: int
    ) -> list[tuple[int, float]]:
        """The best of the totals with what their phrases add, best first, then by title."""
        asked: dict[str, float] = {}
        for slot in slots:
            for word, weight in slot.meanings.items():
                asked[word] = max(asked.get(word, 0.0), weight * slot.weight)
        first = heapq.nlargest(max(limit, _CANDIDATES), totals, key=totals.__getitem__)
        scores = {number: totals[number] for number in first}
        for number in first[:_CANDIDATES]:
            scores[number] += _PHRASE_WEIGHT * self._phrases.met(number, asked)
        return sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))[:limit]
