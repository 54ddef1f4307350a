"""What is counted of resources: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """What happened in a server in some time.

    Attributes:
        opened: How often the card of a resource was opened, by slug.
        saved: Which member has saved which resource: slugs with member ids.
        useful: Which member found which resource useful: slugs with member ids.
    """

    opened: Mapping[str, int]
    saved: tuple[tuple[str, int], ...]
    useful: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `saved` and `useful` count people, `opened` counts cards."""

    label: str
    opened: int
    saved: int
    useful: int
