"""Connecting to Discord, and what its refusals mean for the operator."""

from typing import TypedDict

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

from bot.errors import SettingsError, StartError
from bot.settings import Settings

REFUSALS = (
    discord.LoginFailure,
    discord.PrivilegedIntentsRequired,
    discord.ConnectionClosed,
    discord.HTTPException,
    discord.GatewayNotFound,
    aiohttp.ClientConnectionError,
    TimeoutError,
)


async def connect(client: discord.Client, settings: Settings) -> None:
    """Log in, and stay connected until the client is closed.

    Raises:
        StartError: Discord refuses or can't be reached; one line that says what to do.
    """
    if settings.discord_token is None:
        raise SettingsError(
            "DISCORD_TOKEN is not set. Put it into .env (see README, section Running on "
            "Discord), or start the playground with `attune playground`."
        )
    Route.BASE = settings.api_url
    try:
        await client.start(settings.discord_token.get_secret_value())
    except REFUSALS as error:
        raise refusal(error, settings) from None


def refusal(error: Exception, settings: Settings) -> StartError:
    """What a failure to connect means, in one line for the operator."""
    match error:
        case discord.LoginFailure():
            return SettingsError(
                "DISCORD_TOKEN was refused by Discord. Make a new one in the Developer Portal, "
                "page Bot, and put it into .env."
            )
        case discord.PrivilegedIntentsRequired():
            return SettingsError(
                "Discord refused the intents of ATTUNE_MESSAGE_CONTENT or ATTUNE_MEMBERS. Switch "
                "them on in the Developer Portal, page Bot, or set both to false."
            )
        case discord.ConnectionClosed():
            return StartError(
                f"Discord closed the connection for good (code {error.code}). If the token was "
                "changed, put the new one into .env."
            )
        case app_commands.CommandSyncFailure():
            return StartError(f"Discord refused the commands: {' '.join(str(error).split())}")
        case discord.HTTPException():
            return StartError(
                f"Discord answered the start with an error (status {error.status}). Try again in "
                "a few minutes; https://discordstatus.com says if it is down."
            )
        case _:
            return StartError(
                f"Discord can't be reached at {settings.api_url}. Check the network, and "
                "ATTUNE_API_URL if you set it."
            )


class Shards(TypedDict, total=False):
    """What discord.py is told of shards."""

    shard_ids: list[int]
    shard_count: int


def shards_for(settings: Settings) -> Shards:
    """The shards of this process; nothing where Discord decides how many there are."""
    if settings.shards is None:
        return {}
    first, last, count = settings.shards
    return {"shard_ids": list(range(first, last + 1)), "shard_count": count}


def intents_for(settings: Settings) -> discord.Intents:
    """The intents that are always on, and the privileged ones that the operator asked for."""
    return discord.Intents(
        guilds=True,
        moderation=True,
        guild_messages=True,
        dm_messages=True,
        guild_scheduled_events=True,
        auto_moderation_configuration=True,
        auto_moderation_execution=True,
        message_content=settings.message_content,
        members=settings.members,
    )
