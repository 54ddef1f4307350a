"""What may be done to whom, and what warnings add up to: plain Python."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.errors import InvalidInputError, NotAllowedError
from cogs.moderation.actions.records import Order, Person, Threshold
from cogs.moderation.cases.records import Case, Kind, State

# What Attune itself needs for an act, by discord.py's names.
NEEDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TIMEOUT: "moderate_members",
        Kind.UNTIMEOUT: "moderate_members",
        Kind.KICK: "kick_members",
        Kind.SOFTBAN: "ban_members",
        Kind.BAN: "ban_members",
        Kind.UNBAN: "ban_members",
        Kind.PURGE: "manage_messages",
        Kind.SLOWMODE: "manage_channels",
        Kind.TOPIC: "manage_channels",
        Kind.LOCK: "manage_roles",
        Kind.UNLOCK: "manage_roles",
        Kind.ARCHIVE: "manage_roles",
        Kind.CLOSE: "manage_threads",
    }
)
# What can be done to somebody who is not in the server.
TO_ABSENT = frozenset({Kind.NOTE, Kind.WARN, Kind.UNTIMEOUT, Kind.BAN, Kind.UNBAN})
# What takes nothing away from anybody, and so needs no rank.
HARMLESS = frozenset({Kind.NOTE, Kind.UNTIMEOUT, Kind.UNBAN})
# Discord takes 28 days at most, and refuses exactly 28 where its clock is ahead.
LONGEST_TIMEOUT = timedelta(days=27)
SHORTEST = timedelta(minutes=1)
USER = re.compile(r"(?:<@!?)?(?P<id>\d{15,20})>?")
# Source: Discord's documentation, "Bulk Guild Ban".
MOST_AT_ONCE = 200
HIGHEST_ID = 2**63 - 1
IDS_HELP = "Give ids or mentions, with spaces between them."
LONGEST = timedelta(days=3650)
MOST_POINTS = 100
NOT_SAID = (
    "Discord has not said whether it was done. I find out within a few minutes and note it on the "
    "case."
)
# Two moderators who see the same message act within moments of each other.
SAME_MATTER = timedelta(minutes=1)


def require_may_act(
    kind: Kind,
    *,
    moderator: Person,
    target: Person,
    attune: Person,
    attune_may: Collection[str],
    protected: Collection[int] = (),
) -> None:
    """Go on only if this act can be done and may be done by this moderator.

    Args:
        kind: The act.
        moderator: Who wants it.
        target: To whom.
        attune: Attune itself, as a member.
        attune_may: The names of Attune's permissions in the server.
        protected: Roles whose members are not acted upon.

    Raises:
        NotAllowedError: The sentence says why, and what would help.
    """
    _require_somebody_else(kind, moderator, target, attune)
    _require_here(kind, target)
    if kind not in HARMLESS:
        _require_rank(moderator, target, protected)
    _require_attune_can(kind, target, attune, attune_may)


def _require_somebody_else(kind: Kind, moderator: Person, target: Person, attune: Person) -> None:
    if target.id == attune.id:
        raise NotAllowedError("That is me. Ask someone with Manage Server to remove me instead.")
    if target.id == moderator.id and kind is not Kind.NOTE:
        raise NotAllowedError("That is you. Ask another moderator.")


def _require_here(kind: Kind, target: Person) -> None:
    if not target.is_here and kind not in TO_ABSENT:
        raise NotAllowedError(
            "They are not in this server. You can still warn, ban or note something about them."
        )


def _require_rank(moderator: Person, target: Person, protected: Collection[int]) -> None:
    if target.is_owner:
        raise NotAllowedError("They own this server; nobody can act on them here.")
    if not target.roles.isdisjoint(protected):
        raise NotAllowedError(
            "They have a role that this server protects. Someone with Manage Server can change "
            "that with `/mod settings` (`unprotect`)."
        )
    if not moderator.is_owner and target.height >= moderator.height and target.is_here:
        raise NotAllowedError(
            "Their highest role is not below yours. Ask someone whose role is higher."
        )


def _require_attune_can(
    kind: Kind, target: Person, attune: Person, attune_may: Collection[str]
) -> None:
    needed = NEEDS.get(kind)
    if needed is None:
        return
    if needed not in attune_may and "administrator" not in attune_may:
        raise NotAllowedError(
            f"I lack the permission {needed.replace('_', ' ').title()}. Give it to my role under "
            "Server Settings, Roles, then try again."
        )
    if kind is Kind.UNBAN:
        return
    if target.is_here and target.height >= attune.height:
        raise NotAllowedError(
            "Their highest role is not below mine. Move my role above theirs under Server "
            "Settings, Roles, then try again."
        )
    if kind is Kind.TIMEOUT and target.is_administrator:
        raise NotAllowedError(
            "They are an administrator, whom Discord lets nobody time out. Take that role from "
            "them first."
        )


def checked_length(kind: Kind, length: timedelta | None) -> timedelta | None:
    """How long an act lasts.

    Raises:
        InvalidInputError: It is too short or long, or such an act does not last.
    """
    if kind is Kind.TIMEOUT and length is None:
        raise InvalidInputError("How long? Say for example `10 min`, `2 h` or `7 d`.")
    if length is not None and not SHORTEST <= length <= LONGEST:
        raise InvalidInputError("Choose a time from one minute to ten years.")
    return length


def same_matter(earlier: Iterable[Case], now: datetime, *, by: int) -> Case | None:
    """Another moderator's case about the same person, so recent that it may be about the same.

    One that is still being carried out counts as well.
    """
    recent = [
        case
        for case in earlier
        if now - case.opened_at < SAME_MATTER
        and case.moderator_id != by
        and case.kind is not Kind.NOTE
        and case.state is not State.FAILED
        and case.voided is None
    ]
    return max(recent, key=lambda case: case.number, default=None)


def require_done(case: Case) -> Case:
    """The case of an act, if Discord did it.

    Raises:
        NotAllowedError: It did not, or has not said.
    """
    if case.state is not State.DONE:
        raise NotAllowedError(f"{case.failure or NOT_SAID} It is case #{case.number}.")
    return case


def points_for(order: Order, *, each: int) -> int:
    """What an act adds to somebody's points, where each warning adds so many by default."""
    if order.kind is not Kind.WARN:
        return 0
    return each if order.points is None else order.points


