"""Plans of what repeats, as JSON: for the rows that features keep."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfoNotFoundError

from bot.jobs.recurrence import Plan

VERSION = 1
KEYS = frozenset({"version", "zone", "starts", "rule", "until", "count", "skipped", "moved"})


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON; `plan_of_json` gives an equal one back."""
    return {
        "version": VERSION,
        "zone": plan.zone,
        "starts": plan.starts.isoformat(),
        "rule": plan.rule,
        "until": None if plan.until is None else plan.until.isoformat(),
        "count": plan.count,
        "skipped": [planned.isoformat() for planned in sorted(plan.skipped)],
        "moved": [[planned.isoformat(), at.isoformat()] for planned, at in plan.moved],
    }


def plan_of_json(kept: object) -> Plan:
    """The plan that was kept.

    Args:
        kept: What `plan_as_json` made, in this version or an older one.

    Raises:
        ValueError: It is of a newer version, or no plan: nothing of it is guessed or left out.
    """
    fields = _known_fields(kept)
    try:
        return _plan_of(fields)
    except (TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"not a plan: {error}") from None


def _known_fields(kept: object) -> Mapping[str, Any]:
    if not isinstance(kept, dict):
        raise ValueError("not a plan: no object")  # noqa: TRY004 - one error for all that is wrong
    fields = cast("dict[str, Any]", kept)
    version = fields.get("version")
    if type(version) is not int or version != VERSION:
        raise ValueError(f"a plan of version {version!r}; this Attune knows {VERSION}")
    if fields.keys() != KEYS:
        raise ValueError(f"not a plan: it has {sorted(fields)}")
    return fields


def _plan_of(fields: Mapping[str, Any]) -> Plan:
    return Plan(
        zone=_of_type(str, fields["zone"]),
        starts=_time(fields["starts"]),
        rule=None if fields["rule"] is None else _of_type(str, fields["rule"]),
        until=None if fields["until"] is None else date.fromisoformat(fields["until"]),
        count=None if fields["count"] is None else _of_type(int, fields["count"]),
        skipped=frozenset(_time(planned) for planned in _of_type(list, fields["skipped"])),
        moved=tuple((_time(planned), _time(at)) for planned, at in _of_type(list, fields["moved"])),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _of_type(wanted: type[Any], value: object) -> Any:  # noqa: ANN401 - as wanted
    if type(value) is not wanted:
        raise ValueError(f"{value!r} is no {wanted.__name__}")
    return value
