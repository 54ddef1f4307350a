"""`/mod settings`: how warnings count, what follows, who is protected, how long cases are kept."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.help import Audience, HelpLine
from bot.safeguards import identifiers_in
from bot.ui.panels import Panel, text
from bot.when.wording import counted
from cogs.moderation.actions.people import guild_of
from cogs.moderation.choosing.rules import steps_typed, steps_wording
from cogs.moderation.settings import ModerationSettings, Step

STEP_UP = [
    app_commands.Choice(name="suggest it to the moderator", value="suggest"),
    app_commands.Choice(name="do it at once", value="apply"),
    app_commands.Choice(name="nothing", value="off"),
]
STEP_UP_WORDS = {choice.value: choice.name for choice in STEP_UP}
NOT_PROTECTED = "That role is not protected."


class Choosing(commands.Cog):
    """Shows and keeps what a server chooses."""

    def __init__(self, house: House) -> None:
        self._house = house

    @property
    def help(self) -> tuple[HelpLine, ...]:
        """What `/help` says."""
        text = "Points, steps, protected roles, and how long cases are kept"
        return (HelpLine("mod settings", text, Audience.MANAGER),)

    @app_commands.command(name="settings")
    @app_commands.choices(step_up=STEP_UP)
    async def settings(
        self,
        interaction: discord.Interaction,
        protect: discord.Role | None = None,
        unprotect: discord.Role | None = None,
        warning_points: app_commands.Range[int, 0, 100] | None = None,
        points_last_days: app_commands.Range[int, 1, 3650] | None = None,
        steps: app_commands.Range[str, 1, 200] | None = None,
        step_up: str | None = None,
        keep_days: app_commands.Range[int, 30, 3650] | None = None,
        appeals_address: app_commands.Range[str, 1, 200] | None = None,
    ) -> None:
        """See or choose how moderation works here; leave out what stays as it is.

        Args:
            interaction: The command.
            protect: A role whose members nobody acts upon with my commands.
            unprotect: A role that is to be protected no more.
            warning_points: What a warning adds to somebody's points.
            points_last_days: After how many days points count no more.
            steps: What follows from points, like "3: timeout 1 d, 5: ban".
            step_up: What happens when somebody reaches a step.
            keep_days: After how many days a case is reduced to a count.
            appeals_address: Where members write whom my direct messages don't reach; "none" for no
                address.
        """
        require(self._house.guilds, interaction, Right.MANAGER)
        guild_id = guild_of(interaction).id
        chosen = self._house.guilds.get(guild_id, ModerationSettings)
        plain = {
            "warning_points": warning_points,
            "points_last_days": points_last_days,
            "step_up": step_up,
            "keep_days": keep_days,
        }
        changes: dict[str, Any] = {
            name: value for name, value in plain.items() if value is not None
        }
        if protect or unprotect:
            changes["protected_roles"] = _protected(chosen, protect, unprotect)
        if steps is not None:
            changes["steps"] = tuple(Step.of(step) for step in steps_typed(steps))
        if appeals_address is not None:
            changes["appeals_address"] = _address(appeals_address)
        if changes:
            now = self._house.clock.now()
            chosen = await self._house.guilds.change(
                guild_id, ModerationSettings, at=now, **changes
            )
        await replies.reply(interaction, settings_panel(chosen, saved=bool(changes)))


def settings_panel(chosen: ModerationSettings, *, saved: bool) -> Panel:
    """What a server chose."""
    roles = ", ".join(f"<@&{role}>" for role in chosen.protected_roles) or "none"
    return Panel(
        text(
            "**Saved.** Moderation here:" if saved else "**Moderation here**",
            f"Protected roles: {roles}",
            f"A warning: {counted(chosen.warning_points, 'point')}, counted for "
            f"{counted(chosen.points_last_days, 'day')}",
            f"Steps: {steps_wording(chosen.thresholds)}; when one is reached: "
            f"{STEP_UP_WORDS[chosen.step_up]}",
            f"Cases are kept for {counted(chosen.keep_days, 'day')}, then reduced to a count.",
            f"Address for appeals: {chosen.appeals_address or 'none'}",
        )
    )


def _protected(
    chosen: ModerationSettings, protect: discord.Role | None, unprotect: discord.Role | None
) -> tuple[int, ...]:
    roles = list(chosen.protected_roles)
    if unprotect is not None:
        if unprotect.id not in roles:
            raise InvalidInputError(NOT_PROTECTED)
        roles.remove(unprotect.id)
    if protect is not None:
        if protect.is_default():
            raise InvalidInputError("Everybody has that role, so nobody could be acted upon.")
        roles.append(protect.id)
    return tuple(dict.fromkeys(roles))


def _address(typed: str) -> str | None:
    """The server's own address, which is not a client's; an email address is what it is for."""
    said = " ".join(typed.split())
    if said.casefold() == "none":
        return None
    if any(found.kind.value in ("SSN", "DATE", "ID") for found in identifiers_in(said)):
        raise InvalidInputError("Please give an email address or a link, and nothing else.")
    return said
