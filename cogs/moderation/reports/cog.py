"""`/case reports`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require
from cogs.moderation.reports.desk import ReportDesk


class ReportCommands(commands.Cog):
    """The list of what waits for a moderator."""

    def __init__(self, house: House, desk: ReportDesk) -> None:
        self._house = house
        self._desk = desk

    @app_commands.command()
    async def reports(self, interaction: discord.Interaction) -> None:
        """See the reports of members that wait for a moderator."""
        require(self._house.guilds, interaction, Right.MODERATOR)
        await replies.reply(interaction, await self._desk.list_of(interaction.guild_id or 0, 0))
