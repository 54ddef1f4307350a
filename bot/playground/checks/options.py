"""Options of application commands: names, types, nesting, choices."""

import re
import unicodedata
from enum import IntEnum

from bot.playground.checks.forms import Form
from bot.playground.checks.selects import CHANNEL_TYPES
from bot.playground.records import Json

OPTIONS = 25
CHOICES = 25
TEXT_LENGTH = 6000
# Source: Discord's documentation, "Locales".
LOCALES = frozenset(
    (
        *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu"),
        *("nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru"),
        *("uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"),
    )
)


class Option(IntEnum):
    """Source: Discord's documentation, "Application command option type"."""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


VALUES = frozenset(o for o in Option if o > Option.SUB_COMMAND_GROUP)
WITH_CHOICES = frozenset({Option.STRING, Option.INTEGER, Option.NUMBER})


def name(form: Form) -> str | None:
    """The name of a slash command or option."""
    found = form.text("name", 1, 32, required=True)
    if found is not None and not is_name(found):
        form.wrong(
            "name",
            r"APPLICATION_COMMAND_INVALID_NAME: Command name is invalid; it has to match "
            r"^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$ and be in lower case",
        )
    return found


def is_name(text: str) -> bool:
    """Whether this can be the name of a slash command or option."""
    return text == text.lower() and all(_in_name(letter) for letter in text)


DEVANAGARI_OR_THAI = re.compile("[\u0900-\u097f\ua8e0-\ua8ff\u0e01-\u0e3a\u0e40-\u0e5b]")


def _in_name(letter: str) -> bool:
    return (
        letter in "-_'"
        or unicodedata.category(letter)[0] in "LN"
        or DEVANAGARI_OR_THAI.match(letter) is not None
    )


def localizations(form: Form) -> Json:
    """Names and descriptions in other languages."""
    made: Json = {}
    for key, most in (("name_localizations", 32), ("description_localizations", 100)):
        inner = form.form(key)
        if inner is None:
            continue
        texts = {locale: inner.text(locale, 1, most, required=True) for locale in inner.data}
        for locale in texts.keys() - LOCALES:
            inner.wrong(locale, "BASE_TYPE_CHOICES: Not a locale of Discord's")
        made[key] = {locale: text for locale, text in texts.items() if text is not None}
    return made


def options(form: Form, *, depth: int = 0) -> list[Json] | None:
    """The options of a command or subcommand; None where there are none."""
    parts = form.forms("options", 0, OPTIONS)
    made = [_option(p, depth) for p in parts]
    optional_seen = False
    names: set[str] = set()
    for part, one in zip(parts, made, strict=True):
        if optional_seen and one.get("required"):
            part.wrong(
                "required",
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID: "
                "Required options must be placed before non-required options",
            )
        optional_seen = optional_seen or not one.get("required")
        if one["name"] in names:
            part.wrong(
                "name",
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS: Option name already exists",
            )
        names.add(one["name"])
    _require_one_sort(form, made)
    return made or None


def _require_one_sort(form: Form, made: list[Json]) -> None:
    kinds = {one["type"] in VALUES for one in made if one["type"]}
    if len(kinds) > 1:
        form.wrong(
            "options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID: "
            "Sub-command and sub-command group option types are mutually exclusive "
            "to all other types",
        )


def _option(form: Form, depth: int) -> Json:
    kind = form.choice("type", list(Option), required=True)
    made: Json = {
        "type": kind,
        "name": name(form),
        "description": form.text("description", 1, 100, required=True),
        **localizations(form),
    }
    # A group is only at the top, a subcommand there or in a group.
    if kind in {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP}:
        _nest(form, made, depth)
    else:
        made["required"] = form.boolean("required") or False
        _value_option(form, made)
    return {k: v for k, v in made.items() if v is not None or k in {"name", "type"}}


DEEPEST_SUBCOMMAND = 1


def _nest(form: Form, made: Json, depth: int) -> None:
    group = made["type"] == Option.SUB_COMMAND_GROUP
    if depth > (0 if group else DEEPEST_SUBCOMMAND):
        form.wrong("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID: Nested too deep")
        return
    inner = options(form, depth=1 if group else DEEPEST_SUBCOMMAND + 1)
    for n, one in enumerate(inner or []):
        if group is not (one["type"] == Option.SUB_COMMAND):
            form.wrong(
                f"options.{n}.type",
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID: Not allowed inside this option",
            )
    if group and not inner:
        form.wrong("options", "BASE_TYPE_REQUIRED: This field is required")
    made["options"] = inner


def _value_option(form: Form, made: Json) -> None:
    kind = made["type"]
    if kind == Option.STRING:
        low, high = (
            form.integer("min_length", 0, TEXT_LENGTH),
            form.integer("max_length", 1, TEXT_LENGTH),
        )
        made |= {"min_length": low, "max_length": high}
        _require_order(form, "min_length", low, high)
    if kind in {Option.INTEGER, Option.NUMBER}:
        low, high = _number(form, "min_value", kind), _number(form, "max_value", kind)
        made |= {"min_value": low, "max_value": high}
        _require_order(form, "min_value", low, high)
    if kind == Option.CHANNEL:
        made["channel_types"] = form.among("channel_types", CHANNEL_TYPES) or None
    if kind in WITH_CHOICES:
        made["autocomplete"] = form.boolean("autocomplete") or None
        made["choices"] = _choices(form, kind)
    elif form.value("autocomplete") or form.value("choices"):
        form.wrong("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID: No choices for this type")


def _require_order(form: Form, key: str, low: float | None, high: float | None) -> None:
    if low is not None and high is not None and low > high:
        form.wrong(key, f"NUMBER_TYPE_MAX: Must be at most {high}.")


LARGEST = 1 << 53


def _number(form: Form, key: str, kind: int) -> float | None:
    if kind == Option.INTEGER:
        return form.integer(key)
    found = form.value(key)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or abs(found) > LARGEST:
        form.wrong(key, f'NUMBER_TYPE_COERCE: Value "{found}" is not float.')
        return None
    return found


def _choices(form: Form, kind: int) -> list[Json] | None:
    parts = form.forms("choices", 0, CHOICES)
    if parts and form.value("autocomplete"):
        form.wrong(
            "autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID: "
            "autocomplete may not be set to true if choices are present",
        )
    made: list[Json] = []
    names: set[str] = set()
    for part in parts:
        label = part.text("name", 1, 100, required=True)
        if label in names:
            part.wrong(
                "name",
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS: "
                "Choice name already exists",
            )
        names.add(label or "")
        value = part.text("value", 1, 100, required=True) if kind == Option.STRING else None
        if kind != Option.STRING:
            part.value("value", required=True)
            value = _number(part, "value", kind)
        localized = {k: v for k, v in localizations(part).items() if k == "name_localizations"}
        made.append({"name": label, "value": value, **localized})
    return made or None
