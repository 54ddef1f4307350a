"""Attendance as rows, and back."""

from datetime import datetime
from typing import Any, cast

from cogs.events.ce.records import Attendance, Decision, Visit


def attendance_of(row: Any) -> Attendance:  # noqa: ANN401 - a row of `event_attendance`
    """A row as a record."""
    decision = None
    if row.met is not None:
        decision = Decision(row.met, row.reason or "", row.decided_by, row.decided_at)
    visits = tuple(_visit_of(*pair) for pair in cast("list[tuple[str, str | None]]", row.visits))
    return Attendance(row.member_id, visits, row.wrong_words, decision)


def values_of(attendance: Attendance) -> dict[str, Any]:
    """A record as a row, but for its key."""
    decision = attendance.decision
    return {
        "visits": [[_written(visit.came), _written(visit.left)] for visit in attendance.visits],
        "wrong_words": attendance.wrong_words,
        "met": None if decision is None else decision.met,
        "reason": None if decision is None else decision.reason,
        "decided_by": None if decision is None else decision.by,
        "decided_at": None if decision is None else decision.at,
    }


def exported(row: Any, *, of_others: bool = False) -> dict[str, object]:  # noqa: ANN401 - as above
    """A row for whoever asks what is kept of them; of others only what was decided."""
    told: dict[str, object] = {"guild_id": row.guild_id, "occurrence_id": row.occurrence_id}
    if not of_others:
        told["visits"] = row.visits
    if row.met is not None:
        told |= {"met": row.met, "reason": row.reason}
        told["decided_at"] = None if row.decided_at is None else row.decided_at.isoformat()
    return told


def _visit_of(came: str, left: str | None) -> Visit:
    ended = None if left is None else datetime.fromisoformat(left)
    return Visit(datetime.fromisoformat(came), ended)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
