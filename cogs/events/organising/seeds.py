"""Known days and meetings that a training can begin with. Standard library only, beside records."""

from collections.abc import Mapping

from bot.catalog.listed import EventSeed
from bot.errors import NotFoundError
from cogs.events.wording import plain_cut

MOST = 25
TITLE_CHARACTERS = 90
CHOICE_CHARACTERS = 100


def suggested_seeds(seeds: Mapping[str, EventSeed], typed: str) -> list[tuple[str, str]]:
    """Names and slugs of those that have all the words that were typed, by name."""
    words = typed.casefold().split()
    found = sorted(
        (seed.name, slug)
        for slug, seed in seeds.items()
        if all(word in f"{seed.name} {slug}".casefold() for word in words)
    )
    return [(plain_cut(name, CHOICE_CHARACTERS), slug) for name, slug in found[:MOST]]


def seed_fields(seeds: Mapping[str, EventSeed], slug: str) -> dict[str, str]:
    """What the form begins with: everything can be changed, and the hour is the organiser's.

    Raises:
        NotFoundError: There is none of that slug.
    """
    if (seed := seeds.get(slug)) is None:
        raise NotFoundError("I know no such day or meeting. Pick one of the suggestions, please.")
    lines = [f"{seed.timing}.", seed.notes, f"Source: {seed.url} (looked up {seed.seen_on})"]
    return {
        "title": plain_cut(seed.name, TITLE_CHARACTERS),
        "when": "" if seed.next_date is None else seed.next_date.isoformat(),
        "description": "\n".join(line for line in lines if line),
        "place": seed.url,
    }
