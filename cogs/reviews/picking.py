"""Which item somebody means: what is suggested to reviewers, and what they picked of it."""

from itertools import chain, zip_longest

from discord import app_commands

from bot.errors import NotFoundError
from bot.reviews.service import Reviews
from cogs.reviews.rules import cut

MOST_SUGGESTED = 25


async def suggested(reviews: Reviews, guild_id: int, typed: str) -> list[app_commands.Choice[str]]:
    """What fits: what waits first, then what has a history, then everything else."""
    wanted = typed.casefold().strip()
    waiting = await reviews.queue(guild_id)
    found: dict[str, str] = {}
    for review in (*waiting, *reviews.all_of(guild_id)):
        subject = review.subject
        if wanted in subject.title.casefold() or wanted in subject.slug:
            found.setdefault(f"{subject.kind}/{subject.slug}", subject.title)
    by_kind = [
        [(f"{kind.name}/{slug}", title) for slug, title in kind.find(guild_id, typed)]
        for kind in reviews.kinds.values()
    ]
    # In turns: each kind gives its best first, and one alone could fill the list.
    for value, title in filter(None, chain.from_iterable(zip_longest(*by_kind))):
        found.setdefault(value, title)
    return [
        app_commands.Choice(name=cut(title, 100), value=value)
        for value, title in list(found.items())[:MOST_SUGGESTED]
    ]


def picked(reviews: Reviews, guild_id: int, typed: str) -> tuple[str, str]:
    """Kind and slug of a suggestion that was picked, or of a title or slug that was typed.

    Raises:
        NotFoundError: Nothing has that name.
    """
    wanted = typed.casefold().strip()
    for review in reviews.all_of(guild_id):
        subject = review.subject
        full = f"{subject.kind}/{subject.slug}"
        if wanted in (full, subject.slug, subject.title.casefold(), str(review.number)):
            return subject.kind, subject.slug
    name, _, rest = wanted.partition("/")
    for kind in reviews.kinds.values():
        slug = rest if name == kind.name else wanted
        for known, title in kind.find(guild_id, slug):
            if slug in (known, title.casefold()):
                return kind.name, known
    raise NotFoundError(
        "I don't know an item of that name. Type a few letters of its title and pick one that "
        "is suggested."
    )
