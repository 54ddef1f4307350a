"""What is true of prompts and resources alike."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.catalog.values import Finding, Place, Values, text_at, words_at
from bot.catalog.vocabulary import ANY

if TYPE_CHECKING:
    from bot.catalog.lints import Hit


def any_alone(values: Values, keys: Iterable[str]) -> Iterator[Finding]:
    """Lists that say any and something else as well."""
    for key in keys:
        words = [word for _, word in words_at(values, key)]
        if ANY in words and len(words) > 1:
            yield Finding((key,), "has any beside others", "keep any alone, or only the others")


def title_again(values: Values) -> Iterator[Finding]:
    """Search terms that only say the title again."""
    title = text_at(values, "title").strip().casefold()
    for number, term in words_at(values, "search_terms"):
        if title and term.strip().casefold() == title:
            reason = "is the title again"
            yield Finding(("search_terms", number), reason, "write what a clinician would type")


def itself_again(values: Values, keys: Iterable[str], what: str) -> Iterator[Finding]:
    """Lists of other slugs that name the item's own."""
    slug = text_at(values, "slug")
    for key in keys:
        for number, word in words_at(values, key):
            if slug and word == slug:
                yield Finding((key, number), f"names the {what} itself", "delete it")


def at(place: Place, hits: "Iterable[Hit]") -> Iterator[Finding]:
    """What was found in a text, with the place of the text."""
    for hit in hits:
        yield Finding(place, hit.reason, hit.cure, hit.offset)
