"""What members found useful among the resources, for a server's digest."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.feature import DigestPart
from cogs.resources.feedback.store import Said
from cogs.resources.pool import Pool

MOST_TOLD = 5


class News:
    """Tells which resources were found useful most, without who said so or how many."""

    def __init__(self, pool: Pool, said: Said) -> None:
        self._pool = pool
        self._said = said

    async def digest(self, guild_id: int, since: datetime, now: datetime) -> Sequence[DigestPart]:
        """The best of these days, by how many people found them useful; nothing where none were."""
        found = Counter(slug for slug, _ in await self._said.found_useful(guild_id, since))
        lines: list[str] = []
        for slug, _ in sorted(found.items(), key=lambda one: (-one[1], one[0])):
            resource = self._pool.resource(guild_id, slug)
            if resource is not None and self._pool.is_shown(guild_id, resource):
                lines.append(f"**[{resource.title}]({resource.url})**: {resource.summary}")
        if not lines:
            return ()
        return (DigestPart("Found most useful", tuple(lines[:MOST_TOLD])),)
