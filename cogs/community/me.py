"""`/me`: what a member has chosen for themselves."""

from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.ui.actions import Press
from bot.ui.suggestions import suggesting
from bot.when.zones import place_of, zone_named, zones_like
from cogs.community import views


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Me(commands.GroupCog, group_name="me", group_description="Your own choices"):
    """A member's own choices; they have no server and hold everywhere."""

    def __init__(self, house: House) -> None:
        self.house = house

    @app_commands.command(name="show")
    async def show(self, interaction: discord.Interaction) -> None:
        """Your own choices in one place."""
        profile = await self.house.members.profile(interaction.user.id)
        server_zone = None
        if interaction.guild_id is not None:
            server_zone = self.house.guilds.get(interaction.guild_id, ServerSettings).zone
        await replies.reply(interaction, views.me_panel(profile.zone, server_zone))

    @app_commands.command(name="zone")
    async def zone(self, interaction: discord.Interaction, city: str) -> None:
        """Choose your time zone.

        Args:
            interaction: The command.
            city: A large city in your time zone, such as New York.
        """
        await self._choose(interaction, city)

    @zone.autocomplete("city")
    @suggesting
    async def suggest_city(
        self, _: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Zones by the places in them."""
        return [
            app_commands.Choice(name=f"{place_of(zone)} ({zone})", value=zone)
            for zone in zones_like(typed)
        ]

    async def ask_zone(self, press: Press) -> None:
        """Open the form for the time zone; empty, since nothing may be awaited before it."""
        await replies.ask(press.interaction, views.zone_form(None))

    async def take_zone(self, press: Press) -> None:
        """Keep the time zone from the form; an empty one follows the server again."""
        await self._choose(press.interaction, press.text("zone"))

    async def _choose(self, interaction: discord.Interaction, city: str) -> None:
        zone = zone_named(city).key if city else None
        now = self.house.clock.now()
        await self.house.members.set_zone(interaction.user.id, zone, at=now)
        there = now.astimezone(ZoneInfo(zone)).strftime("%H:%M") if zone else ""
        await replies.reply(interaction, views.zone_chosen_panel(zone, there))
