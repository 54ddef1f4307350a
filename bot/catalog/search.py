"""Finding prompts: the ranking behind `/prompt find`, and completion while a member types."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.catalog.expansion import Expansions
from bot.catalog.indexed import names_of, phrases_of, weights_of, words_of
from bot.catalog.postings import Postings
from bot.catalog.prefixes import Completion
from bot.catalog.records import Prompt, Synonym
from bot.catalog.tokens import STOP_WORDS, stem, stems_in, telling, words_as_typed, words_in
from bot.catalog.vocabulary import ANY

_PREFIX_WEIGHT = 0.6
_PREFIX_WORDS = 24
_PREFIX_PROMPTS = 25
_PHRASE_SHARE = 0.6
_SAME_PHRASE = 12.0
_SAME_TITLE = 60.0
_LONGEST_QUERY = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A prompt that was found."""

    prompt: Prompt
    score: float
    """Comparable within one answer only."""
    words: tuple[str, ...]
    """The typed words that led here, as they are compared; for showing, never for keeping."""


@dataclass(slots=True)
class _Slot:
    """One typed word, and how well each prompt answers it."""

    word: str
    scores: dict[int, float] = field(default_factory=dict[int, float])

    def offer(self, scores: Iterable[tuple[int, float]], weight: float) -> None:
        held = self.scores
        for number, score in scores:
            offered = score * weight
            if offered > held.get(number, 0.0):
                held[number] = offered


