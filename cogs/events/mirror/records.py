"""A training's next date as a server event of Discord's. Standard library only."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a training's server event stands."""

    ON = "on"
    # A host does not want it.
    OFF = "off"
    # Somebody deleted or cancelled it by hand: it is not made again by itself.
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Native:
    """What a server event says; times are aware and UTC."""

    name: str
    description: str
    starts: datetime
    ends: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """The server event of a training.

    Attributes:
        occurrence_id: The date that it shows; None where none was made yet.
        native_id: Its id at Discord; None where there is none.
        shown: What Attune last made of it.
        seen: The names of what somebody has changed by hand, as far as staff were told.
        trouble: Why it could not be made or changed; empty where it could.
    """

    guild_id: int
    event_id: int
    state: State = State.ON
    occurrence_id: int | None = None
    native_id: int | None = None
    shown: Native | None = None
    seen: tuple[str, ...] = field(default=())
    trouble: str = ""
