"""`/insights`: what became of the resources, for organisers."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require
from cogs.resources.insights.desk import Insights


class InsightsCog(commands.Cog):
    """Asks who may, and hands over."""

    def __init__(self, house: House, insights: Insights) -> None:
        self.house = house
        self.insights = insights

    @app_commands.command(name="insights")
    @app_commands.guild_only()
    async def insights_command(self, interaction: discord.Interaction) -> None:
        """What was opened, saved and found useful here, by kind and topic."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.insights.show(interaction)
