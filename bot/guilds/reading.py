"""What a stored value means to the model of today, even where it no longer fits."""

import json
from dataclasses import dataclass
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A stored value that was set aside for the default.

    `field` is empty where the whole of the feature's settings was. The value itself is left out,
    since this goes into logs.
    """

    guild_id: int
    feature: str
    field: str


def read_value(model: type[Model], value: str) -> tuple[Model, tuple[str, ...]]:
    """Read JSON text, leaving out the fields that no longer fit.

    Returns:
        The record, and the names of what was left out; one empty name stands for everything.
    """
    misfits: list[str] = []
    while True:
        try:
            return model.model_validate_json(value), tuple(misfits)
        except ValidationError as error:
            fields = json_object(value)
            wrong = _fields_in(error) & set(fields)
        if not wrong:
            return model(), ("",)
        misfits.extend(sorted(wrong))
        value = json.dumps({name: fields[name] for name in fields if name not in wrong})


def json_object(value: str) -> dict[str, object]:
    """The object in a JSON text; empty where it holds anything else."""
    try:
        found: object = json.loads(value)
    except ValueError:
        return {}
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def sentence_for(error: ValidationError) -> str:
    """The first mistake, for the person who made it."""
    first = error.errors()[0]
    told = first.get("ctx", {}).get("error")
    if isinstance(told, ValueError):
        return str(told)
    field = str(first["loc"][0]).replace("_", " ") if first["loc"] else "these settings"
    reason = first["msg"][:1].lower() + first["msg"][1:]
    return f"That can't be used for {field}: {reason}."


def _fields_in(error: ValidationError) -> set[str]:
    return {str(found["loc"][0]) for found in error.errors() if found["loc"]}
