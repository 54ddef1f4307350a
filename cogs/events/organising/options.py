"""What the options of `/training` take and suggest."""

from typing import cast

import discord
from discord import app_commands

from cogs.events.directory import Choices
from cogs.events.drafting.records import Scope
from cogs.events.organising.rules import Which
from cogs.events.records import Kind

Channel = discord.TextChannel
Meeting = discord.VoiceChannel | discord.StageChannel | discord.TextChannel
Picked = app_commands.Choice[str]
Seats = app_commands.Range[int, 1, 5000]
SeatsOrNone = app_commands.Range[int, 0, 5000]
Hours = app_commands.Range[float, 0.25, 60.0]
HoursOrNone = app_commands.Range[float, 0.0, 60.0]
Words = app_commands.Range[str, 1, 100]
KINDS = [app_commands.Choice(name=kind.label, value=kind.value) for kind in Kind]
WHICH = [
    app_commands.Choice(name="This date only", value=Scope.ONE.value),
    app_commands.Choice(name="This date and every later one", value=Scope.ALL.value),
]
WHAT = [
    app_commands.Choice(name="This date; who signed up is told", value=Which.ONE.value),
    app_commands.Choice(name="This date, without a word", value=Which.SKIP.value),
    app_commands.Choice(name="This date and every later one", value=Which.ALL.value),
]
REPEATS = ("every week", "every 2 weeks", "every month", "every weekday", "does not repeat")
ENDS = ("10 times", "6 times", "for 3 months", "never")


def fields_from(interaction: discord.Interaction, **options: object) -> dict[str, str]:
    """The options that were given, as fields of a draft.

    `role` is noted as silent where Attune may not mention it.
    """
    fields = {name: _text(value) for name, value in options.items() if value is not None}
    role = options.get("role")
    may = interaction.app_permissions.mention_everyone
    if isinstance(role, discord.Role) and not role.mentionable and not may:
        fields["silent_role"] = "yes"
    return fields


def offered(typed: str, usual: tuple[str, ...]) -> Choices:
    """What was typed, and the usual ones that have it."""
    words = typed.strip().casefold()
    found = [each for each in usual if words in each]
    shown = found if not words or words in found else [typed.strip()[:100], *found]
    return [app_commands.Choice(name=each, value=each) for each in shown]


def _text(value: object) -> str:
    if isinstance(value, app_commands.Choice):
        return str(cast("app_commands.Choice[str]", value).value)
    return str(value.id if isinstance(value, discord.abc.Snowflake) else value)
