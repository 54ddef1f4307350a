"""What each typed word may stand for, and how well each prompt answers it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.catalog.expansion import Expansions
from bot.catalog.postings import Postings
from bot.catalog.spelling import Spelling
from bot.catalog.tokens import FILLERS, STOP_WORDS, stem, telling

_FILLER_WEIGHT = 0.7
_PREFIX_WEIGHT = 0.75
_PREFIX_WORDS = 40
_PREFIX_PROMPTS = 12
_PREFIX_ENOUGH = 200
"""Past so many prompts, a beginning says too little to look on."""
_RELATED_WEIGHT = 0.35
_PHRASE_SHARE = 0.7
_SHORT_QUERY = 3
"""Up to so many words, the last may be the beginning of another even when it says nothing."""


class Slot:
    """One typed word."""

    __slots__ = ("answers", "best", "meanings", "weight", "word")

    def __init__(self, word: str, weight: float) -> None:
        self.word = word
        """As it is compared, with its endings."""
        self.weight = weight
        """How much it counts beside the other words."""
        self.answers: dict[int, float] = {}
        """How well prompts answer it, by number."""
        self.meanings: dict[str, float] = {}
        """The stems it may stand for, each with how surely."""
        self.best = 0.0
        """How well it is answered at best."""

    def offer(
        self, words: Iterable[str], scores: Iterable[tuple[int, float]], weight: float
    ) -> None:
        """Let it stand for words that these prompts answer, where that says more than before."""
        for word in words:
            if weight > self.meanings.get(word, 0.0):
                self.meanings[word] = weight
        held = self.answers
        for number, score in scores:
            offered = score * weight
            if offered > held.get(number, 0.0):
                held[number] = offered
                if offered > self.best:
                    self.best = offered


class Reader:
    """Makes slots of the words of a query."""

    def __init__(self, postings: Postings, spelling: Spelling, expansions: Expansions) -> None:
        self._postings = postings
        self._spelling = spelling
        self._expansions = expansions

    def slots(self, words: Sequence[tuple[str, str]]) -> list[Slot]:
        """A slot for each word, given as typed and as compared; stop words stay without answers."""
        stems = [stem(word) for _, word in words]
        worth = set(telling(stems))
        light = FILLERS if not worth <= FILLERS else frozenset[str]()
        slots: list[Slot] = []
        for place, word in enumerate(stems):
            last = place == len(stems) - 1
            slot = Slot(words[place][1], _FILLER_WEIGHT if word in light else 1.0)
            slots.append(slot)
            if word in worth or (last and len(stems) <= _SHORT_QUERY):
                self._offer_word(slot, word, unfinished=last)
        for expansion in self._expansions.find(words):
            slot = slots[expansion.start]
            slot.weight = 1.0
            self._offer_phrase(slot, expansion.stems, expansion.weight)
        return slots

    def _offer_word(self, slot: Slot, word: str, *, unfinished: bool) -> None:
        if word not in STOP_WORDS:
            slot.offer([word], self._postings.scores(word), 1.0)
        known = slot.word in self._spelling
        if len(slot.word) > 1 and (unfinished or not known):
            self._offer_words(
                slot, self._spelling.beginning_with(slot.word)[:_PREFIX_WORDS], _PREFIX_WEIGHT
            )
        if not slot.answers and not known:
            self._offer_corrections(slot)
        if slot.weight == 1.0:
            self._offer_words(slot, self._spelling.related(slot.word), _RELATED_WEIGHT)

    def _offer_words(self, slot: Slot, words: Iterable[str], weight: float) -> None:
        for word in words:
            slot.offer([word], self._postings.scores(word)[:_PREFIX_PROMPTS], weight)
            if len(slot.answers) > _PREFIX_ENOUGH:
                break

    def _offer_corrections(self, slot: Slot) -> None:
        for meant, weight in self._spelling.meant(slot.word):
            slot.offer([meant], self._postings.scores(meant), weight)
            for expansion in self._expansions.find([(meant, meant)]):
                self._offer_phrase(slot, expansion.stems, weight * expansion.weight)

    def _offer_phrase(self, slot: Slot, stems: Sequence[str], weight: float) -> None:
        """Prompts that have (nearly) all words of a phrase; one alone means something else."""
        words = dict.fromkeys(telling(stems))
        if len(words) == 1:
            slot.offer(words, self._postings.scores(*words), weight)
            return
        together: defaultdict[int, list[float]] = defaultdict(list)
        for word in words:
            for number, score in self._postings.scores(word):
                together[number].append(score)
        enough = len(words) * _PHRASE_SHARE
        scores = (
            (number, sum(scores) / len(words))
            for number, scores in together.items()
            if len(scores) >= enough
        )
        slot.offer(words, scores, weight)
