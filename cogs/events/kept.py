"""What is said of a training as JSON, and back; and what one occurrence changes about it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any, cast

from cogs.events.records import Ce, Details, Kind, Place, PlaceKind

MINUTE = timedelta(minutes=1)


def details_as_json(details: Details) -> dict[str, Any]:
    """As it is kept, by field; each field can be taken by itself as a change."""
    return {
        "title": details.title,
        "description": details.description,
        "kind": details.kind.value,
        "minutes": details.length // MINUTE,
        "place": {"kind": details.place.kind.value, "where": details.place.where},
        "capacity": details.capacity,
        "ce": None if details.ce is None else asdict(details.ce),
    }


def details_of_json(kept: object) -> Details:
    """What was kept."""
    fields = cast("Mapping[str, Any]", kept)
    ce, place = fields["ce"], fields["place"]
    return Details(
        title=fields["title"],
        description=fields["description"],
        kind=Kind(fields["kind"]),
        length=fields["minutes"] * MINUTE,
        place=Place(PlaceKind(place["kind"]), place["where"]),
        capacity=fields["capacity"],
        ce=None if ce is None else Ce(**ce),
    )


def changes_between(before: Details, after: Details) -> dict[str, Any]:
    """The fields that differ, as JSON of `after`."""
    old, new = details_as_json(before), details_as_json(after)
    return {name: value for name, value in new.items() if value != old[name]}


def with_changes(details: Details, changes: Mapping[str, Any]) -> Details:
    """The details with these fields as they were changed."""
    if not changes:
        return details
    return details_of_json({**details_as_json(details), **changes})


def ladder_as_json(ladder: tuple[timedelta, ...]) -> list[int]:
    """Reminder steps as minutes before the start."""
    return [step // MINUTE for step in ladder]


def ladder_of_json(kept: object) -> tuple[timedelta, ...]:
    """The reminder steps that were kept."""
    return tuple(minutes * MINUTE for minutes in cast("list[int]", kept))


def confirmed(details: Details) -> Details:
    """The details with the CE claim confirmed by a moderator."""
    if details.ce is None:
        return details
    return replace(details, ce=replace(details.ce, confirmed=True))
