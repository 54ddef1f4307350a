"""`/crisis`: who to call or text."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.ui.actions import Press
from cogs.safeguards import views
from cogs.safeguards.rules import countries_first, lines_of


class Crisis(commands.Cog):
    """Shows crisis lines, wherever Discord lets the person use commands."""

    def __init__(self, house: House) -> None:
        self.house = house

    @app_commands.command(name="crisis")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def crisis(self, interaction: discord.Interaction) -> None:
        """Crisis lines: who to call or text, by country. Only you see the answer."""
        chosen: tuple[str, ...] = ()
        if interaction.guild_id is not None:
            chosen = self.house.guilds.get(interaction.guild_id, ServerSettings).countries
        first = countries_first(chosen, interaction.locale.value, self.house.shelf.crisis_countries)
        await replies.reply(interaction, self._panel(*first))

    async def other_country(self, press: Press) -> None:
        """Show the lines of the country that was picked."""
        await replies.update(press.interaction, self._panel(*press.values))

    def _panel(self, *countries: str) -> views.Panel:
        lines = self.house.shelf.catalog.crisis_lines
        shown = [line for country in countries for line in lines_of(country, lines)]
        return views.crisis_panel(shown, self.house.shelf.crisis_countries)
