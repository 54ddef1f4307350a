"""Cases in words, and searches as buttons carry them: plain Python."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from bot.errors import InvalidInputError, NotAllowedError
from bot.when.durations import duration_in
from cogs.moderation.cases.records import Case, Kind, Notice, Search, State

TITLES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.NOTE: "Note",
        Kind.WARN: "Warning",
        Kind.TIMEOUT: "Timeout",
        Kind.UNTIMEOUT: "End of a timeout",
        Kind.KICK: "Kick",
        Kind.SOFTBAN: "Kick with messages deleted",
        Kind.BAN: "Ban",
        Kind.UNBAN: "End of a ban",
        Kind.PURGE: "Messages deleted",
        Kind.SLOWMODE: "Slow mode",
        Kind.TOPIC: "Topic",
        Kind.LOCK: "Lock",
        Kind.UNLOCK: "End of a lock",
        Kind.ARCHIVE: "Channel archived",
        Kind.CLOSE: "Thread archived",
    }
)
TOLD: Mapping[Notice, str] = MappingProxyType(
    {
        Notice.NONE: "",
        Notice.TOLD: "The member was told by direct message.",
        Notice.CLOSED: "The member could not be told: no direct message of mine reaches them.",
        Notice.UNKNOWN: "Whether the member was told is not known: I was interrupted.",
    }
)
# What a button can carry of a search's words.
MOST_WORDS = 30
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def standing(case: Case, now: datetime) -> str:
    """How a case stands, in a few words."""
    if case.voided is not None:
        return "void"
    if case.state is State.FAILED:
        return "did not take place"
    if case.state is State.DOING:
        return "being carried out"
    if case.lifted is not None:
        return "over"
    if case.until is not None and case.until <= now:
        return "over"
    return "in force" if case.is_in_force else "done"


def still_holds(case: Case, now: datetime) -> bool:
    """Whether what a case did may still hold: a timeout ends by itself, all else is ended."""
    ends_by_itself = case.kind is Kind.TIMEOUT and case.until is not None and case.until <= now
    return case.is_in_force and not ends_by_itself


def require_not_about(case: Case, by: int) -> None:
    """Go on only if a case is not about whoever wants to change it; their own acts they may change.

    Raises:
        NotAllowedError: It is; another moderator has to.
    """
    if case.target_id == by != case.moderator_id:
        raise NotAllowedError(
            "This case is about you, so another moderator has to change it. With `/record` you can "
            "appeal against it."
        )


def shortened(reason: str, most: int) -> str:
    """A reason of so many characters at most, before the sign that there is more."""
    return reason if len(reason) <= most else f"{reason[:most]}…"


def since_typed(typed: str | None, now: datetime) -> datetime | None:
    """The moment so long before `now` as was typed ("30 d").

    Raises:
        InvalidInputError: It is no length of time.
    """
    return None if typed is None or not typed.strip() else now - duration_in(typed)


def search_as_arguments(search: Search) -> tuple[str, ...]:
    """A search as a button carries it: short, and without colons."""
    return (
        _short(search.target_id),
        _short(search.moderator_id),
        "" if search.kind is None else search.kind.value,
        _moment(search.since),
        _moment(search.before),
        search.words.replace(":", " ")[:MOST_WORDS],
    )


def search_of_arguments(arguments: tuple[str, ...]) -> Search:
    """The search that a button carries."""
    target, moderator, kind, since, before, words = arguments
    return Search(
        target_id=int(target, 36) if target else None,
        moderator_id=int(moderator, 36) if moderator else None,
        kind=Kind(kind) if kind else None,
        words=words,
        since=_moment_of(since),
        before=_moment_of(before),
    )


def checked_words(words: str) -> str:
    """The words of a search.

    Raises:
        InvalidInputError: They are too long.
    """
    if len(words) > MOST_WORDS:
        raise InvalidInputError(f"Please search for at most {MOST_WORDS} characters of words.")
    return " ".join(words.replace(":", " ").split())


def _short(number: int | None) -> str:
    if number is None:
        return ""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def _moment(at: datetime | None) -> str:
    return "" if at is None else _short(int(at.timestamp()))


def _moment_of(text: str) -> datetime | None:
    return None if not text else datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(text, 36))
