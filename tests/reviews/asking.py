"""A feature for tests alone: says whose reviews count where it is asked."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.app import Attune
from bot.feature import Feature
from bot.ui.panels import say


class Asking(commands.Cog):
    def __init__(self, app: Attune) -> None:
        self.app = app

    @app_commands.command(name="where")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def where(self, interaction: discord.Interaction) -> None:
        """Whose reviews count here."""
        reviews = self.app.house.reviews
        at_once = reviews.place_now(interaction)
        place = await reviews.place_of(interaction)
        await replies.reply(interaction, say(f"{place}, at once {at_once}"))


async def setup(app: Attune) -> None:
    await app.add_feature(Feature(name="asking", title="Asking"), Asking(app))
