"""Which resources there are in a place: the catalogue's, and what a server approved for itself."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.catalog.listed import Resource
from bot.catalog.records import Catalog
from bot.catalog.search import ResourceIndex
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.reviews.records import Standing, Subject
from bot.ui.lists import reviewed_first, shown_of
from cogs.resources.records import Filters
from cogs.resources.rules import is_shown

KIND = "resource"
# Every resource is of the lowest: nothing of a client is typed into any.
TIER = 1
# Servers with resources of their own whose index is in memory; the least used is made anew.
MOST_INDEXES = 100
Own = Callable[[int], Mapping[str, Resource]]


@dataclass(frozen=True, slots=True)
class _Made:
    """An index, and what it was made from."""

    catalog: Catalog
    hashes: tuple[str, ...]
    index: ResourceIndex


def subject_of(resource: Resource, author_id: int | None = None) -> Subject:
    """The resource as reviewers know it."""
    return Subject(
        KIND, resource.slug, resource.content_hash, resource.title, TIER, author_id=author_id
    )


class Pool:
    """Each place's resources, how they stand there, and the search over them; all from memory.

    A place is a server's id, or None where no server counts.

    Args:
        house: Catalogue, reviews and settings.
        own: The resources that a server approved for itself, by slug.
    """

    def __init__(self, house: House, own: Own) -> None:
        self._house = house
        self._own = own
        self._indexes: OrderedDict[int, _Made] = OrderedDict()

    def shown(self, place: int | None) -> list[Resource]:
        """All that members find there, in no particular order."""
        files = self._house.shelf.catalog.resources
        return [r for r in {**self._own_of(place), **files}.values() if self.is_shown(place, r)]

    def resource(self, place: int | None, slug: str) -> Resource | None:
        """The resource of that slug or earlier slug, also a hidden one; None: there is none."""
        return self._house.shelf.catalog.resource(slug) or self._own_of(place).get(slug)

    def all_of(self, place: int | None) -> list[Resource]:
        """All there are, also those that are hidden there."""
        return list({**self._own_of(place), **self._house.shelf.catalog.resources}.values())

    def standing(self, place: int | None, resource: Resource) -> Standing:
        """How a resource stands there today."""
        today = self._house.clock.now().date()
        return self._house.reviews.standing(place, subject_of(resource), today=today)

    def is_shown(self, place: int | None, resource: Resource) -> bool:
        """Whether members find it there."""
        hides = place is not None and (
            self._house.guilds.get(place, ServerSettings).unreviewed == "hidden"
        )
        return is_shown(self.standing(place, resource), hides_unreviewed=hides)

    async def search(
        self, place: int | None, query: str, filters: Filters, *, limit: int
    ) -> list[Resource]:
        """What fits best there, best first; of equal relevance the reviewed ones first."""
        index = await self.index(place)

        def find(count: int) -> list[tuple[Resource, float]]:
            found = index.search(query, kind=filters.kind, topic=filters.topic, limit=count)
            return [(match.item, match.score) for match in found]

        found = shown_of(find, lambda entry: self.is_shown(place, entry[0]), limit=limit)
        return reviewed_first(found, lambda resource: self.standing(place, resource).is_reviewed)

    async def complete(self, place: int | None, typed: str, *, limit: int = 25) -> list[Resource]:
        """What to suggest there while somebody types, best first."""
        index = await self.index(place)
        return shown_of(
            lambda count: index.complete(typed, limit=count),
            lambda resource: self.is_shown(place, resource),
            limit=limit,
        )

    async def index(self, place: int | None) -> ResourceIndex:
        """The search over a place's resources; one of its own where the server has any."""
        catalog, own = self._house.shelf.catalog, self._own_of(place)
        if place is None or not own:
            return self._house.shelf.resources
        hashes = tuple(resource.content_hash for resource in own.values())
        made = self._indexes.get(place)
        if made is not None and made.catalog is catalog and made.hashes == hashes:
            self._indexes.move_to_end(place)
            return made.index
        return await self._make(place, catalog, dict(own), hashes)

    def _own_of(self, place: int | None) -> Mapping[str, Resource]:
        return {} if place is None else self._own(place)

    async def _make(
        self, place: int, catalog: Catalog, own: Mapping[str, Resource], hashes: tuple[str, ...]
    ) -> ResourceIndex:
        """Make an index beside the loop: it takes half a millisecond a resource."""
        resources = {**own, **catalog.resources}.values()
        index = await asyncio.to_thread(ResourceIndex, resources, catalog.synonyms)
        self._indexes[place] = _Made(catalog, hashes, index)
        if len(self._indexes) > MOST_INDEXES:
            self._indexes.popitem(last=False)
        return index
