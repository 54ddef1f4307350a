"""Pages of trainings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cogs.events.records import Answer, Counts, Occasion, Rsvp

ON_A_PAGE = 5
OWN_ON_A_PAGE = 4
Item = TypeVar("Item")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Seen:
    """A coming date as a member sees it, with their own answer, if any."""

    occasion: Occasion
    counts: Counts
    mine: Rsvp | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of many: which page, counted from 0, of how many, of how many things in all."""

    items: tuple[Item, ...]
    number: int
    pages: int
    count: int


def page_of(items: Sequence[Item], number: int, each: int) -> Page[Item]:
    """The page of this number, or the nearest that there is."""
    pages = max(-(-len(items) // each), 1)
    number = min(max(number, 0), pages - 1)
    shown = tuple(items[number * each : (number + 1) * each])
    return Page(shown, number, pages, len(items))


def filled(page: Page[Item], items: Sequence[Other]) -> Page[Other]:
    """The same page, of what was found out about its items."""
    return Page(tuple(items), page.number, page.pages, page.count)


def answer_line(mine: Rsvp | None) -> str:
    """What somebody has answered; empty where nothing."""
    if mine is None:
        return ""
    if mine.answer is Answer.WAITING and mine.held_until is not None:
        return "A seat is kept for you: press *Going* to take it."
    return {
        Answer.GOING: "You have a seat.",
        Answer.MAYBE: "You said maybe.",
        Answer.CANT: "You said that you can't come.",
        Answer.WAITING: "You are on the waiting list.",
    }[mine.answer]
