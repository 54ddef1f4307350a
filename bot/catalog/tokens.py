"""How a text becomes words that can be compared."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`", "''''")

_STOP_WORDS = """
a about all am an and any are as at be been but by can could did do does doing for from get give
had has have he help her him his how i if im in into is it its ive just like make me my need of on
or our please she so some that the their them then there they this to up us want was we were what
when where which who why will with would write you your
"""

STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say too little to look for, unless nothing else was typed."""


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
    """The word without a plural ending; the same for what is singular already."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stems_in(text: str) -> tuple[str, ...]:
    """The words of a text without plural endings, in order."""
    return tuple(stem(word) for word in words_in(text))


def telling(stems: Iterable[str]) -> tuple[str, ...]:
    """The words that say something; all of them when none does."""
    every = tuple(stems)
    return tuple(word for word in every if word not in STOP_WORDS) or every
