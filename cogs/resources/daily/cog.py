"""`/daily …`: the resource of the day, for organisers."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.suggestions import suggesting
from bot.when.suggesting import suggested_times
from cogs.resources.daily.desk import Daily
from cogs.resources.daily.drafting import Asked, guild_of
from cogs.resources.daily.suggesting import (
    MOST_SUGGESTIONS,
    suggested_days,
    suggested_post_days,
    suggested_resources,
)

Choices = list[app_commands.Choice[str]]
Typed = app_commands.Range[str, 1, 100]


@app_commands.guild_only()
class DailyCog(commands.GroupCog, group_name="daily", group_description="The resource of the day"):
    """Asks who may, and hands over."""

    def __init__(self, house: House, daily: Daily) -> None:
        self.house = house
        self.daily = daily

    @app_commands.command(name="schedule")
    async def schedule(
        self,
        interaction: discord.Interaction,
        time: Typed,
        days: Typed | None = None,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        thread: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Plan a resource of the day; you see how I understood it before it is saved.

        Args:
            interaction: The command.
            time: When, such as “9am” or “18:00 london”; I keep to that place's clocks.
            days: On which days, such as “weekdays” or “mon, wed, fri”; leave empty for every day.
            channel: Where; leave empty for the server's channel of the day.
            role: Who is notified; leave empty for nobody.
            thread: Whether each post opens a thread to discuss it.
        """
        require(self.house.guilds, interaction, Right.ORGANISER)
        asked = Asked(time, days, channel, role, thread)
        await self.daily.drafting.start(interaction, asked)

    @app_commands.command(name="upcoming")
    async def upcoming(self, interaction: discord.Interaction) -> None:
        """See the next seven resources of the day, and change them."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.upcoming(interaction)

    @app_commands.command(name="pin")
    async def pin(self, interaction: discord.Interaction, day: Typed, resource: Typed) -> None:
        """Choose the resource of a day yourself.

        Args:
            interaction: The command.
            day: Which day; pick one, or type a date.
            resource: Which resource; type a few words and pick.
        """
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.pin(interaction, day, resource)

    @app_commands.command(name="swap")
    async def swap(self, interaction: discord.Interaction, day: Typed) -> None:
        """Give one of the next days another resource.

        Args:
            interaction: The command.
            day: Which day; pick one, or type a date.
        """
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.swap(interaction, day)

    @app_commands.command(name="pause")
    async def pause(self, interaction: discord.Interaction, until: Typed | None = None) -> None:
        """Post no resource of the day for a while.

        Args:
            interaction: The command.
            until: When to go on by itself; leave empty to wait for `/daily resume`.
        """
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.pause(interaction, until)

    @app_commands.command(name="resume")
    async def resume(self, interaction: discord.Interaction) -> None:
        """Go on with the resource of the day after a pause."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.resume(interaction)

    @app_commands.command(name="stop")
    async def stop(self, interaction: discord.Interaction) -> None:
        """End the resource of the day; I ask first."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.ask_to_stop(interaction)

    @app_commands.command(name="test")
    async def test(self, interaction: discord.Interaction) -> None:
        """Post the next resource to the staff channel now, marked as a test and not counted."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        await self.daily.changing.test(interaction)

    # --- suggestions ------------------------------------------------------------------------------

    @schedule.autocomplete("time")
    @pause.autocomplete("until")
    @suggesting
    async def suggest_time(self, interaction: discord.Interaction, typed: str) -> Choices:
        """How a time is understood."""
        found = suggested_times(
            typed,
            now=self.house.clock.now(),
            server_zone=self._zone(interaction),
            language=str(interaction.locale),
        )
        return _choices(found)

    @schedule.autocomplete("days")
    @suggesting
    async def suggest_days(self, _: discord.Interaction, typed: str) -> Choices:
        """How days are understood."""
        return _choices(suggested_days(typed, self.house.clock.now()))

    @pin.autocomplete("day")
    @swap.autocomplete("day")
    @suggesting
    async def suggest_post_day(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The next days, each with what is chosen for it."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        guild = guild_of(interaction)
        ahead = await self.daily.planning.glance(guild.id, MOST_SUGGESTIONS)
        return _choices([] if ahead is None else suggested_post_days(ahead, typed))

    @pin.autocomplete("resource")
    @suggesting
    async def suggest_resource(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Resources that can be posted here, by words."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        guild = guild_of(interaction)
        found = await self.daily.stocks.like(guild.id, typed, most=MOST_SUGGESTIONS)
        return _choices(suggested_resources(found))

    def _zone(self, interaction: discord.Interaction) -> str | None:
        return self.house.guilds.get(guild_of(interaction).id, ServerSettings).zone


def _choices(found: list[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=name, value=value) for name, value in found]
