"""What is coming, for a server's digest and its announcements."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord

from bot.feature import DigestPart, House, Variable
from cogs.events.places import everybody_sees
from cogs.events.records import Occasion
from cogs.events.store import EventStore
from cogs.events.wording import moment

AHEAD = timedelta(days=14)
MOST_TOLD = 10
NONE_PLANNED = "none is planned yet"


class News:
    """Tells of trainings that everybody in the server may see."""

    def __init__(self, house: House, store: EventStore) -> None:
        self._house = house
        self._store = store

    @property
    def variables(self) -> dict[str, Variable]:
        """What an announcement may leave open."""
        meaning = "the next training and when it is, like Ambient scribes, 1 December 2026 18:00"
        return {"next_training": Variable(meaning, self._next)}

    async def digest(self, guild_id: int, since: datetime, now: datetime) -> Sequence[DigestPart]:
        """The trainings of the next 14 days; nothing where there are none."""
        del since  # A training is worth telling again until it is there.
        coming = await self._coming(guild_id, now)
        lines = [_line(one) for one in coming if one.occurrence.starts - now < AHEAD]
        if not lines:
            return ()
        return (DigestPart("Coming trainings", tuple(lines[:MOST_TOLD])),)

    async def _next(self, guild_id: int, at: datetime) -> str:
        coming = await self._coming(guild_id, at)
        return _line(coming[0]) if coming else NONE_PLANNED

    async def _coming(self, guild_id: int, now: datetime) -> list[Occasion]:
        return [
            one
            for one in await self._store.opened(guild_id, now)
            if one.occurrence.starts > now
            and everybody_sees(self._house, guild_id, one.event.channel_id)
        ]


def _line(occasion: Occasion) -> str:
    title = discord.utils.escape_markdown(occasion.details.title)
    return f"**{title}**, {moment(occasion.occurrence.starts)}"
