"""`/mod warn|note|timeout|untimeout|kick|ban|unban|softban`, and the menus on people."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.help import Audience, HelpLine
from bot.ui.suggestions import suggesting
from bot.when.durations import duration_in, duration_wording
from cogs.moderation.actions.desk import ActDesk
from cogs.moderation.actions.many import ManyDesk
from cogs.moderation.cases.records import Kind

Reason = app_commands.Range[str, 1, 400]
Points = app_commands.Range[int, 0, 100]
Length = app_commands.Range[str, 1, 60]
LENGTHS = ("10 min", "1 h", "6 h", "1 d", "3 d", "7 d", "28 d")
DELETE = [
    app_commands.Choice(name="none of their messages", value=0),
    app_commands.Choice(name="their messages of the last day", value=1),
    app_commands.Choice(name="their messages of the last 7 days", value=7),
]


class ModCommands(commands.Cog):
    """Orders acts."""

    def __init__(self, desk: ActDesk, many: ManyDesk) -> None:
        self._desk = desk
        self._many = many

    @property
    def menus(self) -> tuple[app_commands.ContextMenu, ...]:
        """What a right click on somebody offers."""
        menu = app_commands.ContextMenu(name="Warn", callback=self.warn_from_menu)
        menu.guild_only = True
        menu.default_permissions = discord.Permissions(moderate_members=True)
        return (menu,)

    async def warn_from_menu(
        self, interaction: discord.Interaction, member: discord.Member
    ) -> None:
        """Ask what somebody is warned for."""
        await self._desk.open_form(interaction, Kind.WARN, member.id)

    @app_commands.command(name="warn")
    async def warn(
        self,
        interaction: discord.Interaction,
        user: discord.User,
        reason: Reason,
        points: Points | None = None,
    ) -> None:
        """Warn somebody: they are told, and it counts points.

        Args:
            interaction: The command.
            user: Whom.
            reason: What for; they read it.
            points: How many; leave it out for as many as this server gives for a warning.
        """
        given = None if points is None else str(points)
        await self._desk.order(interaction, Kind.WARN, user.id, reason=reason, points=given)

    @app_commands.command(name="note")
    async def note(
        self, interaction: discord.Interaction, user: discord.User, text: Reason
    ) -> None:
        """Note something about somebody, for moderators alone.

        Args:
            interaction: The command.
            user: About whom.
            text: What other moderators should know; nothing about clients.
        """
        await self._desk.order(interaction, Kind.NOTE, user.id, reason=text)

    @app_commands.command(name="timeout")
    async def timeout(
        self, interaction: discord.Interaction, user: discord.User, length: Length, reason: Reason
    ) -> None:
        """Keep somebody from writing for a while; they can still read.

        Args:
            interaction: The command.
            user: Whom.
            length: For how long, like 2 h or 7 d.
            reason: What for; they read it.
        """
        await self._desk.order(interaction, Kind.TIMEOUT, user.id, length=length, reason=reason)

    @app_commands.command(name="untimeout")
    async def untimeout(
        self, interaction: discord.Interaction, user: discord.User, reason: Reason
    ) -> None:
        """Let somebody write again.

        Args:
            interaction: The command.
            user: Whom.
            reason: Why; they read it.
        """
        await self._desk.order(interaction, Kind.UNTIMEOUT, user.id, reason=reason)

    @app_commands.command(name="kick")
    async def kick(
        self, interaction: discord.Interaction, user: discord.User, reason: Reason
    ) -> None:
        """Remove somebody, who can come back with an invitation.

        Args:
            interaction: The command.
            user: Whom.
            reason: What for; they read it.
        """
        await self._desk.order(interaction, Kind.KICK, user.id, reason=reason)

    @app_commands.command(name="softban")
    async def softban(
        self, interaction: discord.Interaction, user: discord.User, reason: Reason
    ) -> None:
        """Remove somebody with their messages of the last day; they can come back.

        Args:
            interaction: The command.
            user: Whom.
            reason: What for; they read it.
        """
        await self._desk.order(interaction, Kind.SOFTBAN, user.id, reason=reason)

    @app_commands.command(name="ban")
    @app_commands.choices(delete=DELETE)
    async def ban(
        self,
        interaction: discord.Interaction,
        user: discord.User,
        reason: Reason,
        length: Length | None = None,
        delete: int = 0,
    ) -> None:
        """Ban somebody, for a while or for good.

        Args:
            interaction: The command.
            user: Whom; an id works for who is not here.
            reason: What for; they read it.
            length: For how long, like 7 d; left out, for good.
            delete: Which of their messages go as well.
        """
        await self._desk.order(
            interaction, Kind.BAN, user.id, delete_days=delete, length=length, reason=reason
        )

    @app_commands.command(name="unban")
    async def unban(
        self, interaction: discord.Interaction, user: discord.User, reason: Reason
    ) -> None:
        """Lift a ban.

        Args:
            interaction: The command.
            user: Whose; give their id.
            reason: Why; for moderators.
        """
        await self._desk.order(interaction, Kind.UNBAN, user.id, reason=reason)

    @app_commands.command(name="massban")
    @app_commands.choices(delete=DELETE)
    async def massban(
        self,
        interaction: discord.Interaction,
        users: app_commands.Range[str, 1, 4000],
        reason: Reason,
        delete: int = 0,
    ) -> None:
        """Ban up to 200 people at once; I ask before I do it.

        Args:
            interaction: The command.
            users: Their ids or mentions, with spaces between them.
            reason: What for.
            delete: Which of their messages go as well.
        """
        await self._many.order(interaction, users, reason, delete)

    @timeout.autocomplete("length")
    @ban.autocomplete("length")
    @suggesting
    async def suggest_length(
        self, _: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Common lengths, or how what is typed was understood."""
        if not typed.strip():
            return [app_commands.Choice(name=one, value=one) for one in LENGTHS]
        return [app_commands.Choice(name=duration_wording(duration_in(typed)), value=typed[:60])]


def help_lines() -> tuple[HelpLine, ...]:
    """What `/help` says of these commands."""
    lines = {
        "mod warn": "Warn somebody, who is told why",
        "mod note": "Note something for moderators alone",
        "mod timeout": "Keep somebody from writing for a while",
        "mod untimeout": "Let somebody write again",
        "mod kick": "Remove somebody, who can come back",
        "mod softban": "Remove somebody with their latest messages",
        "mod ban": "Ban somebody, for a while or for good",
        "mod unban": "Lift a ban",
        "mod massban": "Ban many at once, as after a raid",
    }
    return tuple(HelpLine(name, text, Audience.MODERATOR) for name, text in lines.items())
