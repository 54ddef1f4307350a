"""Who may report what, who decides, and what is kept of a message: plain Python."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import InvalidInputError, NotAllowedError
from bot.safeguards import identifiers_in, kinds_named
from cogs.moderation.reports.records import Report, State

KEPT_FOR = timedelta(days=30)
QUOTE_CHARACTERS = 1000


def require_reportable(author_id: int, *, by: int, me: int) -> None:
    """Go on only if somebody may report a message.

    Raises:
        NotAllowedError: It is their own, or Attune's.
    """
    if author_id == by:
        raise NotAllowedError(
            "That is your own message. You can delete it, or ask a moderator about it."
        )
    if author_id == me:
        raise NotAllowedError(
            "That is a message of mine. If something in it is wrong, please tell a moderator."
        )


def kept_of(text: str) -> tuple[str, str]:
    """What is kept of a message's text, and what was found in it where nothing is."""
    if findings := identifiers_in(text):
        return "", kinds_named(findings)
    if len(text) > QUOTE_CHARACTERS:
        return f"{text[: QUOTE_CHARACTERS - 1]}…", ""
    return text, ""


def claimed(report: Report, by: int) -> Report:
    """The report, with somebody looking at it; whoever did before is relieved.

    Raises:
        AttuneError: It is decided, or about themselves.
    """
    _require_open(report)
    _require_not_about(report, by)
    return replace(report, claimed_by=by)


def decided(report: Report, state: State, *, by: int, at: datetime) -> Report:
    """The report, decided.

    Raises:
        AttuneError: It is decided already, about themselves, or somebody else looks at it.
    """
    _require_open(report)
    _require_not_about(report, by)
    if report.claimed_by not in (None, by):
        raise NotAllowedError(
            f"<@{report.claimed_by}> is looking at this one. Ask them, or press *Take over* first."
        )
    return replace(report, state=state, claimed_by=by, decided_by=by, decided_at=at)


def decided_alike(report: Report, other: Report) -> Report:
    """The report, decided as another one of the same message was."""
    return replace(
        report,
        state=other.state,
        claimed_by=other.claimed_by,
        decided_by=other.decided_by,
        decided_at=other.decided_at,
    )


def _require_open(report: Report) -> None:
    if report.state is not State.OPEN:
        raise InvalidInputError(f"This report is {report.state.value} already.")


def _require_not_about(report: Report, by: int) -> None:
    if report.author_id == by:
        raise NotAllowedError(
            "This report is about a message of yours, so another moderator has to look at it."
        )
