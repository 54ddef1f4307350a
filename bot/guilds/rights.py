"""Who may do what in a server: its roles of that name, or Discord's own permissions."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.guilds.records import ServerSettings


class Right(StrEnum):
    """What somebody may be in a server, beyond a member."""

    PROFESSIONAL = "professional"
    REVIEWER = "reviewer"
    LEAD_REVIEWER = "lead reviewer"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Standing:
    """What Discord says of somebody in a server."""

    roles: Collection[int] = ()
    manage_guild: bool = False
    manage_events: bool = False
    moderate_members: bool = False


def holds(right: Right, named: "ServerSettings", standing: Standing) -> bool:
    """Whether somebody has a right; Manage Server has them all."""
    if standing.manage_guild:
        return True
    match right:
        case Right.MANAGER:
            return False
        case Right.MODERATOR:
            return standing.moderate_members or named.moderator_role in standing.roles
        case Right.ORGANISER:
            return standing.manage_events or named.organiser_role in standing.roles
        case Right.REVIEWER:
            return (
                named.reviewer_role in standing.roles or named.lead_reviewer_role in standing.roles
            )
        case Right.LEAD_REVIEWER if named.lead_reviewer_role is None:
            # None set: the moderators who are reviewers.
            return holds(Right.MODERATOR, named, standing) and holds(
                Right.REVIEWER, named, standing
            )
        case Right.LEAD_REVIEWER:
            return named.lead_reviewer_role in standing.roles
        case Right.PROFESSIONAL:
            # None set: everyone may submit.
            return named.professional_role is None or named.professional_role in standing.roles


def refusal(right: Right) -> str:
    """What to tell somebody who lacks a right."""
    if right is Right.MANAGER:
        return "Only people with Manage Server can do that here."
    return (
        f"Only a {right} of this server can do that. Someone with Manage Server can name the "
        f"{right} role with `/settings set`."
    ).replace("a organiser", "an organiser")
