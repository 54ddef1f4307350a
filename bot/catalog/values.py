"""Plain values of unknown form, read without stumbling, and what was found in them."""

import difflib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

Place = tuple[str | int, ...]
"""Where a value stands: keys and list places (from 0) from the top of the file."""

Values = Mapping[str, object]

Texts = list[tuple[Place, str]]
"""Texts with their places."""

Lists = list[tuple[Place, list[object]]]
"""Lists with their places."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake, before it is known in which file and line."""

    place: Place
    reason: str
    cure: str
    offset: int | None = None
    """Where in the text at `place` it is."""


def field_name(place: Place) -> str:
    """A place as people count it: `placeholders[2].label`."""
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def text_at(values: Values, key: str) -> str:
    """The text under a key; empty when it is not a text."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def value_at(values: Values, place: Place) -> str:
    """The text at a place; empty when there is none."""
    return next((text for here, text in texts_in(values) if here == place), "")


def items_at(values: Values, key: str) -> list[object]:
    """The list under a key; empty when it is not a list."""
    value = values.get(key)
    return cast("list[object]", value) if isinstance(value, list) else []


def words_at(values: Values, key: str) -> list[tuple[int, str]]:
    """The texts in the list under a key, each with its place in the list."""
    return [(n, item) for n, item in enumerate(items_at(values, key)) if isinstance(item, str)]


def entries_at(values: Values, key: str) -> list[tuple[int, Values]]:
    """The mappings in the list under a key, each with its place in the list."""
    return [
        (n, cast("Values", item))
        for n, item in enumerate(items_at(values, key))
        if isinstance(item, Mapping)
    ]


def texts_in(value: object) -> Texts:
    """Every text in a value, with its place, in order."""
    return parts_in(value)[0]


def parts_in(value: object) -> tuple[Texts, Lists]:
    """Every text and every list in a value, with their places, in order."""
    texts: Texts = []
    lists: Lists = []
    _gather(value, (), texts, lists)
    return texts, lists


def _gather(value: object, place: Place, texts: Texts, lists: Lists) -> None:
    # Called for every value of every file; generators inside generators took five times as long.
    if isinstance(value, str):
        texts.append((place, value))
    elif isinstance(value, list):
        items = cast("list[object]", value)
        lists.append((place, items))
        for number, inner in enumerate(items):
            _gather(inner, (*place, number), texts, lists)
    elif isinstance(value, Mapping):
        for key, inner in cast("Values", value).items():
            _gather(inner, (*place, key), texts, lists)


def repeated(lists: Lists) -> Iterator[Finding]:
    """Every list item that stands earlier in its list already; case makes no difference."""
    for place, items in lists:
        said = [item.strip().casefold() if isinstance(item, str) else repr(item) for item in items]
        if len(set(said)) == len(said):
            continue
        for number, (item, same) in enumerate(zip(items, said, strict=True)):
            if same in said[:number]:
                shown_item = shown(item) if isinstance(item, str) else "an entry above"
                yield Finding((*place, number), f"repeats {shown_item}", "keep one of the two")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A cure for an unknown word."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else otherwise


def shown(value: object) -> str:
    """A value as it may stand in a problem: one line, short."""
    text = textwrap.shorten(str(value), 40, placeholder="...")
    return f'"{text}"' if isinstance(value, str) else text
