"""What somebody fills into a modal, checked as a client does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.actors.choosing import chosen, in_range, option_value
from bot.playground.actors.errors import ClientError
from bot.playground.actors.options import Filler
from bot.playground.actors.reading import (
    LABEL,
    ROW,
    SELECTS,
    STRING_SELECT,
    TEXT_DISPLAY,
    TEXT_INPUT,
)
from bot.playground.jsons import as_list
from bot.playground.records import Json

FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 19, 21, 22, 23
LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in: its label as shown, and the component."""

    label: str
    json: Json
    description: str | None = None

    @property
    def custom_id(self) -> str:
        """What the bot calls it."""
        return self.json["custom_id"]

    def is_called(self, name: str) -> bool:
        """Whether a custom_id, a label, or a label with underscores means it."""
        plain = self.label.casefold()
        return name == self.custom_id or name.casefold() in (plain, plain.replace(" ", "_"))


def fields(modal: Json) -> Iterator[Field]:
    """What is to be filled in, from top to bottom."""
    for component in modal["components"]:
        if component["type"] == LABEL:
            yield Field(component["label"], component["component"], component.get("description"))
        elif component["type"] == ROW:
            yield from (Field(c.get("label") or "", c) for c in component["components"])


def filled(modal: Json, given: Mapping[str, Any], filler: Filler) -> list[Json]:
    """The `components` of a modal submit.

    Raises:
        ClientError: A name is unknown, or a client would not send this.
    """
    everything = list(fields(modal))
    answers: dict[str, Any] = {}
    for name, value in given.items():
        matching = [f for f in everything if f.is_called(name)]
        if len(matching) != 1:
            labels = ", ".join(repr(f.label) for f in everything)
            raise ClientError(f"no single field is called {name!r}; there are: {labels}")
        answers[matching[0].custom_id] = value
    labels = {f.custom_id: f for f in everything}

    def sent(component: Json) -> Json:
        shell: Json = {"type": component["type"], "id": component["id"]}
        if component["type"] == LABEL:
            return shell | {"component": sent(component["component"])}
        if component["type"] == ROW:
            return shell | {"components": [sent(c) for c in component["components"]]}
        if component["type"] == TEXT_DISPLAY:
            return shell
        name = component["custom_id"]
        return shell | {"custom_id": name} | _answer(labels[name], answers.get(name), filler)

    return [sent(c) for c in modal["components"]]


def _answer(field: Field, given: object, filler: Filler) -> Json:
    kind = field.json["type"]
    if kind == TEXT_INPUT:
        return {"value": _text(field, given)}
    if kind == CHECKBOX:
        return {"value": bool(field.json.get("default") if given is None else given)}
    if kind == RADIO_GROUP:
        return {"value": _radio(field, given)}
    return {"values": _several(field, given, filler)}


def _text(field: Field, given: object) -> str:
    text = str(field.json.get("value") or "" if given is None else given)
    required = field.json.get("required", True) is not False
    if not text and not required:
        return ""
    if not text:
        raise ClientError(f"{field.label} is required")
    low = field.json.get("min_length") or 0
    high = field.json.get("max_length") or LONGEST_TEXT
    if not low <= len(text) <= high:
        raise ClientError(f"{field.label} takes {low} to {high} characters, not {len(text)}")
    return text


def _radio(field: Field, given: object) -> str | None:
    if given is None:
        given = next((o["value"] for o in field.json["options"] if o.get("default")), None)
    if given is not None:
        return option_value(field.json, given)
    if field.json.get("required", True) is not False:
        raise ClientError(f"{field.label} is required")
    return None


def _several(field: Field, given: object, filler: Filler) -> list[str]:
    if given is None:
        given = _preselected(field.json)
    wanted = as_list(given)
    if not wanted:
        if field.json.get("required", True) is not False and field.json.get("min_values") != 0:
            raise ClientError(f"{field.label} is required")
        return []
    if field.json["type"] in SELECTS:
        return chosen(field.json, wanted, filler)
    if field.json["type"] == FILE_UPLOAD:
        in_range(field.label, len(wanted), field.json)
        return [filler.upload(w) for w in wanted]
    options: list[Json] = field.json["options"]
    in_range(field.label, len(wanted), {"max_values": len(options)} | field.json)
    return [option_value(field.json, w) for w in wanted]


def _preselected(json: Json) -> list[object]:
    if json["type"] in (STRING_SELECT, CHECKBOX_GROUP):
        return [o["value"] for o in json["options"] if o.get("default")]
    defaults: list[Json] = json.get("default_values") or []
    return [int(d["id"]) for d in defaults]
