"""The yardstick: discord.py alone, one slash command, and a listener that compares one string."""

import os

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Route.BASE = os.environ["ATTUNE_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["BENCH_GATEWAY"])


class Bare(discord.Client):
    """One command, kept in memory by discord.py's own means."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Register the command, as the guides do."""
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Compare one string."""
        if message.content == "!ping":
            await message.reply("pong")


bot = Bare()


@bot.tree.command(name="ping")
async def ping(interaction: discord.Interaction) -> None:
    """Answer at once."""
    await interaction.response.send_message("pong", ephemeral=True)


bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
