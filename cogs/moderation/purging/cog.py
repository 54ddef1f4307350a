"""`/mod purge`."""

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.when.durations import duration_in
from cogs.moderation.purging.desk import PURGEABLE, Purgeable, PurgeDesk
from cogs.moderation.purging.records import Filter
from cogs.moderation.purging.rules import MOST


class PurgeCommand(commands.Cog):
    """Reads what a moderator typed, and lets the desk count and ask."""

    def __init__(self, house: House, desk: PurgeDesk) -> None:
        self._house = house
        self._desk = desk

    @app_commands.command()
    async def purge(
        self,
        interaction: discord.Interaction,
        count: app_commands.Range[int, 1, MOST],
        *,
        author: discord.User | None = None,
        bots: bool = False,
        since: app_commands.Range[str, 1, 50] | None = None,
        words: app_commands.Range[str, 1, 200] | None = None,
        links: bool = False,
        attachments: bool = False,
        reason: app_commands.Range[str, 1, 400] | None = None,
        channel: Purgeable | None = None,
    ) -> None:
        """Delete many messages at once; you are asked first.

        Args:
            interaction: The command.
            count: How many at most, the newest first.
            author: Only what this person wrote.
            bots: Only what bots wrote.
            since: Only what is not older than this, like 2 hours.
            words: Only what holds one of these, with commas between them.
            links: Only what holds a link.
            attachments: Only what holds a file.
            reason: What for; it is kept with the case.
            channel: Where; leave it out for this channel.
        """
        require(self._house.guilds, interaction, Right.MODERATOR)
        where = channel or interaction.channel
        if not isinstance(where, PURGEABLE):
            raise InvalidInputError("There are no messages in that. Choose another channel.")
        wanted = Filter(
            most=count,
            author_id=None if author is None else author.id,
            bots_only=bots,
            since=self._since(since),
            words=tuple(filter(None, (word.strip() for word in (words or "").split(",")))),
            links_only=links,
            attachments_only=attachments,
        )
        panel = await self._desk.ask(where, wanted, interaction.user, reason or "")
        await replies.reply(interaction, panel)

    def _since(self, typed: str | None) -> datetime | None:
        if typed is None:
            return None
        return self._house.clock.now() - duration_in(typed.removesuffix(" ago"))
