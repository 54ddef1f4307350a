"""What is kept of a prompt's earlier versions: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """What a prompt said once, by the name of the part, as members read it.

    `seen_at` is when Attune first met it (or, of a server's own, when it was approved): aware, UTC.
    """

    content_hash: str
    version: str
    parts: Mapping[str, str]
    seen_at: datetime
