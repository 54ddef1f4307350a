"""A case and what became of it: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

# Stands for whoever is in no case (any more): it is about a channel, or was reduced to a count.
NOBODY = 0


class Kind(StrEnum):
    """What was done to somebody or to a channel; the values are stored, for good."""

    NOTE = "note"
    WARN = "warn"
    TIMEOUT = "timeout"
    UNTIMEOUT = "untimeout"
    KICK = "kick"
    SOFTBAN = "softban"
    BAN = "ban"
    UNBAN = "unban"
    PURGE = "purge"
    SLOWMODE = "slowmode"
    TOPIC = "topic"
    LOCK = "lock"
    UNLOCK = "unlock"
    # A channel is put away, to be unlocked one day; a thread is closed.
    ARCHIVE = "archive"
    CLOSE = "close"


# What is done to a channel; of a purge, also to whose messages alone were meant.
ON_CHANNELS = frozenset(
    {
        Kind.PURGE,
        Kind.SLOWMODE,
        Kind.TOPIC,
        Kind.LOCK,
        Kind.UNLOCK,
        Kind.ARCHIVE,
        Kind.CLOSE,
    }
)
# What stays in force until it ends or is lifted.
LASTING = frozenset({Kind.TIMEOUT, Kind.BAN, Kind.LOCK, Kind.ARCHIVE})
# Which lasting acts an act puts an end to, or takes the place of.
ENDS: Mapping[Kind, frozenset[Kind]] = MappingProxyType(
    {
        Kind.TIMEOUT: frozenset({Kind.TIMEOUT}),
        Kind.UNTIMEOUT: frozenset({Kind.TIMEOUT}),
        Kind.BAN: frozenset({Kind.BAN}),
        Kind.SOFTBAN: frozenset({Kind.BAN}),
        Kind.UNBAN: frozenset({Kind.BAN}),
        Kind.UNLOCK: frozenset({Kind.LOCK, Kind.ARCHIVE}),
    }
)
# What the member is not told of.
SILENT = frozenset({Kind.NOTE, Kind.UNBAN}) | ON_CHANNELS
# What an appeal can take back, or at least take off a record.
CONTESTABLE = frozenset({Kind.WARN, Kind.TIMEOUT, Kind.KICK, Kind.SOFTBAN, Kind.BAN})


class State(StrEnum):
    """How far an act came; the values are stored, for good."""

    # Decided and numbered; whether Discord did it is not known yet.
    DOING = "doing"
    DONE = "done"
    # Discord refused it, or it never reached Discord: nothing happened.
    FAILED = "failed"


class Notice(StrEnum):
    """Whether the member was told; the values are stored, for good."""

    NONE = "none"
    TOLD = "told"
    # Their direct messages are closed to the server or to Attune.
    CLOSED = "closed"
    # They may have been told, but Attune stopped before it knew.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a case counts no more, or is not in force any more. `at` is aware, in UTC."""

    at: datetime
    by: int | None
    """Who did it; None where its time was over."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An act that was decided and has no number yet."""

    kind: Kind
    moderator_id: int
    reason: str
    target_id: int = NOBODY
    """To whom, where it is done to somebody."""
    channel_id: int | None = None
    """To which channel or thread, where it is done to one."""
    until: datetime | None = None
    """When it ends by itself, aware; None: never, or it is over at once."""
    points: int = 0
    by_hand: bool = False
    """Done in Discord itself, without Attune."""
    entry_id: int | None = None
    """The audit log entry that it came from, for what was done by hand."""
    is_told: bool = True
    """Whether the member gets a notice, where such an act has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One act; numbers count from 1 in each server, without gaps. All times are aware, in UTC."""

    guild_id: int
    number: int
    kind: Kind
    state: State
    target_id: int
    moderator_id: int
    reason: str
    opened_at: datetime
    channel_id: int | None = None
    extent: str = ""
    """How much was done, in words: of a purge how many messages, of slow mode how long."""
    until: datetime | None = None
    points: int = 0
    by_hand: bool = False
    entry_id: int | None = None
    notice: Notice = Notice.NONE
    failure: str = ""
    """Why Discord did not do it, as a sentence."""
    lifted: Ending | None = None
    voided: Ending | None = None

    @property
    def counts(self) -> bool:
        """Whether it stands on the member's record."""
        return self.state is State.DONE and self.voided is None

    @property
    def is_in_force(self) -> bool:
        """Whether its ban, timeout or lock holds, as far as Attune knows; its time may be over."""
        return self.kind in LASTING and self.counts and self.lifted is None

    @property
    def is_reduced(self) -> bool:
        """Whether no more is left of it than its number and kind, to be counted."""
        return self.target_id == self.moderator_id == NOBODY


@dataclass(frozen=True, slots=True)
class Search:
    """Which cases somebody looks for; None and empty mean all. Times are aware."""

    target_id: int | None = None
    moderator_id: int | None = None
    kind: Kind | None = None
    words: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The message in the moderators' log that shows a case."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A reason that was changed: what it was, who changed it, and when (aware, in UTC)."""

    number: int
    at: datetime
    by: int
    reason_before: str
