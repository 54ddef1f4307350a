"""`/help`, `/about`, and a pointer for those who write to Attune instead."""

import importlib.metadata
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import rights_of
from bot.help import Audience
from bot.ui.actions import Press
from cogs.community import views
from cogs.community.rules import HelpPage, help_pages, may_point_out, page_for

if TYPE_CHECKING:
    from datetime import datetime

VERSION = importlib.metadata.version("attune")
RIGHT_FOR = {
    Audience.REVIEWER: Right.REVIEWER,
    Audience.ORGANISER: Right.ORGANISER,
    Audience.MODERATOR: Right.MODERATOR,
    Audience.MANAGER: Right.MANAGER,
}


class Community(commands.Cog):
    """Shows people around."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._pointed_out: dict[int, datetime] = {}
        self._ids: dict[str, int] = {}

    @app_commands.command(name="help")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def help(self, interaction: discord.Interaction) -> None:
        """What you can do here. Only you see the answer."""
        pages = self._help_pages(interaction)
        await replies.reply(
            interaction, views.help_panel(pages[0], pages, await self._command_ids())
        )

    async def turn_help(self, press: Press) -> None:
        """Another part of it."""
        audience, _, number = press.values[0].partition("/")
        pages = self._help_pages(press.interaction)
        page = page_for(pages, audience, int(number))
        panel = views.help_panel(page, pages, await self._command_ids())
        await replies.update(press.interaction, panel)

    @app_commands.command(name="about")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def about(self, interaction: discord.Interaction) -> None:
        """What Attune is, what it keeps, and what it never does."""
        prompts = len(self.house.shelf.catalog.prompts)
        await replies.reply(interaction, views.about_panel(VERSION, prompts))

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Point out how commands work to those who write to Attune; nothing is kept of it."""
        me = self.house.client.user
        if message.author.bot or (message.guild is not None and me not in message.mentions):
            return
        now = self.house.clock.now()
        if not may_point_out(self._pointed_out.get(message.author.id), now):
            return
        self._pointed_out = {
            member: at for member, at in self._pointed_out.items() if not may_point_out(at, now)
        }
        self._pointed_out[message.author.id] = now
        await message.reply(view=views.pointer_panel())

    def _help_pages(self, interaction: discord.Interaction) -> tuple[HelpPage, ...]:
        features = [(one.title, one.help) for one in self.house.features.values()]
        return help_pages(features, self._audiences(interaction))

    def _audiences(self, interaction: discord.Interaction) -> set[Audience]:
        held = rights_of(self.house.guilds, interaction)
        audiences = {Audience.MEMBER} | {who for who, right in RIGHT_FOR.items() if right in held}
        if self.house.operators.include(interaction.user.id):
            audiences.add(Audience.OPERATOR)
        return audiences

    async def _command_ids(self) -> dict[str, int]:
        """The ids that make commands clickable; asked for once, left out if Discord fails."""
        if not self._ids:
            try:
                known = await self.house.client.tree.fetch_commands()
            except discord.HTTPException:
                return {}
            self._ids = {command.name: command.id for command in known}
        return self._ids
