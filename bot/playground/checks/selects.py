"""Menus in messages and modals."""

from typing import Protocol

from bot.playground.checks.forms import Form
from bot.playground.records import Json

OPTIONS = 25
STRING = 3
CHANNEL = 8
CHANNEL_TYPES = frozenset({0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16})
# What a menu of this type may have chosen beforehand.
DEFAULTS = {5: {"user"}, 6: {"role"}, 7: {"user", "role"}, 8: {"channel"}}


class CustomIds(Protocol):
    """Knows which custom ids are taken."""

    def custom_id(self, form: Form) -> str | None:
        """The custom_id, which no other component may have."""
        ...


def select(form: Form, tree: CustomIds) -> Json:
    """A menu of texts, users, roles, mentionables or channels."""
    kind = form.data.get("type")
    low, high = values(form, OPTIONS)
    made: Json = {
        "custom_id": tree.custom_id(form),
        "placeholder": form.text("placeholder", 0, 150) or None,
        "min_values": low,
        "max_values": high,
        "disabled": form.boolean("disabled"),
    }
    if kind == STRING:
        made["options"] = options(form, max(low, high))
        chosen = sum(bool(o.get("default")) for o in made["options"])
        if chosen > high:
            form.wrong("options", "COMPONENT_SELECT_DEFAULTS: More defaults than max_values")
        return made
    if kind == CHANNEL:
        made["channel_types"] = form.among("channel_types", CHANNEL_TYPES)
    made["default_values"] = _defaults(form, DEFAULTS.get(kind or 0, set()), low, high)
    return made


def values(form: Form, most: int) -> tuple[int, int]:
    """How many may be chosen, from and to."""
    low = form.integer("min_values", 0, most)
    high = form.integer("max_values", 1, most)
    low, high = 1 if low is None else low, 1 if high is None else high
    if low > high:
        form.wrong("min_values", f"NUMBER_TYPE_MAX: Must be at most max_values ({high}).")
    return low, high


def options(form: Form, least: int, *, most: int = OPTIONS) -> list[Json]:
    """The choices of a menu, at least as many as may be chosen."""
    made: list[Json] = []
    taken: set[str] = set()
    for part in form.forms("options", max(least, 1), most, required=True):
        value = part.text("value", 1, 100, required=True)
        if value in taken:
            part.wrong(
                "value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED: "
                "The specified option value is already used",
            )
        taken.add(value or "")
        option: Json = {
            "label": part.text("label", 1, 100, required=True),
            "value": value,
            "description": part.text("description", 0, 100) or None,
            "emoji": emoji(part),
            "default": part.boolean("default"),
        }
        made.append({k: v for k, v in option.items() if v is not None})
    return made


def _defaults(form: Form, kinds: set[str], low: int, high: int) -> list[Json] | None:
    made: list[Json] = []
    for part in form.forms("default_values", 0, OPTIONS):
        kind = part.value("type", required=True)
        if not isinstance(kind, str) or kind not in kinds:
            part.wrong("type", f"BASE_TYPE_CHOICES: Value must be one of {sorted(kinds)}.")
        made.append({"id": str(part.snowflake("id", required=True)), "type": kind})
    if made and not low <= len(made) <= high:
        form.wrong("default_values", f"BASE_TYPE_BAD_LENGTH: Must be between {low} and {high}.")
    return made or None


def emoji(form: Form) -> Json | None:
    """An emoji: a Unicode one by its name, a custom one by its id."""
    part = form.form("emoji")
    if part is None:
        return None
    number = part.snowflake("id")
    name = part.text("name", 0, 32)
    if number is None:
        if not name or name.isascii():
            part.wrong("name", f"BUTTON_COMPONENT_INVALID_EMOJI: {name!r} is not an emoji")
        return {"name": name}
    found: Json = {"id": str(number), "name": name or "_"}
    animated = part.boolean("animated")
    return found if animated is None else found | {"animated": animated}
