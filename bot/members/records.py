"""What Attune knows of a member beyond their id."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when somebody wants no messages, by their own clock; may span midnight."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class MemberProfile:
    """A member's own choices. `zone` is an IANA name; None follows the server.

    `home_guild_id` is the server whose reviews count outside servers; None was not chosen.
    `notices`: whether they want to be told by direct message what became of their prompts.
    `lead`: how long before a training they want a direct message, chosen at `lead_since`; None
    wants none. `quiet` holds for such messages.
    """

    member_id: int
    zone: str | None = None
    home_guild_id: int | None = None
    notices: bool = False
    lead: timedelta | None = None
    lead_since: datetime | None = None
    quiet: QuietHours | None = None
