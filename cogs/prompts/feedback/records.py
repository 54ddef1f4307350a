"""What members say about prompts: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a prompt; the values are stored, for good."""

    UNSAFE = "unsafe"
    WRONG = "wrong"
    PRIVACY = "privacy"
    BIASED = "biased"
    OUTDATED = "outdated"
    COPYRIGHT = "copyright"
    OTHER = "other"

    @property
    def about(self) -> str:
        """What it means, for whoever chooses."""
        return _REASONS[self]

    @property
    def is_safety(self) -> bool:
        """Whether a report for it can suspend a prompt."""
        return self in (Reason.UNSAFE, Reason.PRIVACY)


_REASONS: Mapping[Reason, str] = {
    Reason.UNSAFE: "Somebody could come to harm",
    Reason.WRONG: "A fact or an instruction is wrong",
    Reason.PRIVACY: "It leads to client details being shared, or holds some",
    Reason.BIASED: "It serves some people badly",
    Reason.OUTDATED: "A law, standard or model has changed",
    Reason.COPYRIGHT: "It copies what belongs to somebody",
    Reason.OTHER: "Something else",
}


class Answer(StrEnum):
    """How useful a prompt was; the values are stored, for good."""

    USED = "used"
    CORRECTED = "corrected"
    NOT_FOR_ME = "not for me"

    @property
    def label(self) -> str:
        """What the button says."""
        return _ANSWERS[self]


_ANSWERS: Mapping[Answer, str] = {
    Answer.USED: "I used it",
    Answer.CORRECTED: "I had to correct it",
    Answer.NOT_FOR_ME: "Not for me",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A prompt that a member misses in one server; `requested_at` is aware, in UTC."""

    guild_id: int
    member_id: int
    name: str
    words: str
    requested_at: datetime
