"""Rows of trainings and occurrences as records, and back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.jobs.recurrence_json import plan_as_json, plan_of_json
from cogs.events.kept import details_as_json, details_of_json, ladder_as_json, ladder_of_json
from cogs.events.records import Event, Occurrence, Post, Status
from cogs.events.rules import LONGEST, over_at


def event_of(row: Any, hosts: Sequence[int]) -> Event:  # noqa: ANN401 - a row of `events`
    """A row as a record."""
    return Event(
        id=row.id,
        guild_id=row.guild_id,
        details=details_of_json(row.details),
        plan=plan_of_json(row.plan),
        channel_id=row.channel_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
        role_id=row.role_id,
        ladder=ladder_of_json(row.ladder),
        hosts=tuple(hosts),
        planned_by=row.planned_by,
        status=Status(row.status),
        sequence=row.sequence,
        reason=row.reason,
    )


def event_values(event: Event) -> dict[str, Any]:
    """A record as a row, but for its id and hosts."""
    return {
        "guild_id": event.guild_id,
        "details": details_as_json(event.details),
        "plan": plan_as_json(event.plan),
        "channel_id": event.channel_id,
        "created_at": event.created_at,
        "changed_at": event.changed_at,
        "role_id": event.role_id,
        "ladder": ladder_as_json(event.ladder),
        "planned_by": event.planned_by,
        "status": event.status,
        "sequence": event.sequence,
        "reason": event.reason,
        # Its last date may have been made longer than the others.
        "over_at": over_at(event.plan, max(event.details.length, LONGEST)),
    }


def occurrence_of(row: Any) -> Occurrence:  # noqa: ANN401 - a row of `event_occurrences`
    """A row as a record."""
    return Occurrence(
        id=row.id,
        guild_id=row.guild_id,
        event_id=row.event_id,
        planned=datetime.fromisoformat(row.planned),
        starts=row.starts_at,
        ends=row.ends_at,
        changes=row.changes,
        status=Status(row.status),
        reason=row.reason,
        opened=row.opened,
        version=row.version,
        edits=row.edits,
        shown_at=row.shown_at,
        post=_post_of(row),
        lost=row.lost,
    )


def occurrence_values(occurrence: Occurrence) -> dict[str, Any]:
    """What the organisers decide about an occurrence, as a row."""
    return {
        "event_id": occurrence.event_id,
        "planned": occurrence.planned.isoformat(),
        "starts_at": occurrence.starts,
        "ends_at": occurrence.ends,
        "changes": dict(occurrence.changes),
        "status": occurrence.status,
        "reason": occurrence.reason,
        "opened": occurrence.opened,
    }


def _post_of(row: Any) -> Post | None:  # noqa: ANN401 - a row of `event_occurrences`
    if row.post_message_id is None:
        return None
    return Post(row.post_channel_id, row.post_message_id, row.posted_at, row.thread_id)
