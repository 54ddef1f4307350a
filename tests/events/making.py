"""Trainings for tests, made up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.jobs.recurrence import Plan
from bot.storage import Storage
from cogs.events.planning import row_of
from cogs.events.records import Details, Event, Kind, Occasion, Place, PlaceKind
from cogs.events.store import EventStore, occasion_of

GUILD, HOST = 7, 70
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
STARTS = datetime(2026, 12, 1, 18, 0)  # noqa: DTZ001 - a wall time
WEEKLY = Plan("Europe/London", STARTS, "FREQ=WEEKLY;BYDAY=TU", count=10)
ONCE = Plan("Europe/London", STARTS)
DETAILS = Details(
    title="Ambient scribes, with care",
    description="What to ask before you use one.",
    kind=Kind.WORKSHOP,
    length=timedelta(minutes=90),
    place=Place(PlaceKind.LINK, "https://example.org/meet"),
    capacity=30,
)


def event(plan: Plan = ONCE, **more: Any) -> Event:
    made = Event(
        id=0,
        guild_id=GUILD,
        details=DETAILS,
        plan=plan,
        channel_id=700,
        created_at=NOW,
        changed_at=NOW,
        hosts=(HOST,),
        planned_by=HOST,
    )
    return replace(made, **more)


async def opened(storage: Storage, capacity: int | None = 30, **more: Any) -> Occasion:
    """A training whose first date members can sign up for."""
    store = EventStore(storage)
    async with storage.write() as connection:
        made = event(details=replace(DETAILS, capacity=capacity), **more)
        kept = await store.add(connection, made)
        first = row_of(kept, kept.plan.starts)
        row = await store.row_for(connection, replace(first, opened=True))
    return occasion_of(kept, row)
