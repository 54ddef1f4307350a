"""What comes after a training. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Feedback:
    """One answer: how useful it was, 1 to 5, and what to change; empty words are none."""

    useful: int
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """What hosts may see of the answers; `average` None while there are too few."""

    count: int
    average: float | None = None
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """How a training went; `came` None where attendance was not taken."""

    going: int
    came: int | None
    feedback: Shown


@dataclass(frozen=True, slots=True)
class Shared:
    """What a host shares afterwards; empty is not shared."""

    recording: str = ""
    slides: str = ""
    note: str = ""
