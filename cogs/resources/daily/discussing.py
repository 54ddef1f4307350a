"""*Discuss* under a post: whoever presses first opens its thread, the others are shown it."""

from typing import TYPE_CHECKING

import discord

from bot import replies
from bot.delivery.refusals import THREAD_THERE
from bot.errors import NotAllowedError, NotFoundError
from bot.ui.actions import Action, Press
from bot.ui.panels import say
from cogs.resources.daily.stocks import Pool

if TYPE_CHECKING:
    from discord.ext import commands

NAME_CHARACTERS = 100
# Three days without a word.
ARCHIVE_MINUTES = 4320


class Discussing:
    """Opens threads. Discord allows a message one, under the message's own id."""

    def __init__(self, client: "commands.AutoShardedBot", pool: Pool) -> None:
        self._client = client
        self._pool = pool

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the button does; everybody may."""
        return (Action("daily.discuss", self.discuss),)

    async def discuss(self, press: Press) -> None:
        """Open the thread, or show the one that there is."""
        interaction, slug = press.interaction, press.arguments[0]
        message, guild_id = interaction.message, interaction.guild_id
        if message is None or guild_id is None:
            raise NotFoundError("A discussion needs a post in a server.")
        resource = self._pool.resource(guild_id, slug)
        name = "Resource of the day" if resource is None else resource.title
        await self._open(message.channel.id, message.id, name)
        await replies.reply(interaction, say(f"The discussion is here: <#{message.id}>"))

    async def _open(self, channel_id: int, message_id: int, name: str) -> None:
        try:
            await self._client.http.start_thread_with_message(
                channel_id,
                message_id,
                name=name[:NAME_CHARACTERS],
                auto_archive_duration=ARCHIVE_MINUTES,
            )
        except discord.Forbidden:
            raise NotAllowedError(
                "I may not open threads here. Someone with Manage Channels can give me Create "
                "Public Threads (Edit Channel, Permissions)."
            ) from None
        except discord.HTTPException as error:
            if error.code != THREAD_THERE:
                raise
