"""Counting openings, and showing organisers what came of the resources."""

from datetime import timedelta

import discord

from bot import replies
from bot.catalog.listed import Resource
from bot.catalog.resource_vocabulary import TOPICS, ResourceKind
from bot.errors import NotAllowedError
from bot.feature import House
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from cogs.resources.feedback.store import Said
from cogs.resources.insights.records import Counted
from cogs.resources.insights.rules import PERIODS, grouped, week_of, weeks_since
from cogs.resources.insights.store import Openings
from cogs.resources.insights.views import insights_panel
from cogs.resources.pool import Pool
from cogs.resources.store import SavedResources

DEFAULT_DAYS = 30


class Insights:
    """Reads the counts of a server, whose members' ids never leave this class."""

    def __init__(
        self, house: House, pool: Pool, openings: Openings, saved: SavedResources, said: Said
    ) -> None:
        self._house = house
        self._pool = pool
        self._openings = openings
        self._saved = saved
        self._said = said

    @property
    def actions(self) -> tuple[Action, ...]:
        """What its select does."""
        return (Action("insights.days", self.pick_days, Right.ORGANISER),)

    async def opened(self, place: int, slug: str) -> None:
        """Count that a card was opened."""
        await self._openings.count(place, slug, week_of(self._house.clock.now().date()))

    async def show(self, interaction: discord.Interaction) -> None:
        """Show the tables."""
        await replies.reply(interaction, await self._panel(interaction, DEFAULT_DAYS))

    async def pick_days(self, press: Press) -> None:
        """Show another period."""
        days = int(press.values[0])
        panel = await self._panel(press.interaction, days if days in PERIODS else DEFAULT_DAYS)
        await replies.update(press.interaction, panel)

    async def _panel(self, interaction: discord.Interaction, days: int) -> Panel:
        guild_id = interaction.guild_id
        if guild_id is None:
            raise NotAllowedError("That only works in a server. Please use it there.")
        counted = await self._counted(guild_id, days)

        def resource(slug: str) -> Resource | None:
            return self._pool.resource(guild_id, slug)

        def kind_of(slug: str) -> str | None:
            return found.kind.label if (found := resource(slug)) else None

        def topic_of(slug: str) -> str | None:
            return TOPICS[found.topics[0]] if (found := resource(slug)) else None

        kinds = grouped(counted, kind_of, [kind.label for kind in ResourceKind])
        return insights_panel(days, kinds, grouped(counted, topic_of, TOPICS.values()))

    async def _counted(self, guild_id: int, days: int) -> Counted:
        now = self._house.clock.now()
        since = now - timedelta(days=days)
        return Counted(
            opened=await self._openings.since(guild_id, weeks_since(now, days)),
            saved=tuple(await self._saved.savers(guild_id, since)),
            useful=tuple(await self._said.found_useful(guild_id, since)),
        )
