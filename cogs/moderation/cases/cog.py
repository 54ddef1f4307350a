"""`/case show|list|search|edit|void`, and what a right click on somebody offers."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.help import Audience, HelpLine
from cogs.moderation.cases.desk import CaseDesk
from cogs.moderation.cases.records import Kind, Search
from cogs.moderation.cases.rules import MOST_WORDS, TITLES, checked_words, since_typed

Number = app_commands.Range[int, 1, 2_147_483_647]
Reason = app_commands.Range[str, 1, 400]
Words = app_commands.Range[str, 1, MOST_WORDS]
Ago = app_commands.Range[str, 1, 60]
KINDS = [app_commands.Choice(name=title, value=kind.value) for kind, title in TITLES.items()]


class CaseCommands(commands.Cog):
    """Finds cases, shows them and changes them."""

    def __init__(self, house: House, desk: CaseDesk) -> None:
        self._house = house
        self._desk = desk

    @property
    def menus(self) -> tuple[app_commands.ContextMenu, ...]:
        """What a right click on somebody offers."""
        menu = app_commands.ContextMenu(name="History", callback=self.history_from_menu)
        menu.guild_only = True
        menu.default_permissions = discord.Permissions(moderate_members=True)
        return (menu,)

    async def history_from_menu(self, interaction: discord.Interaction, user: discord.User) -> None:
        """All cases of somebody."""
        await self._desk.list(interaction, Search(target_id=user.id), "Their cases")

    @app_commands.command(name="show")
    async def show(self, interaction: discord.Interaction, number: Number) -> None:
        """One case, with all that is known of it.

        Args:
            interaction: The command.
            number: Its number.
        """
        await self._desk.show(interaction, number)

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction, user: discord.User) -> None:
        """All cases of somebody, the newest first, with their points.

        Args:
            interaction: The command.
            user: Whose; an id works for who is not here.
        """
        await self._desk.list(interaction, Search(target_id=user.id), "Their cases")

    @app_commands.command(name="search")
    @app_commands.choices(kind=KINDS)
    async def search(
        self,
        interaction: discord.Interaction,
        user: discord.User | None = None,
        moderator: discord.User | None = None,
        kind: str | None = None,
        words: Words | None = None,
        newer_than: Ago | None = None,
        older_than: Ago | None = None,
    ) -> None:
        """Find cases by person, moderator, kind, words and time.

        Args:
            interaction: The command.
            user: About whom.
            moderator: Who acted.
            kind: What was done.
            words: Words of the reason; all of them must be there.
            newer_than: Of the last so long, like 30 d.
            older_than: From before so long ago, like 7 d.
        """
        require(self._house.guilds, interaction, Right.MODERATOR)
        now = self._house.clock.now()
        search = Search(
            target_id=None if user is None else user.id,
            moderator_id=None if moderator is None else moderator.id,
            kind=None if kind is None else Kind(kind),
            words=checked_words(words or ""),
            since=since_typed(newer_than, now),
            before=since_typed(older_than, now),
        )
        await self._desk.list(interaction, search, "Cases")

    @app_commands.command(name="edit")
    async def edit(self, interaction: discord.Interaction, number: Number, reason: Reason) -> None:
        """Give a case another reason; what it said before stays to be read.

        Args:
            interaction: The command.
            number: The case's number.
            reason: The new reason.
        """
        await self._desk.edit(interaction, number, reason)

    @app_commands.command(name="void")
    async def void(self, interaction: discord.Interaction, number: Number, reason: Reason) -> None:
        """Take a case off the member's record; a ban or timeout of it is lifted.

        Args:
            interaction: The command.
            number: The case's number.
            reason: Why it does not count.
        """
        await self._desk.void(interaction, number, reason)


def help_lines() -> tuple[HelpLine, ...]:
    """What `/help` says of these commands."""
    lines = {
        "case show": "One case, with all that is known of it",
        "case list": "All cases of somebody",
        "case search": "Find cases by person, moderator, kind, words and time",
        "case edit": "Give a case another reason",
        "case void": "Take a case off the record",
    }
    return tuple(HelpLine(name, text, Audience.MODERATOR) for name, text in lines.items())
