"""What acts leave in Discord's audit log, and what it tells of others: plain Python."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from cogs.moderation.actions.records import Entry
from cogs.moderation.actions.rules import NEEDS
from cogs.moderation.cases.records import ON_CHANNELS, Case, Draft, Kind

# Source: Discord's documentation, "Audit Log Events", and "Audit Logs" for the length.
KICKED, BANNED, UNBANNED, UPDATED = 20, 22, 23, 24
LONGEST_AUDIT_REASON = 512
MARK = re.compile(r"#(?P<first>\d+)(?:-(?P<last>\d+))?(?: |$)")
BY_HAND: Mapping[int, Kind] = MappingProxyType(
    {KICKED: Kind.KICK, BANNED: Kind.BAN, UNBANNED: Kind.UNBAN}
)


def audit_reason(case: Case) -> str:
    """What Discord's audit log says of an act: its mark, then the reason."""
    return f"#{case.number} {case.reason}".rstrip()[:LONGEST_AUDIT_REASON]


def span_reason(first: Case, last: Case) -> str:
    """What the audit log says of many acts at once."""
    return f"#{first.number}-{last.number} {first.reason}"[:LONGEST_AUDIT_REASON]


def is_marked(reason: str | None, number: int) -> bool:
    """Whether an audit log entry belongs to a case, alone or with others."""
    if (mark := MARK.match(reason or "")) is None:
        return False
    first = int(mark["first"])
    return first <= number <= int(mark["last"] or first)


def refusal_wording(kind: Kind, status: int, code: int) -> str:
    """Why Discord did not do an act, and the cure."""
    needed = NEEDS[kind].replace("_", " ").title()
    match code:
        case 50013 | 50001 if kind in ON_CHANNELS:
            return (
                f"Discord refused it: I lack the permission {needed} there. Give it to my role "
                "under Edit Channel, Permissions, then try again."
            )
        case 50013 | 50001:
            return (
                f"Discord refused it: I lack the permission {needed}, or my role is not above "
                "theirs. Set that right under Server Settings, Roles, then try again."
            )
        case 10003:
            return "That channel is not there any more."
        case 10007:
            return "They are not in this server any more."
        case 10013:
            return "Discord knows nobody of that id."
        case 10026:
            return "They are not banned."
        case _:
            return f"Discord refused it (status {status}, code {code}). Try again in a while."


def by_hand(entry: Entry, attune_id: int) -> Draft | None:
    """The act that somebody did in Discord itself; None for Attune's own and everything else."""
    kind = _done_by_hand(entry)
    if kind is None or entry.user_id == attune_id:
        return None
    return Draft(
        kind=kind,
        target_id=entry.target_id,
        moderator_id=entry.user_id,
        reason=entry.reason,
        until=entry.timeout[0] if kind is Kind.TIMEOUT else None,
        by_hand=True,
        entry_id=entry.id,
    )


def _done_by_hand(entry: Entry) -> Kind | None:
    if entry.action == UPDATED and entry.timeout:
        return Kind.TIMEOUT if entry.timeout[0] is not None else Kind.UNTIMEOUT
    return BY_HAND.get(entry.action)
