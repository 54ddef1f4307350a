"""`/record`: what stands on one's own record, also from a notice after one was banned."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.help import HelpLine
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.people import guild_of
from cogs.moderation.actions.rules import points_of
from cogs.moderation.cases import views
from cogs.moderation.cases.records import Kind, State


class OwnRecord(commands.Cog):
    """Shows members their own cases; what moderators noted for themselves is not among them.

    Args:
        acting: Where cases are.
        appeal: The action that takes an appeal; None where nobody does.
    """

    def __init__(self, acting: Acting, appeal: Callable[[], str | None]) -> None:
        self._acting = acting
        self._appeal = appeal

    @property
    def actions(self) -> tuple[Action, ...]:
        """The button of notices."""
        return (Action("mod.record", self.show),)

    @property
    def help(self) -> tuple[HelpLine, ...]:
        """What `/help` says."""
        return (HelpLine("record", "Your own record with the moderators here"),)

    @app_commands.command(name="record")
    @app_commands.guild_only()
    async def record(self, interaction: discord.Interaction) -> None:
        """Your own record with the moderators of this server. Only you see it."""
        await replies.reply(interaction, await self._panel(interaction, guild_of(interaction).id))

    async def show(self, press: Press) -> None:
        """Show whoever pressed their record in the server that the button names."""
        panel = await self._panel(press.interaction, int(press.arguments[0]))
        await replies.reply(press.interaction, panel)

    async def _panel(self, interaction: discord.Interaction, guild_id: int) -> Panel:
        house, now = self._acting.house, self._acting.house.clock.now()
        guild = house.client.get_guild(guild_id)
        found = await self._acting.cases.look.of_member(guild_id, interaction.user.id)
        shown = [
            case for case in found if case.kind is not Kind.NOTE and case.state is not State.DOING
        ]
        points = points_of(found, now, lasting=self._acting.chosen(guild_id).points_last)
        return views.record_panel(
            "this server" if guild is None else guild.name,
            shown,
            points,
            now,
            appeal=self._appeal(),
            guild_id=guild_id,
        )
