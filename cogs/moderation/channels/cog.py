"""The commands of `/channel`: what moderators do to a channel."""

from datetime import datetime
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.panels import say
from bot.ui.suggestions import suggesting
from cogs.moderation.channels.desk import ChannelDesk, Wish, channels_named
from cogs.moderation.channels.gate import Lockable, lockable
from cogs.moderation.channels.tending import Slowable, Tending
from cogs.moderation.channels.times import end_of, slowmode_of, suggested_ends

Reason = app_commands.Range[str, 1, 300]
Zones = tuple[str | None, str | None]


class ChannelCommands(commands.Cog):
    """Reads what a moderator typed, lets the desk do it, and shows what it says."""

    def __init__(self, house: House, desk: ChannelDesk, tending: Tending) -> None:
        self.house = house
        self._desk = desk
        self._tending = tending

    @app_commands.command()
    async def slowmode(
        self,
        interaction: discord.Interaction,
        pause: app_commands.Range[str, 1, 30],
        channel: Slowable | None = None,
    ) -> None:
        """Let everybody wait between two messages.

        Args:
            interaction: The command.
            pause: How long between two messages of one person, like 10 s or 5 min; or off.
            channel: Where; leave it out for this channel.
        """
        self._require_moderator(interaction)
        where, how_long = channel or interaction.channel, slowmode_of(pause)
        said = await self._tending.slow_down(where, how_long, interaction.user)
        await replies.reply(interaction, say(said))

    @app_commands.command()
    async def topic(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | discord.ForumChannel | None = None,
    ) -> None:
        """Change what stands at the top of a channel.

        Args:
            interaction: The command.
            channel: Which; leave it out for this channel.
        """
        self._require_moderator(interaction)
        await self._tending.ask_topic(interaction, channel or interaction.channel)

    @app_commands.command()
    async def lock(
        self,
        interaction: discord.Interaction,
        channel: Lockable | None = None,
        length: str | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Let nobody but the team write in a channel.

        Args:
            interaction: The command.
            channel: Which; leave it out for this channel.
            length: How long, like 2 hours, or until when; leave it out until you unlock it.
            reason: What the channel is told.
        """
        self._require_moderator(interaction)
        where = lockable(channel or interaction.channel)
        wish = Wish(interaction.user, reason or "", await self._end(interaction, length))
        await replies.reply(interaction, say(await self._desk.lock(where, wish)))

    @app_commands.command()
    async def unlock(
        self,
        interaction: discord.Interaction,
        channel: Lockable | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Let everybody write again who could before the lock.

        Args:
            interaction: The command.
            channel: Which; leave it out for this channel.
            reason: Why; it is kept with the case.
        """
        self._require_moderator(interaction)
        where = lockable(channel or interaction.channel)
        said = await self._desk.open(where, interaction.user, reason or "")
        await replies.reply(interaction, say(said))

    @app_commands.command()
    async def lockdown(
        self,
        interaction: discord.Interaction,
        what: Literal["start", "end"],
        *,
        category: discord.CategoryChannel | None = None,
        channels: app_commands.Range[str, 1, 1500] | None = None,
        length: str | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Lock many channels at once, or open them again.

        Args:
            interaction: The command.
            what: Lock them, or open those that I locked.
            category: All channels of this category.
            channels: Or these: type # and choose each, with spaces between them.
            length: How long, like 2 hours, or until when; leave it out until you end it.
            reason: What the channels are told; of an end, what is kept with the cases.
        """
        self._require_moderator(interaction)
        if interaction.guild is None:
            return
        where = channels_named(interaction.guild, channels, category)
        if what == "end":
            panel = await self._desk.open_all(where, interaction.user, reason or "")
        else:
            wish = Wish(interaction.user, reason or "", await self._end(interaction, length))
            panel = await self._desk.lock_all(where, wish)
        await replies.reply(interaction, panel)

    @app_commands.command()
    async def archive(
        self,
        interaction: discord.Interaction,
        channel: Lockable | discord.Thread | None = None,
        into: discord.CategoryChannel | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Put a channel or thread away: it stays to be read.

        Args:
            interaction: The command.
            channel: Which channel or thread; leave it out for this one.
            into: The category that it moves to; leave it out to let it where it is.
            reason: What the channel is told.
        """
        self._require_moderator(interaction)
        where = channel or interaction.channel
        if isinstance(where, discord.Thread):
            said = await self._tending.close_thread(where, interaction.user, reason=reason or "")
        else:
            wish = Wish(interaction.user, reason or "", put_away=True, into=into)
            said = await self._desk.lock(lockable(where), wish)
        await replies.reply(interaction, say(said))

    @lock.autocomplete("length")
    @lockdown.autocomplete("length")
    @suggesting
    async def _durations(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        member, server = await self._zones(interaction)
        now, language = self.house.clock.now(), str(interaction.locale)
        found = suggested_ends(
            typed, now=now, member_zone=member, server_zone=server, language=language
        )
        return [app_commands.Choice(name=name, value=value) for name, value in found]

    # --- how --------------------------------------------------------------------------------------

    def _require_moderator(self, interaction: discord.Interaction) -> None:
        require(self.house.guilds, interaction, Right.MODERATOR)

    async def _end(self, interaction: discord.Interaction, typed: str | None) -> datetime | None:
        if not typed:
            return None
        member, server = await self._zones(interaction)
        now, language = self.house.clock.now(), str(interaction.locale)
        return end_of(typed, now=now, member_zone=member, server_zone=server, language=language)

    async def _zones(self, interaction: discord.Interaction) -> Zones:
        profile = await self.house.members.profile(interaction.user.id)
        named = self.house.guilds.get(interaction.guild_id or 0, ServerSettings)
        return profile.zone, named.zone