def points_typed(typed: str) -> int | None:
    """The points that a form names; None where it is left empty.

    Raises:
        InvalidInputError: They are no number, or too many.
    """
    if not (typed := typed.strip()):
        return None
    if not typed.isdecimal() or int(typed) > MOST_POINTS:
        raise InvalidInputError(f"Points are a number from 0 to {MOST_POINTS}.")
    return int(typed)


def points_of(cases: Iterable[Case], now: datetime, *, lasting: timedelta) -> int:
    """What a member's cases add up to now; each counts for `lasting`, then only stands there."""
    return sum(case.points for case in cases if case.counts and now - case.opened_at < lasting)


def step_reached(before: int, after: int, thresholds: Iterable[Threshold]) -> Threshold | None:
    """What follows from new points: the highest threshold that they reach; None where none."""
    reached = [one for one in thresholds if before < one.points <= after]
    return max(reached, key=lambda one: one.points, default=None)


def step_after(
    case: Case,
    of_member: Iterable[Case],
    now: datetime,
    *,
    lasting: timedelta,
    thresholds: Iterable[Threshold],
) -> Threshold | None:
    """What follows from a case's points; of several at the same moment each step follows once.

    Args:
        case: What gave points.
        of_member: All cases of the member, also those that were begun after it.
        now: Aware.
        lasting: How long points count.
        thresholds: The server's.
    """
    earlier = [one for one in of_member if one.number < case.number]
    before = points_of(earlier, now, lasting=lasting)
    return step_reached(before, before + case.points, thresholds)


def timeout_until(until: datetime, now: datetime) -> datetime:
    """Until when Discord is asked to hold a timeout; what is longer is renewed in between."""
    return min(until, now + LONGEST_TIMEOUT)


def users_typed(typed: str) -> tuple[int, ...]:
    """The people that ids or mentions name, each once, in order.

    Raises:
        InvalidInputError: There is something else, nobody, or too many.
    """
    words = re.split(r"[\s,;]+", typed.strip())
    found: list[int] = []
    for word in filter(None, words):
        if (said := USER.fullmatch(word)) is None or int(said["id"]) > HIGHEST_ID:
            raise InvalidInputError(f"I can't read “{word[:30]}” as a member's id. {IDS_HELP}")
        found.append(int(said["id"]))
    users = tuple(dict.fromkeys(found))
    if not 1 <= len(users) <= MOST_AT_ONCE:
        raise InvalidInputError(f"I can ban 1 to {MOST_AT_ONCE} people at once. {IDS_HELP}")
    return users
