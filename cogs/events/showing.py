"""Keeping posts true: each change plans an edit, and many changes become one."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from cogs.events.plans import edit_plan, held_plan, seat_plan
from cogs.events.records import Occasion
from cogs.events.seats.records import Offer
from cogs.events.store import EventStore


class Showing:
    """Plans, in the caller's transaction, what must be shown and told after a change."""

    def __init__(self, house: House, store: EventStore) -> None:
        self._house = house
        self._store = store

    async def outdated(self, within: AsyncConnection, occasion: Occasion) -> None:
        """The post no longer shows how it is."""
        now_held = replace(
            occasion, occurrence=await self._store.outdate(within, occasion.occurrence)
        )
        if (plan := edit_plan(now_held, self._house.clock.now())) is not None:
            await self._house.jobs.schedule(plan, within=within)

    async def follow(
        self, within: AsyncConnection, occasion: Occasion, offers: Sequence[Offer]
    ) -> None:
        """Somebody answered, and these got seats by it."""
        await self.outdated(within, occasion)
        now = self._house.clock.now()
        for offer in offers:
            await self._house.jobs.schedule(seat_plan(occasion, offer, now), within=within)
            if (held := held_plan(occasion, offer)) is not None:
                await self._house.jobs.schedule(held, within=within)
