"""What is planned for later, and how it stands. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a job stands; the table in `bot.jobs` says what leads from one to the next."""

    WAITING = "waiting"
    RUNNING = "running"
    # Attune is not in the server any more; added again, it goes on.
    AWAY = "away"
    # No feature of this version does this kind.
    UNKNOWN = "unknown"
    MISSED = "missed"
    STOPPED = "stopped"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


UNDECIDED = frozenset({State.MISSED, State.STOPPED})
"""Nothing happens until somebody presses *Post now* or *Skip*, for 30 days."""

STILL = frozenset({State.WAITING, State.AWAY, State.UNKNOWN, *UNDECIDED})
"""Not being done at this moment, so it can be cancelled or moved."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Something to be done later.

    Attributes:
        kind: The name of a `JobKind`.
        key: Two unfinished jobs of one kind and server never share it, so planning twice is once.
        due_at: When, aware.
        guild_id: The server; None for what belongs to none.
        payload: What the handler needs, as JSON.
        channel_id: Where it posts: jobs of one channel run one after the other, by `due_at`.
        planned_by: The member who is told where no operations channel is; None for Attune itself.
        late_until: How late it may still begin, aware; None takes the kind's `grace`.
    """

    kind: str
    key: str
    due_at: datetime
    guild_id: int | None = None
    payload: Mapping[str, Any] = field(default_factory=dict[str, Any])
    channel_id: int | None = None
    planned_by: int | None = None
    late_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a job: being tried since `first_try`, or done with a `value`.

    `last_try` is when it was tried last; both are aware and UTC. `place` is where, for looking.
    """

    first_try: datetime
    last_try: datetime
    done: bool = False
    value: Any = None
    place: int | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the row."""
        return {
            "first_try": self.first_try.isoformat(),
            "last_try": self.last_try.isoformat(),
            "done": self.done,
            "value": self.value,
            "place": self.place,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Step":
        """From what is kept in the row."""
        return cls(
            datetime.fromisoformat(kept["first_try"]),
            datetime.fromisoformat(kept["last_try"]),
            done=kept["done"],
            value=kept["value"],
            place=kept["place"],
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the queue.

    Attributes:
        due_at: When it was promised; `next_at` is when it is looked at next.
        late_until: How late it may begin.
        attempts: How often it failed since it was planned or asked for again.
        reason: Why it stands as it does, a sentence for the server's staff.
        tag: Random, so that a restored database never makes a mark of before twice.
        readable: False where its payload or steps can't be read.
    """

    id: int
    kind: str
    guild_id: int | None
    key: str
    due_at: datetime
    next_at: datetime
    late_until: datetime
    payload: Mapping[str, Any]
    channel_id: int | None
    planned_by: int | None
    state: State
    steps: Mapping[str, Step]
    attempts: int
    reason: str | None
    tag: int
    readable: bool = True

    def is_too_late(self, now: datetime) -> bool:
        """Whether nothing new of it may be posted any more."""
        return now > self.late_until
