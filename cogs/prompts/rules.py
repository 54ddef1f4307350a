"""What a member may see of a prompt, which part of a list, and what is said of its review."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.reviews.records import Standing, State
from cogs.prompts.records import SavedPrompt

Item = TypeVar("Item")

ITEMS_A_PAGE = 10
# Tier 3 touches clinical, risk or legal judgment: its text waits for this server's reviewers.
NEEDS_REVIEW_FROM_TIER = 3
# Relevance is compared in steps of this share of the best; within one, reviewed ones come first.
STEP = 0.05
NEAR_CATEGORY_PERCENT = 78


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


def must_be_read_first(prompt: Prompt) -> bool:
    """Whether the cautions come before the text, with *I have read this*."""
    return prompt.risk_tier >= NEEDS_REVIEW_FROM_TIER


def is_shown(standing: Standing, *, hides_unreviewed: bool) -> bool:
    """Whether members find a prompt that stands like this."""
    return not standing.is_hidden and (standing.is_reviewed or not hides_unreviewed)


def in_order(prompts: Iterable[Prompt]) -> list[Prompt]:
    """Prompts as they are browsed: by title."""
    return sorted(prompts, key=lambda prompt: prompt.title.casefold())


def newest_first(prompts: Iterable[Prompt]) -> list[Prompt]:
    """Prompts by the day of their last change, by title where it is the same."""
    return sorted(in_order(prompts), key=changed_on, reverse=True)


def changed_on(prompt: Prompt) -> date:
    """The day of the last line in its changelog."""
    return max(change.date for change in prompt.changelog)


def reviewed_first(
    found: Sequence[tuple[Prompt, float]], is_reviewed: Callable[[Prompt], bool]
) -> list[Prompt]:
    """Prompts, best first by score; of equal relevance the reviewed ones before the others."""
    best = max((score for _, score in found), default=0.0) or 1.0

    def place(entry: tuple[Prompt, float]) -> tuple[int, bool]:
        return -round(entry[1] / best / STEP), not is_reviewed(entry[0])

    return [prompt for prompt, _ in sorted(found, key=place)]


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


def nearest_category(words: Iterable[str]) -> Category | None:
    """The category that was probably meant, by its own words; None where none is near."""
    known = {
        word: category
        for category in reversed(Category)
        for word in f"{category.label} {category.about}".casefold().replace(",", " ").split()
        if len(word) > 3
    }
    found = [
        (match[1], match[0])
        for word in words
        if len(word) > 3
        and (
            match := process.extractOne(
                word.casefold(), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_CATEGORY_PERCENT
            )
        )
    ]
    return known[max(found)[1]] if found else None


def has_changed(saved: SavedPrompt | None, prompt: Prompt) -> bool:
    """Whether a prompt says something else than when the member last took note of it."""
    if saved is None or saved.content_hash is None:
        return False
    return saved.content_hash != prompt.content_hash


def title_of(slug: str) -> str:
    """What to call a prompt of which the slug alone is left."""
    return slug.replace("-", " ").capitalize()


def day(when: date) -> str:
    """A date as members read it: Nov 25, 2026."""
    return f"{when:%b} {when.day}, {when.year}"


def review_line(standing: Standing) -> str:
    """Who reviewed a prompt by role, and when; or that nobody has."""
    match standing.state:
        case State.APPROVED | State.DUE:
            return _reviewed(standing)
        case State.IN_REVIEW:
            more = " A review is under way."
        case State.CHANGES_REQUESTED:
            more = " Reviewers asked for changes."
        case _:
            more = ""
    return f"Not yet reviewed by a licensed clinician here.{more}"


def withdrawn_line(standing: Standing) -> str:
    """Why a prompt is no longer shown; empty where it is."""
    match standing.state:
        case State.SUSPENDED:
            return "suspended while reviewers look into a concern"
        case State.RETIRED:
            return "retired by its reviewers"
        case State.REJECTED:
            return "declined by the reviewers here"
        case State.OVERDUE:
            return "not listed until its overdue review is done"
        case _:
            return ""


def _reviewed(standing: Standing) -> str:
    who = _roles(standing.reviewers) or "a reviewer"
    line = f"Reviewed by {who}"
    if standing.reviewed_on is not None:
        line += f" on {day(standing.reviewed_on)}"
    if standing.due_on is None:
        return f"{line}."
    if standing.state is State.DUE:
        return f"{line}. A new review was due on {day(standing.due_on)}: read it with extra care."
    return f"{line}; next review due {day(standing.due_on)}."


def _roles(roles: Sequence[str]) -> str:
    counted = Counter(roles)
    parts = [f"a {role}" if n == 1 else f"{n} {role}s" for role, n in counted.items()]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
