"""Attendance as CSV, for spreadsheets."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from cogs.events.ce.records import Attendance, Attended, Sitting
from cogs.events.ce.rules import minutes_needed, outcome
from cogs.events.ce.wording import credit_wording

FORMULA_SIGNS = frozenset("=+-@\t\r\n")


def csv_of_transcript(lines: Iterable[Attended]) -> bytes:
    """A transcript for spreadsheets."""
    header = ("training", "start", "organiser", "minutes", "met", "claimed_hours", "claim")
    return csv_of(
        header,
        (
            (
                line.sitting.title,
                local_start(line.sitting),
                line.organiser,
                line.outcome.minutes,
                "yes" if line.outcome.met else "no",
                f"{line.credited_minutes / 60:g}",
                credit_wording(line),
            )
            for line in lines
        ),
    )


def csv_of_attendance(
    sitting: Sitting, people: Iterable[Attendance], names: Mapping[int, str]
) -> bytes:
    """Who was at a training; `names` are those that Discord shows now, where it does."""
    header = ("member_id", "name", "minutes", "needed", "met", "decided", "reason", "checked_in")
    return csv_of(
        (*header, "checked_out"),
        (_attendance_row(sitting, person, names.get(person.member_id, "")) for person in people),
    )


def _attendance_row(sitting: Sitting, person: Attendance, name: str) -> Sequence[object]:
    found, decision = outcome(person, sitting), person.decision
    came = person.visits[0].came if person.visits else None
    left = person.visits[-1].left if person.visits else None
    return (
        person.member_id,
        name,
        found.minutes,
        minutes_needed(sitting),
        "yes" if found.met else "no",
        "yes" if found.decided else "no",
        "" if decision is None else decision.reason,
        _local(sitting, came),
        _local(sitting, left),
    )


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table for spreadsheets: UTF-8 with the mark that Excel needs, and no cell a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def local_start(sitting: Sitting) -> str:
    """When it began, as its place had it, with the offset: "2026-12-01 18:00-05:00"."""
    return _local(sitting, sitting.starts)


def _local(sitting: Sitting, moment: datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(ZoneInfo(sitting.zone)).isoformat(" ", "minutes")


def _harmless(cell: object) -> str:
    """A cell that spreadsheets show and don't compute.

    Source: OWASP, "CSV Injection"; some read full-width signs as formulas too.
    """
    text = str(cell)
    begins_formula = unicodedata.normalize("NFKC", text).lstrip(" ")[:1] in FORMULA_SIGNS
    return f"'{text}" if begins_formula else text
