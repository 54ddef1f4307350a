"""Which dates of trainings are called off, one by one; the plan of a series does not know them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from bot.storage import Storage
from cogs.events.records import Status
from cogs.events.tables import occurrences


class CalledOff:
    """Reads the dates that were called off."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def dates(self, guild_id: int, now: datetime) -> Mapping[int, frozenset[datetime]]:
        """The dates to come that are called off in a server: training to planned wall times."""
        columns = occurrences.c
        wanted = select(columns.event_id, columns.planned).where(
            columns.guild_id == guild_id,
            columns.ends_at > now,
            columns.status == Status.CANCELLED,
        )
        found: defaultdict[int, set[datetime]] = defaultdict(set)
        async with self._storage.read() as connection:
            for row in await connection.execute(wanted):
                found[row.event_id].add(datetime.fromisoformat(row.planned))
        return {event_id: frozenset(dates) for event_id, dates in found.items()}
