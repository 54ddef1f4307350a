"""A discord.py bot as its documentation has it; only its addresses come from the environment."""

import os

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Route.BASE = os.environ["PLAYGROUND_API"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["PLAYGROUND_GATEWAY"])


class Bot(discord.Client):
    async def setup_hook(self) -> None:
        await tree.sync()
        print("registered", flush=True)  # noqa: T201


client = Bot(intents=discord.Intents.default())
tree = app_commands.CommandTree(client)


@tree.command(description="Answers")
async def greet(interaction: discord.Interaction, word: str) -> None:
    await interaction.response.send_message(f"hello {word}", ephemeral=True)


client.run(os.environ["PLAYGROUND_TOKEN"], log_handler=None)
