"""What is suggested while organisers type: announcements, templates, times, repeats."""

from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.when.instants import wall_time
from bot.when.records import Question
from bot.when.repeats import suggested_repeats
from bot.when.suggesting import suggested_times
from bot.when.typed import read_time
from cogs.announcements.desk import Desk
from cogs.announcements.records import Announcement
from cogs.announcements.templates.store import Templates

Choices = list[app_commands.Choice[str]]
LABEL_LIMIT = 100


class Suggestions:
    """Answers from few rows; nobody but organisers is told what there is."""

    def __init__(self, desk: Desk, templates: Templates) -> None:
        self._desk = desk
        self._templates = templates

    async def announcements(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Announcements by words of their title or their number."""
        guild_id = self._desk.here(interaction)
        found = await self._desk.lists.called(guild_id, typed.strip().removeprefix("#"))
        return [app_commands.Choice(name=label(one), value=str(one.id)) for one in found]

    async def templates(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Templates by what is in their names."""
        words = typed.strip().casefold()
        found = await self._templates.all_of(self._desk.here(interaction))
        return [
            app_commands.Choice(name=one.name, value=one.name)
            for one in found
            if words in one.name.casefold()
        ]

    async def times(self, interaction: discord.Interaction, typed: str) -> Choices:
        """How a time is understood as far as it is typed."""
        self._desk.here(interaction)
        zones = await self._desk.zones(interaction)
        found = suggested_times(
            typed,
            now=self._desk.house.clock.now(),
            member_zone=zones.member,
            server_zone=zones.server,
            language=interaction.locale.value,
        )
        return [app_commands.Choice(name=name, value=value) for name, value in found]

    async def repeats(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Repeats that fit the time that is chosen already."""
        self._desk.here(interaction)
        starts = await self._starts(interaction)
        return [
            app_commands.Choice(name=name, value=value)
            for name, value in suggested_repeats(typed, starts)
        ]

    async def _starts(self, interaction: discord.Interaction) -> datetime:
        zones, now = await self._desk.zones(interaction), self._desk.house.clock.now()
        when = getattr(interaction.namespace, "when", None)
        if isinstance(when, str) and when:
            read = read_time(
                when,
                now=now,
                member_zone=zones.member,
                server_zone=zones.server,
                language=str(interaction.locale),
            )
            if not isinstance(read, Question):
                return wall_time(read.instant, ZoneInfo(read.zone))
        return wall_time(now, ZoneInfo(zones.shown))


def label(one: Announcement) -> str:
    """How an announcement is offered."""
    text = f"{one.id} · {one.content.title} ({one.state.value})"
    return text if len(text) <= LABEL_LIMIT else f"{text[: LABEL_LIMIT - 1]}…"
