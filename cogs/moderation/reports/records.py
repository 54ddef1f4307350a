"""A report and what became of it: standard library only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What became of a report; the values are stored, for good."""

    OPEN = "open"
    # Something was done.
    RESOLVED = "resolved"
    # There was nothing to do.
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Reported:
    """A message that somebody reports. `author_id` is who wrote it."""

    channel_id: int
    message_id: int
    author_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report as it was sent.

    `quote` is the message's text where nothing in it may identify a client; `withheld` names what
    was found in it otherwise. Both are empty where the text was not at hand.
    """

    reported: Reported
    by: int
    reason: str
    wants_outcome: bool
    quote: str = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Where the moderators see a report."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. Ids of people are None once they were forgotten; times are aware, in UTC."""

    id: int
    guild_id: int
    channel_id: int
    message_id: int
    author_id: int | None
    by: int | None
    reason: str
    quote: str
    withheld: str
    wants_outcome: bool
    state: State
    at: datetime
    claimed_by: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    card: Card | None = None

    @property
    def is_decided(self) -> bool:
        """Whether a moderator has looked at it and said what came of it."""
        return self.state is not State.OPEN

    @property
    def link(self) -> str:
        """The message in Discord."""
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"
