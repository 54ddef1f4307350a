"""Which part of a list is shown, and in which order: for every feature that lists things."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

ITEMS_A_PAGE = 10
# Relevance is compared in steps of this share of the best; within one, reviewed ones come first.
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; `number` counts from 0."""

    items: tuple[Item, ...]
    number: int
    count: int


def page_of(items: Sequence[Item], number: int, *, size: int = ITEMS_A_PAGE) -> Page[Item]:
    """The page of that number, or the nearest that there is."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 0), count - 1)
    return Page(tuple(items[number * size : (number + 1) * size]), number, count)


def reviewed_first(
    found: Sequence[tuple[Item, float]], is_reviewed: Callable[[Item], bool]
) -> list[Item]:
    """Items, best first by score; of equal relevance the reviewed ones before the others."""
    best = max((score for _, score in found), default=0.0) or 1.0

    def place(entry: tuple[Item, float]) -> tuple[int, bool]:
        return -round(entry[1] / best / STEP), not is_reviewed(entry[0])

    return [item for item, _ in sorted(found, key=place)]


def shown_of(
    find: Callable[[int], Sequence[Item]], is_there: Callable[[Item], bool], *, limit: int
) -> list[Item]:
    """The best that may be shown, of a search that does not know what may.

    Args:
        find: Gives the best so and so many.
        is_there: Whether one may be shown.
        limit: How many are wanted.
    """
    asked = limit
    while True:
        found = find(asked)
        there = [item for item in found if is_there(item)]
        if len(there) >= limit or len(found) < asked:
            return there[:limit]
        asked *= 4
