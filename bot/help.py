"""What `/help` says of a command, and to whom. Standard library only: rules read it too."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Whom a command is for, as `/help` groups them."""

    MEMBER = "member"
    REVIEWER = "reviewer"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    MANAGER = "manager"
    # The owner or team of the Discord application, in no server more than in another.
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One command in `/help`; `text` says what it does, without a full stop."""

    command: str
    text: str
    audience: Audience = Audience.MEMBER
