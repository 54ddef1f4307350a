"""Who acts on whom, and what a server decided about it: standard library only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cogs.moderation.cases.records import Kind, Notice, State


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as an act sees them.

    `height` is the position of their highest role, 0 without one. Who is not in the server (any
    more) has `is_here` false and none of the rest.
    """

    id: int
    is_here: bool = True
    height: int = 0
    roles: frozenset[int] = frozenset()
    is_owner: bool = False
    is_administrator: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """What follows when a member's points reach a number."""

    points: int
    kind: Kind
    lasting: timedelta | None = None
    """How long a timeout or ban lasts; None: for good, which only a ban can."""


@dataclass(frozen=True, slots=True)
class Order:
    """An act that a moderator wants: what, to whom, why, for how long."""

    kind: Kind
    target_id: int
    reason: str
    length: timedelta | None = None
    """Of a timeout or ban; None: for good, which only a ban can."""
    delete_days: int = 0
    """How many days of their messages go with a ban."""
    points: int | None = None
    """What a warning adds to their points; None: as the server chose."""


@dataclass(frozen=True, slots=True)
class Result:
    """What Discord says of an act: done, refused with a sentence, or `DOING` where nobody knows."""

    state: State
    failure: str = ""
    extent: str = ""
    """How much was done, in words, where that is not the same each time."""


@dataclass(frozen=True, slots=True)
class Told:
    """How it went to tell a member, and the message that told them."""

    notice: Notice
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of Discord's audit log, as far as moderation looks at it.

    `timeout` is what a change of a member set it to: () where it changed something else, else until
    when, aware, or None where it ended.
    """

    id: int
    action: int
    user_id: int
    target_id: int
    reason: str
    timeout: tuple[datetime | None, ...] = ()
