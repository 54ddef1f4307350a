"""A checked copy of the catalogue beside the database, so that a start need not check it again.

It is JSON and belongs to exactly these files and this code; where it is missing, spoilt or of
something else, the catalogue is read afresh. Whoever can write it can write the database as well.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from bot.catalog.listed import EventSeed, Resource, ToolEvaluation
from bot.catalog.records import (
    Author,
    Catalog,
    Change,
    CrisisLine,
    Direction,
    Evidence,
    Placeholder,
    Prompt,
    Synonym,
    SynonymKind,
    TestRun,
)
from bot.catalog.resource_vocabulary import (
    Access,
    EvidenceLevel,
    Interests,
    ResourceKind,
    ResourceLevel,
    SeedType,
)
from bot.catalog.vocabulary import (
    Audience,
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)

NAME = "catalog-copy.json"
CODE = Path(__file__).parent
Json = dict[str, Any]
RecordT = TypeVar("RecordT")


def folder_beside(database_url: str) -> Path:
    """Where copies are kept: with the database's file, or where that would be by default.

    Raises:
        DatabaseError: The URL can't be read.
    """
    from bot.storage.addresses import address_of

    path = address_of(database_url).path
    return path.parent if path is not None else CODE.parents[1] / "data"


def key_of(digest: str) -> str:
    """What a copy of files with this digest is known by: the code that read them counts too."""
    total = hashlib.sha256(digest.encode())
    for module in sorted(CODE.glob("*.py")):
        total.update(module.read_bytes())
    return total.hexdigest()


def read_copy(folder: Path, key: str) -> Catalog | None:
    """The catalogue that was kept under this key; None where there is none that is whole."""
    try:
        head, _, body = (folder / NAME).read_bytes().partition(b"\n")
        if head.decode() != _head(key, body):
            return None
        return _revived(json.loads(body))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep_copy(folder: Path, key: str, catalog: Catalog) -> None:
    """Keep a checked catalogue under this key; where that can't be written, nothing is kept."""
    body = json.dumps(_plain(catalog), ensure_ascii=False, separators=(",", ":")).encode()
    file = folder / NAME
    begun = file.with_suffix(".new")
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        begun.unlink(missing_ok=True)
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(_head(key, body).encode() + b"\n" + body)
        begun.replace(file)


def _head(key: str, body: bytes) -> str:
    return f"{key} {hashlib.sha256(body).hexdigest()}"


# --- out ------------------------------------------------------------------------------------------


def _plain(catalog: Catalog) -> Json:
    return {
        "prompts": [_fields(prompt) for prompt in catalog.prompts.values()],
        "resources": [_fields(resource) for resource in catalog.resources.values()],
        "event_seeds": [_fields(seed) for seed in catalog.event_seeds.values()],
        "crisis_lines": [_fields(line) for line in catalog.crisis_lines],
        "synonyms": [_fields(synonym) for synonym in catalog.synonyms],
    }


def _fields(record: object) -> Json:
    """A record as JSON knows it: names to texts, numbers, lists and records."""
    return {one.name: _value(getattr(record, one.name)) for one in fields_of(cast("Any", record))}


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return [_value(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, date):
        return value.isoformat()
    return _fields(value) if is_dataclass(value) else value


# --- in -------------------------------------------------------------------------------------------


def _each(convert: Callable[[Any], Any]) -> Callable[[list[Any]], tuple[Any, ...]]:
    return lambda values: tuple(map(convert, values))


def _if_there(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _record(kind: type[RecordT], fields: Json) -> RecordT:
    special = _SPECIAL.get(kind, {})
    for name, value in fields.items():
        if name in special:
            fields[name] = special[name](value)
        elif type(value) is list:
            fields[name] = tuple(cast("list[object]", value))
    return kind(**fields)


def _records(kind: type[object]) -> Callable[[list[Json]], tuple[Any, ...]]:
    return lambda all_fields: tuple(_record(kind, fields) for fields in all_fields)


_DAY = date.fromisoformat
_SPECIAL: Mapping[type[object], Mapping[str, Callable[[Any], Any]]] = {
    Prompt: {
        "category": Category,
        "touches": _each(Touch),
        "audience": _each(Audience),
        "client_disclosure": ClientDisclosure,
        "placeholders": _records(Placeholder),
        "authors": _records(Author),
        "changelog": _records(Change),
        "evidence": _records(Evidence),
        "tested_with": _records(TestRun),
    },
    Placeholder: {"type": PlaceholderType, "phi_risk": PhiRisk},
    Resource: {
        "kind": ResourceKind,
        "access": Access,
        "level": ResourceLevel,
        "evidence_level": EvidenceLevel,
        "interests": Interests,
        "seen_on": _DAY,
        "link_checked_on": _if_there(_DAY),
        "link_dead_since": _if_there(_DAY),
        "not_before": _if_there(_DAY),
        "not_after": _if_there(_DAY),
        "tool_evaluation": _if_there(lambda fields: _record(ToolEvaluation, fields)),
    },
    ToolEvaluation: {"updated_on": _DAY},
    EventSeed: {"type": SeedType, "next_date": _if_there(_DAY), "seen_on": _DAY},
    Change: {"date": _DAY},
    Evidence: {"checked_on": _DAY},
    TestRun: {"date": _DAY},
    CrisisLine: {"verified_on": _DAY},
    Synonym: {"kind": SynonymKind, "direction": Direction},
}
"""Fields that JSON knows by another type; every other list becomes a tuple."""


def _revived(plain: Json) -> Catalog:
    return Catalog.of(
        _records(Prompt)(plain["prompts"]),
        _records(Resource)(plain["resources"]),
        _records(EventSeed)(plain["event_seeds"]),
        _records(CrisisLine)(plain["crisis_lines"]),
        _records(Synonym)(plain["synonyms"]),
    )
