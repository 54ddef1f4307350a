"""How a text becomes words that can be compared."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`", "''''")
_FILLERS = """
actually after again ago all already also always amount another anybody anyone anything around ask
asked asking away bad back because before being best better big bit both bring call called came come
coming day different done each either else end enough even ever every everybody everyone everything
far feel few find first found friday getting give given gives go goes going gone good got great guy
had hand happen happened happening hard having hear help here herself himself hold idea instead
keep keeps kind knew know known knows last late lately later least left let lets little long look
looking looks lot made main make makes making many may maybe mean means met might monday month more
morning most much must near never new next nice night nobody nothing now number off often okay old
once one only open other others out over own part people person place point possible put quite ran
read ready really right room run said same saw say saying says see seeing seem seemed seems seen
several shall should show since small somebody someone something sometimes soon sort start starts
still stop such sure take taken takes taking talk tell tells than thing things think thinking
thinks those though thought three through thursday time times today together told tomorrow too
tried true try trying tuesday turn two under until use used using usually very wait wanted wants
way wednesday week well went whether while whole without wondering word work works worry year yes
yesterday yet
"""

_STOP_WORDS = """
a about all am an and any are as at be been but by can could did do does doing for from get give
had has have he help her him his how i if im in into is it its ive just like make me my need of on
or our please she so some that the their them then there they this to up us want was we were what
when where which who why will with would write you your
"""

_VOWELS = frozenset("aeiouy")

_IRREGULAR = {
    "bias": "bias",
    "bought": "buy",
    "children": "child",
    "died": "die",
    "dying": "die",
    "fell": "fall",
    "felt": "feel",
    "forgot": "forget",
    "fought": "fight",
    "kept": "keep",
    "men": "man",
    "taught": "teach",
    "wives": "wif",
    "women": "woman",
    "written": "writ",
    "wrote": "writ",
}


def words_in(text: str) -> list[str]:
    """The words of a text, in order: lower case, no accents, no possessive 's."""
    if not text.isascii():
        return [word for _, word in words_as_typed(text)]
    words: list[str] = _WORD.findall(text.lower())
    return [_joined(word) for word in words] if "'" in text else words


def words_as_typed(text: str) -> list[tuple[str, str]]:
    """The words of a text, in order, each as it was typed and as it is compared."""
    pairs: list[tuple[str, str]] = []
    for found in _WORD.finditer(text.translate(_APOSTROPHES)):
        typed = found.group()
        pairs += [(typed, _joined(word)) for word in _WORD.findall(_plain(typed))]
    return pairs


def _plain(typed: str) -> str:
    if typed.isascii():
        return typed.lower()
    spread = unicodedata.normalize("NFKD", typed.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).casefold()


def _joined(word: str) -> str:
    return word.removesuffix("'s").replace("'", "")


def stem(word: str) -> str:
    """The word without its endings for plural and tense: `canceled`, `cancelling` are `cancel`.

    A light stemmer after Porter's: it joins what is one word to a reader, and leaves apart what
    only has a root in common (`depress` and `depression`).
    """
    if known := _IRREGULAR.get(word):
        return known
    if word[-1] == "s":
        word = _singular(word)
    if word[-1] in "dg" and (root := _untensed(word)):
        word = root
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _untensed(word: str) -> str | None:
    """A word in -ing or -ed without it; None for any other."""
    if len(word) > 4 and word.endswith("ied"):
        return word[:-3] + "y"
    root = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    if len(root) < 3 or word.endswith("eed") or _VOWELS.isdisjoint(root):
        return None
    return _closed(root)


def _closed(root: str) -> str:
    """What is left of a word in -ing or -ed: `plann` is `plan`, `not` was `note`."""
    if root[-1] == root[-2] and root[-1] not in "elsz":
        return root[:-1]
    if (
        len(root) == 3
        and root[-1] not in "aeiouwxy"
        and root[0] not in _VOWELS
        and root[1] in _VOWELS
    ):
        return root + "e"
    if root.endswith("ll") and len(root) > 5:
        return root[:-1]
    return root


def _with_stems(words: str) -> frozenset[str]:
    return frozenset(words.split()) | frozenset(map(stem, words.split()))


STOP_WORDS = _with_stems(_STOP_WORDS)
"""Words that say too little to look for, unless nothing else was typed."""

FILLERS = _with_stems(_FILLERS) - STOP_WORDS
"""Words of whole sentences that say a little: they count for less than the others."""


def stems_in(text: str) -> tuple[str, ...]:
    """The words of a text without plural endings, in order."""
    return tuple(stem(word) for word in words_in(text))


def telling(stems: Iterable[str]) -> tuple[str, ...]:
    """The words that say something; all of them when none does."""
    every = tuple(stems)
    return tuple(word for word in every if word not in STOP_WORDS) or every
