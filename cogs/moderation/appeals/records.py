"""An appeal and what was decided: standard library only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What became of an appeal; the values are stored, for good."""

    OPEN = "open"
    # The case does not stand any more.
    GRANTED = "granted"
    # It stands.
    REFUSED = "refused"


class Told(StrEnum):
    """Whether the member was told what was decided; the values are stored, for good."""

    NOT_YET = "not yet"
    TOLD = "told"
    # No direct message reaches them.
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Card:
    """Where the moderators see an appeal."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """The one appeal of a case, by its number. People who were forgotten are None.

    `words` are the member's, `answer` the moderator's. Times are aware, in UTC.
    """

    guild_id: int
    number: int
    by: int | None
    words: str
    state: State
    at: datetime
    decided_by: int | None = None
    answer: str = ""
    decided_at: datetime | None = None
    told: Told = Told.NOT_YET
    card: Card | None = None
