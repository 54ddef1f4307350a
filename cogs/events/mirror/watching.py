"""Hearing of server events that somebody changes by hand."""

import discord
from discord.ext import commands

from bot.feature import House
from cogs.events.mirror.mirroring import Mirroring
from cogs.events.mirror.store import MirrorStore


class Watching(commands.Cog):
    """Looks again at a server event of Attune's own whenever Discord tells of a change."""

    def __init__(self, house: House, mirroring: Mirroring, store: MirrorStore) -> None:
        self._house = house
        self._mirroring = mirroring
        self._store = store

    @commands.Cog.listener()
    async def on_scheduled_event_update(
        self, _: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        """It was changed, by whomever."""
        await self._look(after)

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """It was deleted, by whomever."""
        await self._look(event)

    async def _look(self, event: discord.ScheduledEvent) -> None:
        me = self._house.client.user
        if me is None or event.creator_id != me.id:
            return
        training = await self._store.training_of(event.guild_id, event.id)
        if training is not None:
            await self._mirroring.look_again(event.guild_id, training)
