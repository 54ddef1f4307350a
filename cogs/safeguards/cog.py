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
        await self._show(interaction, interaction.guild_id)

    async def show(self, press: Press) -> None:
        """Show the lines from a button, which names the server where it is in a direct message."""
        guild_id = int(press.arguments[0]) if press.arguments else press.interaction.guild_id
        await self._show(press.interaction, guild_id)

    async def other_country(self, press: Press) -> None:
        """Show the lines of the country that was picked."""
        await replies.update(press.interaction, self._panel(*press.values))

    async def _show(self, interaction: discord.Interaction, guild_id: int | None) -> None:
        chosen: tuple[str, ...] = ()
        if guild_id is not None:
            chosen = self.house.guilds.get(guild_id, ServerSettings).countries
        first = countries_first(chosen, interaction.locale.value, self.house.shelf.crisis_countries)
        await replies.reply(interaction, self._panel(*first))

    def _panel(self, *countries: str) -> views.Panel:
        lines = self.house.shelf.catalog.crisis_lines
        shown = [line for country in countries for line in lines_of(country, lines)]
        return views.crisis_panel(shown, self.house.shelf.crisis_countries)
