"""How well a query meets one of a prompt's own phrases: its title and search terms."""

from collections.abc import Mapping, Sequence

from bot.catalog.postings import Postings


class Phrases:
    """Each prompt's phrases, and how much each of them says in all."""

    def __init__(self, phrases: Sequence[Sequence[tuple[str, ...]]], postings: Postings) -> None:
        """Prompt n has the phrases `phrases[n]`."""
        self._phrases = [
            [(frozenset(words), sum(map(postings.rarity, set(words)))) for words in of_prompt]
            for of_prompt in phrases
        ]
        self._rarity = postings.rarity

    def met(self, number: int, asked: Mapping[str, float]) -> float:
        """What the best phrase of a prompt says that was asked, less for what was not.

        Args:
            number: The prompt's.
            asked: The words of a query and what they stand for, each with its weight.
        """
        best = 0.0
        for words, whole in self._phrases[number]:
            said = 0.0
            for word in words:
                if word in asked:
                    said += asked[word] * self._rarity(word)
            if said:
                best = max(best, said * said / whole)
        return best
