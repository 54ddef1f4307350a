"""*Calendar file* and `/event calendar`: trainings for members' own calendars."""

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import NotFoundError
from bot.feature import House
from bot.help import HelpLine
from bot.ui.actions import Action, Press
from cogs.events.calendar.entries import Links, date_of, entry_of
from cogs.events.calendar.records import Block
from cogs.events.calendar.rules import block_of_date, blocks_of_series
from cogs.events.calendar.views import files_panel
from cogs.events.calendar.writing import calendar_file
from cogs.events.parts import Part
from cogs.events.places import server_of
from cogs.events.records import Answer, Occasion
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore

WHOLE, ONE, MINE = "training.ics", "this-date.ics", "my-trainings.ics"


class Calendars(commands.Cog):
    """Hands out calendar files; whoever sees a training may have its file."""

    def __init__(self, house: House, events: EventStore, seats: SeatStore) -> None:
        self._house = house
        self._events = events
        self._seats = seats

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        return Part(
            actions=(Action("events.calendar", self.hand_out),),
            help=(HelpLine("event calendar", "Your trainings as a file for your calendar"),),
            members=self,
        )

    @app_commands.command(name="calendar")
    async def calendar(self, interaction: discord.Interaction) -> None:
        """Get all trainings that you are going to as a file for your calendar."""
        guild_id = await server_of(self._house, interaction)
        dates = await self._going_to(guild_id, interaction.user.id)
        if not dates:
            raise NotFoundError(
                "You are not going to any training yet. `/event list` shows what is coming; press "
                "**Going** on one, then use this again."
            )
        links = self._links(guild_id)
        blocks = [block_of_date(date_of(occasion, links)) for occasion in dates]
        lines = [f"**Your trainings**, {len(dates)} of them, as a file for your calendar."]
        file = await self._file(blocks, name="Trainings")
        panel, files = files_panel(lines, {MINE: file})
        await replies.reply(interaction, panel, files=files)

    async def hand_out(self, press: Press) -> None:
        """Give the file of a training, and of the one date where it is a series."""
        guild_id = await server_of(self._house, press.interaction)
        occasion = await self._events.occasion(guild_id, int(press.arguments[1]))
        if occasion is None:
            raise NotFoundError("That training is not here any more. Try `/event list`.")
        title = discord.utils.escape_markdown(occasion.details.title)
        lines, files = [f"**{title}** for your calendar."], await self._files_of(occasion)
        if ONE in files:
            lines.append("It is a series: take the whole of it, or just this date.")
        panel, shown = files_panel(lines, files)
        await replies.reply(press.interaction, panel, files=shown)

    async def _files_of(self, occasion: Occasion) -> dict[str, bytes]:
        event, links = occasion.event, self._links(occasion.event.guild_id)
        entry = entry_of(event, await self._events.occurrences_of(event), links)
        whole = await asyncio.to_thread(blocks_of_series, entry, self._house.clock.now())
        if event.plan.rule is None:
            return {WHOLE: await self._file(whole)}
        one = [block_of_date(date_of(occasion, links))]
        return {WHOLE: await self._file(whole), ONE: await self._file(one)}

    async def _going_to(self, guild_id: int, member_id: int) -> list[Occasion]:
        """What a member goes to and is not over, also what was called off, so that it goes away."""
        now, found = self._house.clock.now(), list[Occasion]()
        for rsvp in await self._seats.of_member(guild_id, member_id):
            occasion = await self._events.occasion(guild_id, rsvp.occurrence_id)
            going = rsvp.answer is Answer.GOING
            if going and occasion is not None and occasion.occurrence.ends > now:
                found.append(occasion)
        return sorted(found, key=lambda occasion: occasion.occurrence.starts)

    async def _file(self, blocks: Sequence[Block], *, name: str = "") -> bytes:
        now = self._house.clock.now()
        return await asyncio.to_thread(calendar_file, blocks, now, name=name)

    def _links(self, guild_id: int) -> Links:
        def channel_name(channel_id: str) -> str:
            guild = self._house.client.get_guild(guild_id)
            channel = None if guild is None else guild.get_channel_or_thread(int(channel_id))
            return "Discord" if channel is None else f"#{channel.name} on Discord"

        return Links(channel_name)
