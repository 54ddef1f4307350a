"""`/resource …`: articles, research, guidelines and more, and what members suggest."""

from datetime import datetime
from typing import Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.catalog.resource_vocabulary import TOPICS, ResourceKind
from bot.errors import NotFoundError
from bot.feature import House
from bot.ui.panels import Panel
from bot.ui.suggestions import suggesting
from cogs.resources import list_views as views
from cogs.resources.cards import Cards
from cogs.resources.lists import Lists
from cogs.resources.pool import Pool
from cogs.resources.records import Filters
from cogs.resources.rules import by_chance_of_day, nearest_topic

RESULTS = 10
# Discord's limit for what a suggestion shows.
CHOICE_CHARACTERS = 100
BY_CHANCE = "No resource was posted here today, so this is one by chance, the same all day."
Choices = list[app_commands.Choice[str]]
TOPIC_CHOICES: Choices = [app_commands.Choice(name=n, value=slug) for slug, n in TOPICS.items()]
KIND_CHOICES: Choices = [app_commands.Choice(name=k.label, value=k.value) for k in ResourceKind]


class Today(Protocol):
    """Where the resource of the day is known."""

    async def today(self, guild_id: int, now: datetime) -> str | None:
        """The slug of what was posted in a server on its local day; None where nothing was."""
        ...


class Suggesting(Protocol):
    """Where members suggest resources."""

    async def start(self, interaction: discord.Interaction) -> None:
        """Open the first form."""
        ...


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Resources(commands.GroupCog, group_name="resource", group_description="Things worth reading"):
    """Looks resources up; what becomes of them is done by its parts."""

    def __init__(
        self,
        house: House,
        pool: Pool,
        cards: Cards,
        lists: Lists,
        daily: Today,
        desk: Suggesting,
    ) -> None:
        self.house = house
        self.pool = pool
        self.cards = cards
        self.lists = lists
        self.daily = daily
        self.desk = desk

    @app_commands.command(name="today")
    async def today(self, interaction: discord.Interaction) -> None:
        """The resource of the day."""
        place = await self.house.reviews.place_of(interaction)
        now = self.house.clock.now()
        slug = None if place is None else await self.daily.today(place, now)
        posted = None if slug is None else self.pool.resource(place, slug)
        if posted is not None and self.pool.is_shown(place, posted):
            await self.cards.show(interaction, place, posted)
            return
        alive = [r for r in self.pool.shown(place) if r.link_dead_since is None]
        chosen = by_chance_of_day(alive, place, now.date())
        if chosen is None:
            raise NotFoundError("Nothing is listed here yet. `/resource suggest` brings something.")
        await self.cards.show(interaction, place, chosen, notice=BY_CHANCE)

    @app_commands.command(name="find")
    @app_commands.choices(topic=TOPIC_CHOICES, kind=KIND_CHOICES)
    async def find(
        self,
        interaction: discord.Interaction,
        query: app_commands.Range[str, 1, 100],
        topic: str | None = None,
        kind: str | None = None,
    ) -> None:
        """Find an article, a guideline, a video and more by a few words.

        Args:
            interaction: The command.
            query: What you look for, such as “consent for ai notes” or “bias”.
            topic: Only this topic.
            kind: Only this kind.
        """
        place = await self.house.reviews.place_of(interaction)
        if (exact := self.pool.resource(place, query)) is not None:
            await self.cards.show(interaction, place, exact)
        else:
            panel = await self._results(place, query, Filters(topic, kind))
            await replies.reply(interaction, panel)

    @find.autocomplete("query")
    @suggesting
    async def suggest_query(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Resources by the words typed so far."""
        place = self.house.reviews.place_now(interaction)
        return [
            app_commands.Choice(
                name=views.cut(f"{r.title} · {r.kind.label}", CHOICE_CHARACTERS), value=r.slug
            )
            for r in await self.pool.complete(place, typed)
        ]

    @app_commands.command(name="browse")
    @app_commands.choices(topic=TOPIC_CHOICES, kind=KIND_CHOICES)
    async def browse(
        self, interaction: discord.Interaction, topic: str | None = None, kind: str | None = None
    ) -> None:
        """Look through the resources by topic and kind.

        Args:
            interaction: The command.
            topic: Where to begin; leave empty for all.
            kind: Only this kind; leave empty for all.
        """
        panel = await self.lists.browse(interaction, Filters(topic, kind))
        await replies.reply(interaction, panel)

    @app_commands.command(name="saved")
    async def saved(self, interaction: discord.Interaction) -> None:
        """The resources that you saved, and those that you suggested."""
        await replies.reply(interaction, await self.lists.saved(interaction))

    @app_commands.command(name="suggest")
    async def suggest(self, interaction: discord.Interaction) -> None:
        """Suggest a resource for this server; its reviewers look at it first."""
        await self.desk.start(interaction)

    async def _results(self, place: int | None, query: str, filters: Filters) -> Panel:
        found = await self.pool.search(place, query, filters, limit=RESULTS)
        if found:
            return views.results_panel(query, self.lists.listed(place, found))
        without_filters = await self.pool.search(place, query, Filters(), limit=1)
        near = without_filters[0].topics[0] if without_filters else nearest_topic(query.split())
        return views.nothing_found_panel(near)
