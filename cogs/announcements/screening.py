"""What may not stand in an announcement, since it may identify a client."""

from collections.abc import Iterable

from bot.safeguards import Kind, identifiers_in, kinds_named

# An announcement rightly names days, a helpline, or whom to write to; it never names records.
NEVER = frozenset({Kind.SSN, Kind.RECORD})
LOOK_AGAIN = frozenset({Kind.PHONE, Kind.EMAIL})


def refused_kinds(texts: Iterable[str]) -> str:
    """What in these texts is never kept, in words; empty where nothing is."""
    found = [one for text in texts for one in identifiers_in(text) if one.kind in NEVER]
    return kinds_named(found) if found else ""


def look_again(texts: Iterable[str]) -> str:
    """A line about what is fine only if it is nobody's but the server's own; mostly empty."""
    found = [one for text in texts for one in identifiers_in(text) if one.kind in LOOK_AGAIN]
    if not found:
        return ""
    return (
        f"It contains what looks like {kinds_named(found)}. That is fine for your own contact "
        "details; please make sure that it is no client's."
    )
