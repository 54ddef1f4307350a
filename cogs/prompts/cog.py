"""`/prompt …`: from a few words to the right prompt, and on to the finished one."""

from collections.abc import Mapping
from typing import Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.catalog.records import Prompt
from bot.catalog.vocabulary import MODALITIES, POPULATIONS, Category
from bot.errors import NotFoundError
from bot.feature import House
from bot.ui.panels import Panel
from bot.ui.suggestions import suggesting
from cogs.prompts import list_views as views
from cogs.prompts.beyond import Beyond, beyond
from cogs.prompts.cards import Cards
from cogs.prompts.lists import ALL, Lists
from cogs.prompts.rules import nearest_category
from cogs.prompts.shelves import Filters, Place, Shelves
from cogs.prompts.using.flow import Using
from cogs.prompts.using.history import History

RESULTS = 10
# Discord's limit for what a suggestion shows.
CHOICE_CHARACTERS = 100
Choices = list[app_commands.Choice[str]]
CATEGORIES: Choices = [app_commands.Choice(name=c.label, value=c.value) for c in Category]


class Writing(Protocol):
    """Where members write prompts of their own."""

    async def start(self, interaction: discord.Interaction) -> None:
        """Open the first form."""
        ...

    async def mine(self, interaction: discord.Interaction) -> None:
        """Show what the member wrote."""
        ...


def _choices(labels: Mapping[str, str]) -> Choices:
    return [app_commands.Choice(name=label, value=word) for word, label in labels.items()]


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Prompts(commands.GroupCog, group_name="prompt", group_description="The prompt catalogue"):
    """Looks prompts up; what becomes of them is done by its parts."""

    def __init__(
        self,
        house: House,
        shelves: Shelves,
        cards: Cards,
        lists: Lists,
        using: Using,
        history: History,
        writing: Writing,
    ) -> None:
        self.house = house
        self.shelves = shelves
        self.cards = cards
        self.lists = lists
        self.using = using
        self.history = history
        self.writing = writing

    @app_commands.command(name="find")
    @app_commands.choices(
        category=CATEGORIES,
        modality=_choices(MODALITIES),
        population=_choices(POPULATIONS),
    )
    async def find(
        self,
        interaction: discord.Interaction,
        query: app_commands.Range[str, 1, 100],
        category: str | None = None,
        modality: str | None = None,
        population: str | None = None,
    ) -> None:
        """Find a prompt by a few words, an abbreviation or a whole sentence.

        Args:
            interaction: The command.
            query: What you need, such as “soap note” or “hw for panic”.
            category: Only this category.
            modality: Only what fits this way of working.
            population: Only what fits these clients.
        """
        place = await self.shelves.place_of(interaction)
        if (exact := self.shelves.prompt(place, query)) is not None:
            await self.cards.show(interaction, place, exact)
        else:
            filters = Filters(category, modality, population)
            await replies.reply(interaction, await self._results(place, query, filters))

    @app_commands.command(name="use")
    async def use(
        self, interaction: discord.Interaction, prompt: app_commands.Range[str, 1, 100]
    ) -> None:
        """Fill a prompt in: a form for its gaps, then the finished text for you alone.

        Args:
            interaction: The command.
            prompt: Which one; type a few words and pick.
        """
        place = self.shelves.place_now(interaction)
        if self.shelves.prompt(place, prompt) is None:
            # The own prompts of a home server are known once it was looked for.
            place = await self.shelves.place_of(interaction)
        if self.shelves.prompt(place, prompt) is not None:
            await self.using.begin(interaction, prompt)
        else:
            await replies.reply(interaction, await self._results(place, prompt, Filters()))

    @find.autocomplete("query")
    @use.autocomplete("prompt")
    @suggesting
    async def suggest(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Prompts by the words typed so far."""
        place = self.shelves.place_now(interaction)
        return [
            app_commands.Choice(name=_suggestion(prompt), value=prompt.slug)
            for prompt in await self.shelves.complete(place, typed)
        ]

    @app_commands.command(name="browse")
    @app_commands.choices(category=CATEGORIES)
    async def browse(self, interaction: discord.Interaction, category: str | None = None) -> None:
        """Look through the catalogue, one category at a time.

        Args:
            interaction: The command.
            category: Where to begin; leave empty for all.
        """
        await replies.reply(interaction, await self.lists.browse(interaction, category or ALL))

    @app_commands.command(name="random")
    @app_commands.choices(category=CATEGORIES)
    async def random(self, interaction: discord.Interaction, category: str | None = None) -> None:
        """Meet a prompt by chance.

        Args:
            interaction: The command.
            category: From this category; leave empty for all.
        """
        place = await self.shelves.place_of(interaction)
        shown = [p for p in self.shelves.shown(place) if category in (None, p.category.value)]
        if not shown:
            raise NotFoundError("Nothing is listed there yet. Try `/prompt browse`.")
        await self.cards.show(interaction, place, self.house.chance.choice(shown))

    @app_commands.command(name="new")
    async def new(self, interaction: discord.Interaction) -> None:
        """The prompts that were added or changed last."""
        await replies.reply(interaction, await self.lists.new(interaction))

    @app_commands.command(name="saved")
    async def saved(self, interaction: discord.Interaction) -> None:
        """The prompts that you saved."""
        await replies.reply(interaction, await self.lists.saved(interaction))

    @app_commands.command(name="mine")
    async def mine(self, interaction: discord.Interaction) -> None:
        """The prompts that you wrote, and what reviewers said of them."""
        await self.writing.mine(interaction)

    @app_commands.command(name="submit")
    async def submit(self, interaction: discord.Interaction) -> None:
        """Write a prompt for this server; licensed reviewers look at it first."""
        await self.writing.start(interaction)

    # --- parts ------------------------------------------------------------------------------------

    def _beyond(self, place: Place, asked: Beyond) -> Panel:
        found = [self.shelves.prompt(place, slug) for slug in asked.slugs]
        instead = [p for p in found if p is not None and self.shelves.is_shown(place, p)]
        return views.beyond_panel(asked.sentence, self.lists.listed(place, instead))

    async def _results(self, place: Place, query: str, filters: Filters) -> Panel:
        if (asked := beyond(query)) is not None:
            return self._beyond(place, asked)
        found = await self.shelves.search(place, query, filters, limit=RESULTS)
        words = (await self.shelves.index(place)).query_tokens_known(query)
        if found:
            return views.results_panel(query, self.lists.listed(place, found), words)
        without_filters = await self.shelves.search(place, query, Filters(), limit=1)
        near = without_filters[0].category if without_filters else nearest_category(query.split())
        return views.nothing_found_panel(near, words)


def _suggestion(prompt: Prompt) -> str:
    return f"{prompt.title} · {prompt.category.label}"[:CHOICE_CHARACTERS]
