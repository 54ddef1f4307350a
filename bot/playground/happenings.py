"""Scheduled events as the playground remembers them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

# Only members of the server see an event. Source: Discord's documentation, "Guild Scheduled Event
# Privacy Level".
GUILD_ONLY = 2


class EntityType(IntEnum):
    """Where an event takes place. Source: Discord's documentation, "Entity types"."""

    STAGE = 1
    VOICE = 2
    EXTERNAL = 3


class EventStatus(IntEnum):
    """How far an event is. Source: Discord's documentation, "Event status"."""

    SCHEDULED = 1
    ACTIVE = 2
    COMPLETED = 3
    CANCELED = 4


FINISHED = frozenset({EventStatus.COMPLETED, EventStatus.CANCELED})


@dataclass(slots=True)
class ScheduledEvent:
    """A scheduled event; its times are timezone-aware.

    `location` is where an external one takes place, `channel_id` where the others do.
    """

    id: int
    guild_id: int
    creator_id: int
    name: str
    entity_type: EntityType
    starts_at: datetime
    ends_at: datetime | None = None
    description: str | None = None
    location: str | None = None
    channel_id: int | None = None
    status: EventStatus = EventStatus.SCHEDULED
    # Who pressed "Interested" and when, in order.
    interested: dict[int, datetime] = field(default_factory=dict[int, datetime])

    @property
    def is_finished(self) -> bool:
        """Whether it is over or called off, which nothing changes any more."""
        return self.status in FINISHED
