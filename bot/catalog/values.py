"""Plain values of unknown form, read without stumbling, and what was found in them."""

import difflib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

Place = tuple[str | int, ...]
"""Where a value stands: keys and list places (from 0) from the top of the file."""

Values = Mapping[str, object]


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


def texts_in(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text in a value, with its place, in order."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in cast("Values", value).items():
            yield from texts_in(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(cast("list[object]", value)):
            yield from texts_in(inner, (*place, number))


def lists_in(value: object, place: Place = ()) -> Iterator[tuple[Place, list[object]]]:
    """Every list in a value, with its place, in order."""
    if isinstance(value, Mapping):
        for key, inner in cast("Values", value).items():
            yield from lists_in(inner, (*place, key))
    elif isinstance(value, list):
        items = cast("list[object]", value)
        yield place, items
        for number, inner in enumerate(items):
            yield from lists_in(inner, (*place, number))


def repeated(value: object) -> Iterator[Finding]:
    """Every list item that stands earlier in its list already; case makes no difference."""
    for place, items in lists_in(value):
        seen: set[str] = set()
        for number, item in enumerate(items):
            same = item.strip().casefold() if isinstance(item, str) else repr(item)
            if same in seen:
                shown_item = shown(item) if isinstance(item, str) else "an entry above"
                reason = f"repeats {shown_item}"
                yield Finding((*place, number), reason, "keep one of the two")
            seen.add(same)


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
