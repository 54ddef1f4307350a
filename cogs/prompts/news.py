"""What is new among the prompts, for a server's digest."""

from collections.abc import Sequence
from datetime import datetime

from bot.feature import DigestPart
from cogs.prompts.rules import changed_on, newest_first
from cogs.prompts.shelves import Shelves


class News:
    """Tells which prompts were added or changed, as members of a server find them."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    async def digest(self, guild_id: int, since: datetime, now: datetime) -> Sequence[DigestPart]:
        """The prompts of these days, newest first; nothing where none are."""
        shown = newest_first(self._shelves.shown(self._shelves.place_in(guild_id)))
        new = [prompt for prompt in shown if since.date() < changed_on(prompt) <= now.date()]
        if not new:
            return ()
        lines = tuple(f"**{prompt.title}**: {prompt.summary}" for prompt in new)
        return (DigestPart("New and changed prompts", lines),)
