"""Who may change a training, asked with every command and press."""

import discord

from bot.errors import NotAllowedError, NotFoundError
from bot.feature import House
from bot.guilds.rights import Right, refusal
from bot.guilds.standing import rights_of
from cogs.events.directory import Directory
from cogs.events.records import Event
from cogs.events.rules import may_change, require_may_change


class Access:
    """Finds trainings for those who may change them: organisers, and their own hosts."""

    def __init__(self, house: House, directory: Directory) -> None:
        self._house = house
        self._directory = directory

    async def changeable(self, interaction: discord.Interaction, text: str) -> Event:
        """The training that was picked or typed, for somebody who may change it.

        Raises:
            NotFoundError: There is none.
            NotAllowedError: They neither host it nor are an organiser here.
        """
        guild_id = interaction.guild_id or 0
        try:
            event = await self._directory.chosen(guild_id, text)
        except NotFoundError:
            if not self.is_organiser(interaction):
                raise NotAllowedError(refusal(Right.ORGANISER)) from None
            raise
        self.require(interaction, event)
        return event

    def require(self, interaction: discord.Interaction, event: Event) -> None:
        """Go on only for somebody who may change this training.

        Raises:
            NotAllowedError: They may not, or it is another server's.
        """
        if interaction.guild_id != event.guild_id:
            raise NotAllowedError("That training belongs to another server. Please go there.")
        is_organiser = self.is_organiser(interaction)
        require_may_change(event, interaction.user.id, is_organiser=is_organiser)

    def may(self, interaction: discord.Interaction, event: Event) -> bool:
        """Whether they may change this training, here."""
        here = interaction.guild_id == event.guild_id
        is_organiser = self.is_organiser(interaction)
        return here and may_change(event, interaction.user.id, is_organiser=is_organiser)

    def is_organiser(self, interaction: discord.Interaction) -> bool:
        """Whether they are an organiser here."""
        return Right.ORGANISER in rights_of(self._house.guilds, interaction)
