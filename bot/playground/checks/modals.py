"""Modals: title, inputs and menus that a callback opens."""

from typing import Any, cast

from bot.playground.checks import selects
from bot.playground.checks.components import SELECTS, Kind, Reader, Tree, text_display
from bot.playground.checks.forms import Form, body_form
from bot.playground.records import Json

COMPONENTS = 5
TITLE = 45
LABEL = 45
DESCRIPTION = 100
INPUT = 4000
TOP = frozenset({Kind.ACTION_ROW, Kind.TEXT_DISPLAY, Kind.LABEL})
IN_LABEL = SELECTS | {
    Kind.TEXT_INPUT,
    Kind.FILE_UPLOAD,
    Kind.RADIO_GROUP,
    Kind.CHECKBOX_GROUP,
    Kind.CHECKBOX,
}


def modal(data: Any) -> Json:  # noqa: ANN401 - any JSON
    """A modal as clients get it, with ids assigned.

    Raises:
        DiscordError: 50035 with what is wrong.

    Source:
        Discord's documentation, "Interaction callback data: Modal" and "Component reference".
    """
    form = body_form(data)
    tree = Tree()
    parts = form.forms("components", 1, COMPONENTS, required=True)
    made: Json = {
        "custom_id": form.text("custom_id", 1, 100, required=True),
        "title": form.text("title", 1, TITLE, required=True),
        "components": [top for p in parts if (top := _top(p, tree)) is not None],
    }
    form.finish()
    tree.assign_ids()
    return made


def _top(form: Form, tree: Tree) -> Json | None:
    kind = form.choice("type", TOP, required=True)
    if kind is None:
        return None
    made = tree.add(form, kind)
    if kind == Kind.TEXT_DISPLAY:
        return _filled(made, text_display(form, tree))
    return _filled(made, _label(form, tree) if kind == Kind.LABEL else _row(form, tree))


def _filled(made: Json, more: Json) -> Json:
    """The same object, which the tree knows, with what is not null."""
    made |= {k: v for k, v in more.items() if v is not None}
    return made


def _label(form: Form, tree: Tree) -> Json:
    inner = form.form("component", required=True)
    return {
        "label": form.text("label", 1, LABEL, required=True),
        "description": form.text("description", 1, DESCRIPTION),
        "component": None if inner is None else _input(inner, tree),
    }


def _input(form: Form, tree: Tree) -> Json | None:
    kind = form.choice("type", IN_LABEL, required=True)
    if kind is None:
        return None
    made = tree.add(form, kind)
    if kind in SELECTS:
        return _filled(made, _select(form, tree))
    return _filled(made, INPUTS[kind](form, tree))


def _select(form: Form, tree: Tree) -> Json:
    if form.data.get("disabled"):
        form.wrong("disabled", "COMPONENT_DISABLED_IN_MODAL: Menus in modals can't be disabled")
    made = selects.select(form, tree)
    return made | {"disabled": None, "required": _required(form, made["min_values"])}


def _required(form: Form, low: int) -> bool:
    required = form.boolean("required")
    required = True if required is None else required
    if required and low == 0:
        form.wrong("min_values", "NUMBER_TYPE_MIN: A required menu needs at least 1")
    return required


def _row(form: Form, tree: Tree) -> Json:
    """The older form: a row with one text input, which bears its own label."""
    inputs: list[Json] = []
    for part in form.forms("components", 1, 1, required=True):
        if part.choice("type", (Kind.TEXT_INPUT,), required=True) is None:
            continue
        made = tree.add(part, Kind.TEXT_INPUT)
        label = part.text("label", 1, LABEL, required=True)
        inputs.append(_filled(made, text_input(part, tree) | {"label": label}))
    return {"components": inputs}


def text_input(form: Form, tree: Tree) -> Json:
    """A line or a paragraph to type into."""
    low, high = form.integer("min_length", 0, INPUT), form.integer("max_length", 1, INPUT)
    if low is not None and low > (INPUT if high is None else high):
        form.wrong("min_length", f"NUMBER_TYPE_MAX: Must be at most max_length ({high}).")
    value = form.text("value", 0, INPUT)
    if value and high is not None and len(value) > high:
        form.wrong("value", f"BASE_TYPE_MAX_LENGTH: Must be {high} or fewer in length.")
    if value and low is not None and len(value) < low:
        form.wrong("value", f"BASE_TYPE_MIN_LENGTH: Must be {low} or more in length.")
    required = form.boolean("required")
    return {
        "custom_id": tree.custom_id(form),
        "style": form.choice("style", (1, 2), required=True),
        "min_length": low,
        "max_length": high,
        "required": True if required is None else required,
        "value": value,
        "placeholder": form.text("placeholder", 0, 100),
    }


def _upload(form: Form, tree: Tree) -> Json:
    low, high = selects.values(form, 10)
    return {
        "custom_id": tree.custom_id(form),
        "min_values": low,
        "max_values": high,
        "required": _required(form, low),
    }


def _radio(form: Form, tree: Tree) -> Json:
    made: Json = {
        "custom_id": tree.custom_id(form),
        "options": selects.options(form, 2, most=10),
        "required": _required(form, 1),
    }
    if sum(bool(o.get("default")) for o in made["options"]) > 1:
        form.wrong("options", "COMPONENT_RADIO_DEFAULTS: Only one can be chosen beforehand")
    return made


def _checkboxes(form: Form, tree: Tree) -> Json:
    offered = form.data.get("options")
    most = max(len(cast("list[Any]", offered)), 1) if isinstance(offered, list) else 1
    low = form.integer("min_values", 0, 10)
    high = form.integer("max_values", 1, 10)
    low, high = 1 if low is None else low, min(most, 10) if high is None else high
    return {
        "custom_id": tree.custom_id(form),
        "options": selects.options(form, max(low, 1), most=10),
        "min_values": low,
        "max_values": high,
        "required": _required(form, low),
    }


def _checkbox(form: Form, tree: Tree) -> Json:
    return {"custom_id": tree.custom_id(form), "default": form.boolean("default") or False}


INPUTS: dict[int, Reader] = {
    Kind.TEXT_INPUT: text_input,
    Kind.FILE_UPLOAD: _upload,
    Kind.RADIO_GROUP: _radio,
    Kind.CHECKBOX_GROUP: _checkboxes,
    Kind.CHECKBOX: _checkbox,
}
