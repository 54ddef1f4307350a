"""Which prompts there are in a place: the catalogue's, and what a server approved for itself."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import discord

from bot.catalog.records import Catalog, Prompt
from bot.catalog.search import PromptIndex
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.reviews.records import Standing, Subject
from bot.ui.lists import reviewed_first, shown_of
from cogs.prompts.rules import is_shown, may_show_text

KIND = "prompt"
# Servers with prompts of their own whose index is in memory; the least used one is made anew.
MOST_INDEXES = 100
Own = Callable[[int], Mapping[str, Prompt]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads.

    `hub` is the server whose reviews and own prompts count: this one, or outside servers the
    member's home; None where there is none. `in_server` says whether it is this one.
    """

    hub: int | None
    today: date
    in_server: bool = False
    hides_unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to, by the words of the vocabularies; None lets all through."""

    category: str | None = None
    modality: str | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    """An index, and what it was made from."""

    catalog: Catalog
    hashes: tuple[str, ...]
    index: PromptIndex


def subject_of(prompt: Prompt, author_id: int | None = None) -> Subject:
    """The prompt as reviewers know it."""
    return Subject(
        KIND, prompt.slug, prompt.content_hash, prompt.title, prompt.risk_tier, author_id
    )


class Shelves:
    """Every place's prompts, how they stand there, and the search over them; all from memory.

    Args:
        house: Catalogue, reviews and settings.
        own: The prompts that a server approved for itself, by slug.
    """

    def __init__(self, house: House, own: Own) -> None:
        self._house = house
        self._own = own
        self._indexes: OrderedDict[int, _Made] = OrderedDict()

    async def place_of(self, interaction: discord.Interaction) -> Place:
        """Where the interaction takes place; outside servers it may ask Discord for the home."""
        return self._place(interaction, await self._house.reviews.place_of(interaction))

    def place_now(self, interaction: discord.Interaction) -> Place:
        """As `place_of`, from memory alone, for forms and suggestions; no home if not yet known."""
        return self._place(interaction, self._house.reviews.place_now(interaction))

    def prompts_for(self, place: Place) -> Mapping[str, Prompt]:
        """All prompts of a place by slug, also those that are hidden there."""
        files = self._house.shelf.catalog.prompts
        own = self._own_of(place.hub)
        return {**own, **files} if own else files

    def prompt(self, place: Place, slug: str) -> Prompt | None:
        """The prompt of that slug or earlier slug, also a hidden one; None when there is none."""
        return self._house.shelf.catalog.prompt(slug) or self._own_of(place.hub).get(slug)

    def is_file(self, prompt: Prompt) -> bool:
        """Whether it is one of the catalogue's, and not a server's own."""
        return prompt.slug in self._house.shelf.catalog.prompts

    def standing(self, place: Place, prompt: Prompt) -> Standing:
        """How a prompt stands there today."""
        return self._house.reviews.standing(place.hub, subject_of(prompt), today=place.today)

    def is_shown(self, place: Place, prompt: Prompt) -> bool:
        """Whether members find it there."""
        standing = self.standing(place, prompt)
        return is_shown(standing, hides_unreviewed=place.hides_unreviewed)

    def may_show_text(self, place: Place, prompt: Prompt) -> bool:
        """Whether members see its text there."""
        standing = self.standing(place, prompt)
        return not standing.is_hidden and may_show_text(prompt, reviewed=standing.is_reviewed)

    def shown(self, place: Place) -> list[Prompt]:
        """All that members find there, in no particular order."""
        return [p for p in self.prompts_for(place).values() if self.is_shown(place, p)]

    async def search(
        self, place: Place, query: str, filters: Filters, *, limit: int
    ) -> list[Prompt]:
        """What fits best there, best first; of equal relevance the reviewed ones first."""
        index = await self.index(place)

        def find(count: int) -> list[tuple[Prompt, float]]:
            matches = index.search(
                query,
                category=filters.category,
                modality=filters.modality,
                population=filters.population,
                limit=count,
            )
            return [(match.item, match.score) for match in matches]

        found = shown_of(find, lambda entry: self.is_shown(place, entry[0]), limit=limit)
        return reviewed_first(found, lambda prompt: self.standing(place, prompt).is_reviewed)

    async def complete(self, place: Place, typed: str, *, limit: int = 25) -> list[Prompt]:
        """What to suggest there while somebody types, best first."""
        index = await self.index(place)
        return shown_of(
            lambda count: index.complete(typed, limit=count),
            lambda prompt: self.is_shown(place, prompt),
            limit=limit,
        )

    async def index(self, place: Place) -> PromptIndex:
        """The search over a place's prompts; one of its own where the server has any."""
        catalog, own = self._house.shelf.catalog, self._own_of(place.hub)
        if place.hub is None or not own:
            return self._house.shelf.prompts
        hashes = tuple(prompt.content_hash for prompt in own.values())
        made = self._indexes.get(place.hub)
        if made is not None and made.catalog is catalog and made.hashes == hashes:
            self._indexes.move_to_end(place.hub)
            return made.index
        return await self._make(place.hub, catalog, dict(own), hashes)

    def _own_of(self, hub: int | None) -> Mapping[str, Prompt]:
        return {} if hub is None else self._own(hub)

    def place_in(self, guild_id: int) -> Place:
        """A server itself, whoever reads there."""
        today = self._house.clock.now().date()
        hides = self._house.guilds.get(guild_id, ServerSettings).unreviewed == "hidden"
        return Place(guild_id, today, in_server=True, hides_unreviewed=hides)

    def _place(self, interaction: discord.Interaction, hub: int | None) -> Place:
        if hub is None or hub != interaction.guild_id:
            return Place(hub, self._house.clock.now().date())
        return self.place_in(hub)

    async def _make(
        self, hub: int, catalog: Catalog, own: Mapping[str, Prompt], hashes: tuple[str, ...]
    ) -> PromptIndex:
        """Make an index beside the loop: it takes half a millisecond a prompt."""
        prompts = {**own, **catalog.prompts}.values()
        index = await asyncio.to_thread(PromptIndex, prompts, catalog.synonyms)
        self._indexes[hub] = _Made(catalog, hashes, index)
        if len(self._indexes) > MOST_INDEXES:
            self._indexes.popitem(last=False)
        return index
