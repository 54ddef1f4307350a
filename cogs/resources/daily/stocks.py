"""What may be posted in a server now: what members see there, reviewed ones only where wished."""

from typing import Protocol

from bot.catalog.records import Resource
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.reviews.records import Standing
from cogs.resources.daily.records import EVERYTHING, Stock, Wishes
from cogs.resources.daily.rules import shows_unreviewed


class Pool(Protocol):
    """The resources that there are in a server, and how they stand; all from memory."""

    def shown(self, guild_id: int | None, /) -> list[Resource]:
        """What members find there."""
        ...

    def resource(self, guild_id: int | None, slug: str, /) -> Resource | None:
        """The resource of a slug, also a hidden one; None when there is none."""
        ...

    async def complete(
        self, guild_id: int | None, typed: str, /, *, limit: int = 25
    ) -> list[Resource]:
        """What to suggest there while somebody types, best first."""
        ...

    def standing(self, guild_id: int | None, resource: Resource, /) -> Standing:
        """How it stands there today."""
        ...


class Stocks:
    """The stock of each server."""

    def __init__(self, guilds: GuildSettings, pool: Pool) -> None:
        self._guilds = guilds
        self._pool = pool

    def of(self, guild_id: int, wishes: Wishes = EVERYTHING) -> Stock:
        """What may be posted in a server, and what of it organisers want."""
        shown = self._pool.shown(guild_id)
        reviewed = [r for r in shown if self._pool.standing(guild_id, r).is_reviewed]
        settings = self._guilds.get(guild_id, ServerSettings)
        chosen = settings.unreviewed if "unreviewed" in settings.model_fields_set else None
        postable = shown if shows_unreviewed(chosen, len(reviewed)) else reviewed
        return Stock({resource.slug: resource for resource in postable}, wishes)

    async def like(self, guild_id: int, typed: str, *, most: int) -> list[Resource]:
        """What may be posted in a server and fits what was typed, best first."""
        resources = self.of(guild_id).resources
        if not typed.strip():
            return sorted(resources.values(), key=lambda r: r.title.casefold())[:most]
        found = await self._pool.complete(guild_id, typed, limit=most)
        return [resource for resource in found if resource.slug in resources]
