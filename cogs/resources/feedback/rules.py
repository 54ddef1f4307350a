"""How many times is enough, and what is said of what members said."""

import hashlib
from datetime import timedelta

DAY = timedelta(hours=24)
REPORTS_A_DAY = 10
# Below this, a count says more about who voted than about the resource.
SHOWN_FROM = 5


def useful_line(yes: int, no: int) -> str:
    """What the card says of the votes; empty where there are too few to say anything."""
    if yes + no < SHOWN_FROM:
        return ""
    return f"Of {yes + no} members here, {yes} found it useful"


def hash_of(*parts: str) -> str:
    """SHA-256 (hex) of what reviewers are shown of a report."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