class PromptIndex:
    """All prompts in memory, ready to be searched; made anew when the catalogue changes."""

    def __init__(self, prompts: Iterable[Prompt], synonyms: Iterable[Synonym]) -> None:
        self._prompts = tuple(
            sorted(prompts, key=lambda prompt: (prompt.title.casefold(), prompt.slug))
        )
        self._expansions = Expansions(synonyms)
        weights = [weights_of(prompt) for prompt in self._prompts]
        self._postings = Postings(weights, self._expansions.words)
        self._phrases = phrases_of(self._prompts)
        self._names = names_of(self._prompts)
        titles = [words_in(prompt.title) for prompt in self._prompts]
        self._completion = Completion(titles, [words_of(prompt) for prompt in self._prompts])

    def search(
        self,
        query: str,
        *,
        category: str | None = None,
        modality: str | None = None,
        population: str | None = None,
        limit: int = 10,
    ) -> tuple[Match, ...]:
        """The prompts that fit best, best first; the same query has the same answer.

        A filter lets through what is made for it and what is made for any. Without a word in the
        query, the filters alone choose, in the order of titles; without those, nothing does.
        """
        allowed = self._allowed(category, modality, population)
        words = words_as_typed(query)[:_LONGEST_QUERY]
        if not words:
            numbers = sorted(allowed or ())[:limit]
            return tuple(Match(self._prompts[number], 0.0, ()) for number in numbers)
        slots = self._slots(words)
        totals = self._totals(slots, words)
        if allowed is not None:
            totals = {number: score for number, score in totals.items() if number in allowed}
        best = heapq.nsmallest(limit, totals.items(), key=lambda entry: (-entry[1], entry[0]))
        return tuple(
            Match(
                self._prompts[number],
                round(score, 4),
                tuple(dict.fromkeys(slot.word for slot in slots if number in slot.scores)),
            )
            for number, score in best
        )

    def complete(self, text: str, *, limit: int = 25) -> tuple[Prompt, ...]:
        """The prompts to offer while somebody types, best first.

        Each typed word is taken as the beginning of one. Where no prompt has them all, misspelled
        words are corrected and those that go together count; what is left is searched for. An
        empty text gives the first titles of the alphabet.
        """
        typed = words_in(text)[:_LONGEST_QUERY]
        # The last word may be the beginning of another, so it counts even when it says little.
        telling_words = [word for word in typed[:-1] if word not in STOP_WORDS] + typed[-1:]
        numbers = self._completion.find(telling_words, max(limit, 0))
        if not numbers and typed:
            numbers = self._completion.find_most(self._readings(telling_words), max(limit, 0))
        if numbers or not typed:
            return tuple(self._prompts[number] for number in numbers)
        return tuple(match.prompt for match in self.search(text, limit=limit))

    def _readings(self, words: Sequence[str]) -> list[list[str]]:
        """Each word as it stands or as it was probably meant; none at all where a synonym helps.

        A search would do as well, but this costs a fifth of it and is asked at every key.
        """
        readings: list[list[str]] = []
        for word in words:
            if self._completion.knows(word):
                readings.append([word])
            elif stem(word) in self._expansions.words:
                return []
            elif meant := self._postings.meant(stem(word)):
                readings.append([known for known, _ in meant])
        return readings

    def query_tokens_known(self, query: str) -> tuple[str, ...]:
        """The words of a query that the index knows, each once, in order.

        Only these may be kept: people type client details into search boxes, and what the
        catalogue itself says identifies nobody. Numbers are left out.
        """
        words = (word for word in stems_in(query) if word not in STOP_WORDS)
        known = (word for word in words if word in self._postings and not word.isdigit())
        return tuple(dict.fromkeys(known))

    def synonyms_in(self, query: str) -> tuple[Synonym, ...]:
        """The synonyms that a query was expanded by, each once; some have a note for the member."""
        found = self._expansions.find(words_as_typed(query)[:_LONGEST_QUERY])
        return tuple(dict.fromkeys(expansion.source for expansion in found))

    def _allowed(
        self, category: str | None, modality: str | None, population: str | None
    ) -> set[int] | None:
        """The numbers that the filters let through; None when there is no filter."""
        modality = None if modality == ANY else modality
        population = None if population == ANY else population
        if category is None and modality is None and population is None:
            return None
        return {
            number
            for number, prompt in enumerate(self._prompts)
            if category in (None, prompt.category)
            and (modality is None or not {modality, ANY}.isdisjoint(prompt.modalities))
            and (population is None or not {population, ANY}.isdisjoint(prompt.populations))
        }

    def _slots(self, words: Sequence[tuple[str, str]]) -> list[_Slot]:
        slots = [_Slot(word) for _, word in words]
        stems = [stem(word) for _, word in words]
        last = len(stems) - 1
        worth = set(telling(stems))
        for place, (slot, word) in enumerate(zip(slots, stems, strict=True)):
            if word not in worth:
                continue
            slot.offer(self._postings.scores(word), 1.0)
            if place == last:
                self._offer_beginnings(slot, words[place][1])
            if not slot.scores and word not in self._expansions.words:
                self._offer_corrections(slot, word)
        for expansion in self._expansions.find(words):
            slot = slots[expansion.start]
            self._offer_phrase(slot, expansion.stems, expansion.weight)
        return slots

    def _offer_beginnings(self, slot: _Slot, word: str) -> None:
        if len(word) > 1:
            for longer in self._postings.beginning_with(word)[:_PREFIX_WORDS]:
                slot.offer(self._postings.scores(longer)[:_PREFIX_PROMPTS], _PREFIX_WEIGHT)

    def _offer_corrections(self, slot: _Slot, word: str) -> None:
        for meant, weight in self._postings.meant(word):
            slot.offer(self._postings.scores(meant), weight)
            for expansion in self._expansions.find([(meant, meant)]):
                self._offer_phrase(slot, expansion.stems, weight * expansion.weight)

    def _offer_phrase(self, slot: _Slot, stems: Sequence[str], weight: float) -> None:
        """Prompts that have (nearly) all words of a phrase; one alone means something else."""
        words = set(telling(stems))
        together: defaultdict[int, list[float]] = defaultdict(list)
        for word in words:
            for number, score in self._postings.scores(word):
                together[number].append(score)
        enough = max(len(words) * _PHRASE_SHARE, 1)
        slot.offer(
            (
                (number, sum(scores) / len(words))
                for number, scores in together.items()
                if len(scores) >= enough
            ),
            weight,
        )

    def _totals(self, slots: Sequence[_Slot], words: Sequence[tuple[str, str]]) -> dict[int, float]:
        """What each prompt gets for all words together; answering more of them counts extra."""
        totals: defaultdict[int, float] = defaultdict(float)
        answered: defaultdict[int, int] = defaultdict(int)
        asked = [slot for slot in slots if slot.scores]
        for slot in asked:
            for number, score in slot.scores.items():
                totals[number] += score
                answered[number] += 1
        for number in totals:
            totals[number] *= 0.5 + 0.5 * answered[number] / len(asked)
        stems = tuple(stem(word) for _, word in words)
        for number in self._phrases.get(telling(stems), ()):
            totals[number] += _SAME_PHRASE
        for number in self._names.get(stems, ()):
            totals[number] += _SAME_TITLE
        return totals
