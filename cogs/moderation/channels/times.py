"""How long a lock lasts and how slow a channel is, as people type it: plain Python."""

from datetime import datetime, timedelta

from bot.errors import InvalidInputError
from bot.when.durations import duration_in, duration_wording
from bot.when.exact import exact_form
from bot.when.records import Question
from bot.when.suggesting import suggested_times
from bot.when.typed import read_time
from bot.when.wording import instant_wording

SHORTEST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(days=366)
# Source: Discord's documentation, "Modify Channel".
LONGEST_SLOWMODE = timedelta(hours=6)
OFF = frozenset({"off", "none", "0", "0s"})
AT_FIRST = ("30 minutes", "2 hours", "1 day")


def end_of(
    typed: str,
    *,
    now: datetime,
    member_zone: str | None = None,
    server_zone: str | None = None,
    language: str = "en",
) -> datetime:
    """When a lock ends: after the length of time that was typed, or at that moment.

    Args:
        typed: "2 hours", "until tomorrow 9:00", or what was picked from suggestions.
        now: Aware.
        member_zone: As for `bot.when.typed.read_time`.
        server_zone: As for `bot.when.typed.read_time`.
        language: As for `bot.when.typed.read_time`.

    Raises:
        InvalidInputError: It can't be read as either, or is too short or long.
    """
    words = typed.strip().removeprefix("until ")
    try:
        ends = now + duration_in(words)
    except InvalidInputError as error:
        answer = read_time(
            words, now=now, member_zone=member_zone, server_zone=server_zone, language=language
        )
        if isinstance(answer, Question):
            raise InvalidInputError(_asked(answer, str(error))) from None
        ends = answer.instant
    if not SHORTEST_LOCK <= ends - now <= LONGEST_LOCK:
        raise InvalidInputError("Choose a time from one minute to one year.")
    return ends


def suggested_ends(
    typed: str,
    *,
    now: datetime,
    member_zone: str | None = None,
    server_zone: str | None = None,
    language: str = "en",
) -> list[tuple[str, str]]:
    """What to suggest while somebody types how long: what is shown, and the value for it."""
    zone = member_zone or server_zone or "UTC"
    found: list[tuple[str, str]] = []
    for words in [typed] if typed.strip() else AT_FIRST:
        try:
            length = duration_in(words)
        except InvalidInputError:
            continue
        ends = instant_wording(now + length, zone, now)
        found.append((f"{duration_wording(length)}: {ends}"[:100], exact_form(now + length, zone)))
    return found or suggested_times(
        typed, now=now, member_zone=member_zone, server_zone=server_zone, language=language
    )


def slowmode_of(typed: str) -> timedelta:
    """How long everybody has to wait between two messages; nothing for "off".

    Raises:
        InvalidInputError: It can't be read, or Discord allows no such pause.
    """
    words = typed.strip()
    if words.casefold() in OFF:
        return timedelta(0)
    pause = duration_in(f"{words} seconds" if words.isdecimal() else words)
    if pause > LONGEST_SLOWMODE:
        raise InvalidInputError(
            f"Discord allows {duration_wording(LONGEST_SLOWMODE)} at most. To keep everybody from "
            "writing for longer, use `/channel lock`."
        )
    return pause


def _asked(question: Question, unread: str) -> str:
    """What a moment leaves open; what is no moment either was meant as a length."""
    if not question.choices:
        return unread
    offered = [f"- {choice.name}" for choice in question.choices[:5]]
    return "\n".join((question.sentence, *offered))
