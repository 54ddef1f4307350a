"""`/event remind`: direct messages before trainings, for whoever wants them."""

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError
from bot.feature import House
from bot.ui.suggestions import suggesting
from bot.when.durations import duration_in
from cogs.events.directory import Choices
from cogs.events.reminders.messages import Messages
from cogs.events.reminders.store import ReminderStore
from cogs.events.reminders.views import lead_panel

OFF = frozenset({"off", "none", "no", "never"})
USUAL = ("1 hour", "15 minutes", "3 hours", "1 day", "2 days", "off")
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=14)


class Remind(commands.Cog):
    """Takes a member's lead time; the command comes under `/event`."""

    def __init__(self, house: House, store: ReminderStore, messages: Messages) -> None:
        self._house = house
        self._store = store
        self._messages = messages

    @app_commands.command(name="remind")
    async def remind(
        self,
        interaction: discord.Interaction,
        lead: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        """Choose how long before a training I message you; or see what you chose.

        Args:
            interaction: The command.
            lead: Such as 1 hour, or 2 days; off for no messages.
        """
        if lead is not None:
            await self._choose(interaction.user.id, lead_in(lead))
        profile = await self._house.members.profile(interaction.user.id)
        await replies.reply(interaction, lead_panel(profile.lead, profile.quiet))

    @remind.autocomplete("lead")
    @suggesting
    async def suggest_lead(self, _: discord.Interaction, typed: str) -> Choices:
        """Usual lead times, and what was typed."""
        words = typed.strip()
        found = [usual for usual in USUAL if words.casefold() in usual]
        shown = found if found or not words else [words[:40]]
        return [app_commands.Choice(name=each, value=each) for each in shown]

    async def _choose(self, member_id: int, lead: timedelta | None) -> None:
        """Keep the choice, and plan what follows for the trainings that they go to."""
        now = self._house.clock.now()
        async with self._house.storage.write() as connection:
            await self._house.members.set_lead(connection, member_id, lead, at=now)
            if lead is not None:
                for occasion in await self._store.coming_of(connection, member_id, now):
                    await self._messages.plan(connection, occasion)


def lead_in(typed: str) -> timedelta | None:
    """The lead time that was typed; None for no messages.

    Raises:
        InvalidInputError: It can't be read, or is too short or too long.
    """
    words = typed.strip().casefold()
    if words in OFF:
        return None
    length = duration_in(words.removesuffix(" before"))
    if not SHORTEST <= length <= LONGEST:
        raise InvalidInputError(
            "Please choose a time between 5 minutes and 14 days before the start, or `off`."
        )
    return length - length % timedelta(minutes=1)
