"""Which resources members find, which one is by chance the day's, and what is near a query."""

import random
from collections.abc import Iterable, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from bot.catalog.listed import Resource
from bot.catalog.resource_vocabulary import TOPICS
from bot.reviews.records import Standing
from cogs.resources.records import SavedResource

NEAR_TOPIC_PERCENT = 78
# Shorter words are in too many labels to mean one.
SHORTEST_TOPIC_WORD = 4


def is_shown(standing: Standing, *, hides_unreviewed: bool) -> bool:
    """Whether members find a resource that stands like this."""
    return not standing.is_hidden and (standing.is_reviewed or not hides_unreviewed)


def in_order(resources: Iterable[Resource]) -> list[Resource]:
    """Resources as they are browsed: by title."""
    return sorted(resources, key=lambda resource: (resource.title.casefold(), resource.slug))


def narrowed(
    resources: Iterable[Resource], *, topic: str | None, kind: str | None
) -> list[Resource]:
    """Those of a topic and a kind, by title; None lets all through."""
    wanted = (r for r in resources if kind in (None, r.kind) and topic in (None, *r.topics))
    return in_order(wanted)


def by_chance_of_day(
    resources: Sequence[Resource], place: int | None, today: date
) -> Resource | None:
    """One by chance, the same all day in one place; None where there is none."""
    if not resources:
        return None
    chance = random.Random(f"{place or 0} {today.isoformat()}")  # noqa: S311 - nobody's secret
    return chance.choice(in_order(resources))


def nearest_topic(words: Iterable[str]) -> str | None:
    """The topic that was probably meant, by the words of its label; None where none is near."""
    known = {
        word.strip(",:"): slug
        for slug, label in reversed(list(TOPICS.items()))
        for word in label.casefold().split()
        if len(word) >= SHORTEST_TOPIC_WORD
    }
    found: list[tuple[float, str]] = []
    for word in words:
        if len(word) < SHORTEST_TOPIC_WORD:
            continue
        match = process.extractOne(
            word.casefold(), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_TOPIC_PERCENT
        )
        if match is not None:
            found.append((match[1], match[0]))
    return known[max(found)[1]] if found else None


def has_changed(saved: SavedResource | None, resource: Resource) -> bool:
    """Whether a resource is described otherwise than when the member saved it."""
    return saved is not None and saved.content_hash != resource.content_hash


def title_of(slug: str) -> str:
    """What to call a resource of which the slug alone is left."""
    return slug.replace("-", " ").capitalize()
