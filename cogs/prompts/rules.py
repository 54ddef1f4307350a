"""What a member may see of a prompt, and in which order."""

from collections.abc import Iterable
from datetime import date

from rapidfuzz import fuzz, process

from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.reviews.records import Standing
from cogs.prompts.records import SavedPrompt

# Tier 3 touches clinical, risk or legal judgment: its text waits for this server's reviewers.
NEEDS_REVIEW_FROM_TIER = 3
NEAR_CATEGORY_PERCENT = 78


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
