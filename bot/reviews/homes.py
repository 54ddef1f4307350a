"""Whose reviews count where somebody uses Attune: the server's, or those of their home hub."""

import time
from dataclasses import dataclass

import discord

from bot.members.store import Members

# In more servers than this, nobody is looked for: each one is a request to Discord.
MOST_SERVERS_LOOKED_AT = 10
KEPT_SECONDS = 600.0
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Known:
    place: int | None
    until: float


class Homes:
    """Finds the place of an interaction; what was found holds for ten minutes."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._known: dict[int, _Known] = {}

    async def place_of(self, interaction: discord.Interaction) -> int | None:
        """The server whose reviews count, or None: only what came with the catalogue does."""
        if (here := _server_here(interaction)) is not None:
            return here
        member_id = interaction.user.id
        known = self._known.get(member_id)
        if known is not None and time.monotonic() < known.until:
            return known.place
        place = await self._look(interaction.client, member_id)
        self._remember(member_id, place)
        return place

    def place_now(self, interaction: discord.Interaction) -> int | None:
        """As `place_of`, from memory alone: for what may not wait, such as suggestions."""
        if (here := _server_here(interaction)) is not None:
            return here
        known = self._known.get(interaction.user.id)
        return known.place if known is not None and time.monotonic() < known.until else None

    def forget(self, member_id: int) -> None:
        """Look again next time; they chose another home."""
        self._known.pop(member_id, None)

    async def shared_with(self, client: discord.Client, member_id: int) -> list[discord.Guild]:
        """The servers that Attune and a member share; none where Attune is in too many to look.

        Raises:
            discord.HTTPException: Discord does not say.
        """
        if len(client.guilds) > MOST_SERVERS_LOOKED_AT:
            return []
        return [guild for guild in client.guilds if await is_in(guild, member_id)]

    async def _look(self, client: discord.Client, member_id: int) -> int | None:
        try:
            home_id = (await self._members.profile(member_id)).home_guild_id
            home = None if home_id is None else client.get_guild(home_id)
            if home is not None and await is_in(home, member_id):
                return home.id
            shared = await self.shared_with(client, member_id)
        except discord.HTTPException:
            return None
        return shared[0].id if len(shared) == 1 else None

    def _remember(self, member_id: int, place: int | None) -> None:
        if len(self._known) >= MOST_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[member_id] = _Known(place, time.monotonic() + KEPT_SECONDS)


async def is_in(guild: discord.Guild, member_id: int) -> bool:
    """Whether somebody is a member; one request to Discord.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    try:
        await guild.fetch_member(member_id)
    except discord.NotFound:
        return False
    return True


def _server_here(interaction: discord.Interaction) -> int | None:
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        return None
    return interaction.guild_id
