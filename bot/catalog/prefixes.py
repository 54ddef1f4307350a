"""What fits the letters typed so far, fast enough for every key."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_HEAVY = 150
"""A prefix with more postings than this has its answer made beforehand."""

_AFTER_EVERY_LETTER = chr(0x10FFFF)


class PrefixTable:
    """Which items have a word that begins so: sets of item numbers, kept as bits of an int.

    Bits make "and" and "or" over ten thousand items a matter of a microsecond, and the lowest
    bits are the first items in order.
    """

    def __init__(self, words: Sequence[Iterable[str]]) -> None:
        """Item n has the words `words[n]`; the order of items is the order of answers."""
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(words):
            for word in set(item):
                postings[word].append(number)
        self._postings = dict(postings)
        self._words = sorted(postings)
        self._size = len(words) // 8 + 1
        load: Counter[str] = Counter()
        for word, numbers in postings.items():
            for length in range(1, len(word) + 1):
                load[word[:length]] += len(numbers)
        self._heavy = {
            prefix: self._gather(prefix) for prefix, count in load.items() if count > _HEAVY
        }

    def having(self, prefix: str) -> int:
        """The items with a word that begins with the prefix."""
        ready = self._heavy.get(prefix)
        return self._gather(prefix) if ready is None else ready

    def having_all(self, prefixes: Iterable[str]) -> int:
        """The items with a word for each prefix."""
        fitting = -1
        for prefix in prefixes:
            fitting &= self.having(prefix)
            if not fitting:
                break
        return fitting

    def words_with(self, prefix: str) -> list[str]:
        """The words that begin with the prefix, in order."""
        start = bisect_left(self._words, prefix)
        end = bisect_left(self._words, prefix + _AFTER_EVERY_LETTER, start)
        return self._words[start:end]

    def _gather(self, prefix: str) -> int:
        bits = bytearray(self._size)
        for word in self.words_with(prefix):
            for number in self._postings[word]:
                bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")


class Completion:
    """Items by title and by all their words, for what is typed so far."""

    def __init__(self, titles: Sequence[Sequence[str]], words: Sequence[Iterable[str]]) -> None:
        """Item n has the title words `titles[n]` and all the words `words[n]`."""
        self._count = len(titles)
        self._in_title = PrefixTable(titles)
        self._anywhere = PrefixTable(words)
        self._by_title = sorted((" ".join(title), number) for number, title in enumerate(titles))

    def find(self, typed: Sequence[str], limit: int) -> list[int]:
        """The first items that have a word for each that was typed, each taken as a beginning.

        Titles that begin as typed come first, then titles that hold the words, then the rest.
        """
        if not typed:
            return list(range(min(limit, self._count)))
        found = dict.fromkeys(self._titles_beginning(" ".join(typed), limit))
        if len(found) < limit and (anywhere := self._anywhere.having_all(typed)):
            for fitting in (self._in_title.having_all(typed), anywhere):
                for number in _lowest(fitting, limit):
                    found.setdefault(number)
        return list(found)[:limit]

    def _titles_beginning(self, text: str, limit: int) -> list[int]:
        start = bisect_left(self._by_title, (text, -1))
        numbers: list[int] = []
        for title, number in self._by_title[start : start + limit]:
            if not title.startswith(text):
                break
            numbers.append(number)
        return numbers


def _lowest(bits: int, limit: int) -> list[int]:
    numbers: list[int] = []
    while bits and len(numbers) < limit:
        lowest = bits & -bits
        numbers.append(lowest.bit_length() - 1)
        bits ^= lowest
    return numbers
