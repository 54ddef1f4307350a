"""What a sent form holds: plain values, without Discord."""

from collections.abc import Mapping

Fields = Mapping[str, str | tuple[str, ...]]
"""By the field's name: text as it was typed, or a tuple of what was chosen."""


def text_in(fields: Fields, name: str) -> str:
    """What was typed into a field, without space around it."""
    value = fields.get(name, "")
    return value.strip() if isinstance(value, str) else " ".join(value)


def chosen_in(fields: Fields, name: str) -> tuple[str, ...]:
    """What was chosen in a select."""
    value = fields.get(name, ())
    return value if isinstance(value, tuple) else (value,) if value else ()


def texts_of(fields: Fields) -> tuple[str, ...]:
    """Everything that was typed into a form."""
    return tuple(value for value in fields.values() if isinstance(value, str) and value)
