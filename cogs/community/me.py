"""`/me`: what a member has chosen for themselves."""

from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.members.quiet import quiet_hours_in
from bot.reviews.homes import is_in
from bot.ui.actions import Press
from bot.ui.suggestions import suggesting
from bot.when.zones import place_of, zone_named, zones_like
from cogs.community import views

NO_HOME = ("none", "no home hub")
# An id of Discord's fits 64 bits.
SNOWFLAKE_DIGITS = 19


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
        home = self._server(profile.home_guild_id)
        panel = views.me_panel(profile, server_zone, home.name if home else None)
        await replies.reply(interaction, panel)

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

    @app_commands.command(name="notices")
    async def notices(self, interaction: discord.Interaction, send: bool) -> None:  # noqa: FBT001
        """Choose whether I message you about what you handed in or planned.

        Args:
            interaction: The command.
            send: Whether I may message you.
        """
        member_id = interaction.user.id
        await self.house.members.set_notices(member_id, wanted=send, at=self.house.clock.now())
        await replies.reply(interaction, views.notices_panel(wanted=send))

    @app_commands.command(name="quiet")
    async def quiet(
        self,
        interaction: discord.Interaction,
        begins: app_commands.Range[str, 1, 40] | None = None,
        ends: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        """Choose the hours in which I send you no reminders of trainings. Nothing: none.

        Args:
            interaction: The command.
            begins: When they begin by your clock, such as 22:00 or 10 pm.
            ends: When they end, such as 7:00.
        """
        if (begins is None) is not (ends is None):
            raise InvalidInputError("Please give both: when your quiet hours begin and end.")
        quiet = quiet_hours_in(begins, ends) if begins and ends else None
        await self.house.members.set_quiet(interaction.user.id, quiet, at=self.house.clock.now())
        await replies.reply(interaction, views.quiet_panel(quiet))

    @app_commands.command(name="home")
    async def home(
        self, interaction: discord.Interaction, server: app_commands.Range[str, 1, 100] | None
    ) -> None:
        """Choose your home hub: the server whose reviews count for you in direct messages.

        Args:
            interaction: The command.
            server: A server that you and I share; leave empty for this one.
        """
        if server is not None and server.casefold().strip() in NO_HOME:
            await self._settle(interaction, None)
            return
        here = self._server(interaction.guild_id)
        guild = here if server is None else self._named(server)
        if guild is None and server is None:
            await self._show_home(interaction)
            return
        # The same words for a server that is not there and one that they are not in.
        if guild is None or (guild is not here and not await is_in(guild, interaction.user.id)):
            raise InvalidInputError(
                "I don't share a server of that name with you. Use `/me home` in the server that "
                "is to be your home hub, or pick one that is suggested."
            )
        await self._settle(interaction, guild)

    @home.autocomplete("server")
    @suggesting
    async def suggest_server(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """This server, and no home at all; others are not known without asking Discord."""
        here = self._server(interaction.guild_id)
        offered = [(f"{here.name} (here)", str(here.id))] if here else []
        offered.append(("No home hub", NO_HOME[0]))
        return [
            app_commands.Choice(name=name[:100], value=value)
            for name, value in offered
            if typed.casefold() in name.casefold()
        ]

    async def pick_home(self, press: Press) -> None:
        """Take the home hub that was picked among shared servers."""
        guild = self._server(int(press.values[0]))
        if guild is None or not await is_in(guild, press.interaction.user.id):
            raise InvalidInputError("You or I have left that server. Use `/me home` again.")
        await self._settle(press.interaction, guild)

    async def _show_home(self, interaction: discord.Interaction) -> None:
        """The home hub as it is, and the servers to choose from."""
        profile = await self.house.members.profile(interaction.user.id)
        home = self._server(profile.home_guild_id)
        shared = await self.house.reviews.homes.shared_with(self.house.client, interaction.user.id)
        names = {guild.id: guild.name for guild in shared}
        await replies.reply(interaction, views.home_panel(home.name if home else None, names))

    async def _settle(self, interaction: discord.Interaction, guild: discord.Guild | None) -> None:
        member_id = interaction.user.id
        await self.house.members.set_home(
            member_id, guild.id if guild else None, at=self.house.clock.now()
        )
        self.house.reviews.homes.forget(member_id)
        await replies.reply(interaction, views.home_chosen_panel(guild.name if guild else None))

    def _server(self, guild_id: int | None) -> discord.Guild | None:
        return None if guild_id is None else self.house.client.get_guild(guild_id)

    def _named(self, typed: str) -> discord.Guild | None:
        """A server by its id, or by a name that only one has."""
        if typed.isdecimal() and len(typed) <= SNOWFLAKE_DIGITS:
            return self._server(int(typed))
        wanted = typed.casefold().strip()
        found = [g for g in self.house.client.guilds if g.name.casefold() == wanted]
        return found[0] if len(found) == 1 else None

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
