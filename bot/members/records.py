"""What Attune knows of a member beyond their id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemberProfile:
    """A member's own choices. `zone` is an IANA name; None follows the server."""

    member_id: int
    zone: str | None = None
