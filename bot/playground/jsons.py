"""Reading JSON that somebody else wrote."""

from typing import cast

from bot.playground.records import Json


def as_object(value: object) -> Json:
    """The object that a value is; an empty one for anything else."""
    return cast("Json", value) if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """The items of a list or tuple; a single value as the only item."""
    return list(cast("list[object]", value)) if isinstance(value, list | tuple) else [value]
