"""`/training cancel|handover|test`: what becomes of a training that is planned."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError, NotAllowedError, NotSetUpError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right, Standing, holds
from bot.ui.suggestions import suggesting
from cogs.events.access import Access
from cogs.events.directory import Choices
from cogs.events.organising import views
from cogs.events.organising.beginning import Beginning
from cogs.events.organising.calling_off import CallingOff
from cogs.events.organising.options import WHAT, Picked, Words
from cogs.events.organising.rules import Which
from cogs.events.organising.testing import test_plan
from cogs.events.places import zone_shown
from cogs.events.planning import Planning


class Tending(commands.Cog):
    """Cancels, hands over and tests; its commands come under `/training`."""

    def __init__(self, planning: Planning, access: Access, calling_off: CallingOff) -> None:
        self._house = planning.house
        self._planning = planning
        self._access = access
        self._calling_off = calling_off
        self._beginning = Beginning(planning)

    @app_commands.command(name="cancel")
    @app_commands.choices(which=WHAT)
    async def cancel(
        self,
        interaction: discord.Interaction,
        event: str,
        which: Picked | None = None,
        date: Words | None = None,
    ) -> None:
        """Cancel a training: one date, or this and every later one. You can give a reason.

        Args:
            interaction: The command.
            event: Which training; type a few letters of its title.
            which: This date only unless you choose.
            date: Which date of a series; the next unless you choose.
        """
        found = await self._access.changeable(interaction, event)
        occasion = await self._beginning.date_of(found, date)
        what = Which.ONE if which is None else Which(which.value)
        await self._calling_off.begin(interaction, occasion, what)

    @app_commands.command(name="handover")
    async def handover(
        self, interaction: discord.Interaction, event: str, to: discord.Member
    ) -> None:
        """Let another organiser or host answer for a training.

        Args:
            interaction: The command.
            event: Which training; type a few letters of its title.
            to: Who answers for it from now on.
        """
        found = await self._access.changeable(interaction, event)
        if to.bot:
            raise InvalidInputError("A bot can't answer for a training. Choose a person, please.")
        if to.id not in found.hosts and not self._is_organiser(to, found.guild_id):
            raise NotAllowedError(
                f"<@{to.id}> is neither an organiser here nor a host of this training. Add them "
                "as a host with `/training edit` first, or choose an organiser."
            )
        changed = await self._planning.hand_over(found, interaction.user.id, to.id)
        await replies.reply(interaction, views.handed_panel(changed, to.id))

    @app_commands.command(name="test")
    async def test(self, interaction: discord.Interaction, event: str) -> None:
        """See a training's post in the staff channel, marked as a test.

        Args:
            interaction: The command.
            event: Which training; type a few letters of its title.
        """
        found = await self._access.changeable(interaction, event)
        channel_id = self._house.guilds.get(found.guild_id, ServerSettings).staff_channel
        if channel_id is None:
            raise NotSetUpError(
                "This server has no staff channel yet. Someone with Manage Server can choose one "
                "with `/settings set`."
            )
        occasion = await self._beginning.date_of(found, None)
        now = self._house.clock.now()
        plan = test_plan(occasion, channel_id, interaction.id, interaction.user.id, now)
        await self._house.jobs.schedule(plan)
        await replies.reply(interaction, views.tested_panel(channel_id))

    # --- suggestions ------------------------------------------------------------------------------

    @cancel.autocomplete("event")
    @handover.autocomplete("event")
    @test.autocomplete("event")
    @suggesting
    async def suggest_event(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Trainings that are coming."""
        guild_id, now = interaction.guild_id, self._house.clock.now()
        zone = await zone_shown(self._house, interaction, guild_id)
        return await self._planning.directory.suggest(guild_id, typed, now, zone=zone)

    @cancel.autocomplete("date")
    @suggesting
    async def suggest_date(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The coming dates of the training that was picked."""
        event = str(interaction.namespace.event or "")
        guild_id, now = interaction.guild_id, self._house.clock.now()
        zone = await zone_shown(self._house, interaction, guild_id)
        return await self._planning.directory.suggest_dates(guild_id, event, typed, now, zone=zone)

    # --- how --------------------------------------------------------------------------------------

    def _is_organiser(self, member: discord.Member, guild_id: int) -> bool:
        may = member.resolved_permissions or member.guild_permissions
        standing = Standing(
            roles=[role.id for role in member.roles],
            manage_guild=may.manage_guild,
            manage_events=may.manage_events,
            moderate_members=may.moderate_members,
        )
        named = self._house.guilds.get(guild_id, ServerSettings)
        return holds(Right.ORGANISER, named, standing)
