"""What Attune knows of a member beyond their id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemberProfile:
    """A member's own choices. `zone` is an IANA name; None follows the server.

    `home_guild_id` is the server whose reviews count outside servers; None was not chosen.
    `notices`: whether they want to be told by direct message what became of their prompts.
    """

    member_id: int
    zone: str | None = None
    home_guild_id: int | None = None
    notices: bool = False
