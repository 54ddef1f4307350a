"""What a channel lets whom do, and what a lock changed of it: standard library only."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Bit(IntEnum):
    """The permissions that a lock takes away, by their bits.

    Source: Discord's documentation, "Permissions".
    """

    ADD_REACTIONS = 1 << 6
    SEND_MESSAGES = 1 << 11
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38

    @property
    def label(self) -> str:
        """As Discord's channel settings call it."""
        return self.name.replace("_", " ").title().replace(" In ", " in ")


class Word(StrEnum):
    """What an overwrite says of one permission; the values are stored, for good."""

    ALLOW = "allow"
    DENY = "deny"
    # Nothing: the roles' own permissions decide.
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel says of one role or member, as Discord's bits."""

    allow: int = 0
    deny: int = 0

    def says(self, bit: Bit) -> Word:
        """What it says of one permission."""
        if self.deny & bit:
            return Word.DENY
        return Word.ALLOW if self.allow & bit else Word.NEUTRAL

    def saying(self, bit: Bit, word: Word) -> "Overwrite":
        """The same, but for what it says of one permission."""
        allow, deny = self.allow & ~bit, self.deny & ~bit
        return Overwrite(
            allow | (bit if word is Word.ALLOW else 0), deny | (bit if word is Word.DENY else 0)
        )

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.allow or self.deny)


@dataclass(frozen=True, slots=True)
class BitChange:
    """One word of one overwrite that a lock changed."""

    target_id: int
    """A role, @everyone by the server's id, or a member."""
    bit: Bit
    before: Word
    after: Word
    was_there: bool
    """Whether the channel had an overwrite for the target before."""


@dataclass(frozen=True, slots=True)
class Unlocking:
    """What an unlock writes: the overwrites that differ, None where one goes altogether.

    `left` are the words that somebody changed since the lock: theirs stay.
    """

    writes: dict[int, Overwrite | None]
    left: tuple[BitChange, ...]


class LockState(StrEnum):
    """How far a lock came; the values are stored, for good."""

    # Decided; the channel may be changed in part.
    LOCKING = "locking"
    LOCKED = "locked"
    # To be opened; what was changed may be given back in part.
    OPENING = "opening"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of locking or opening: `failure` and `left` are sentences, empty where all went."""

    failure: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLock:
    """A lock that was decided. `until` is aware; None: until somebody opens the channel.

    `moved_from` and `moved_to` are the categories of a channel that is put away with its lock; what
    is put away into no category just stays where it is.
    """

    channel_id: int
    by: int
    case_number: int | None = None
    reason: str = ""
    until: datetime | None = None
    put_away: bool = False
    moved_from: int | None = None
    moved_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """One lock of one channel, from decision to opening. `at` is aware, in UTC.

    `locked_by` is None for somebody who was forgotten, `opened_by` also where its time was over.
    `case_number` is None for a lock from before locks were cases; `opening_case` is that of whoever
    wants it opened, while it is being opened.
    """

    id: int
    guild_id: int
    channel_id: int
    state: LockState
    locked_by: int | None
    at: datetime
    reason: str
    until: datetime | None
    put_away: bool
    moved_from: int | None
    moved_to: int | None
    opened_by: int | None
    case_number: int | None
    opening_case: int | None
    changes: tuple[BitChange, ...]
