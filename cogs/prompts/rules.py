"""What a member may see of a prompt, and which part of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.catalog.records import Prompt

Item = TypeVar("Item")

ITEMS_A_PAGE = 10
# Tier 3 touches clinical, risk or legal judgment: its text waits for this server's reviewers.
NEEDS_REVIEW_FROM_TIER = 3


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


def may_show_text(prompt: Prompt, *, reviewed: bool) -> bool:
    """Whether a member sees the text itself, or only what it is for."""
    return reviewed or prompt.risk_tier < NEEDS_REVIEW_FROM_TIER


def in_order(prompts: Sequence[Prompt]) -> list[Prompt]:
    """Prompts as they are browsed: by title."""
    return sorted(prompts, key=lambda prompt: prompt.title.casefold())
