"""Application commands: names, options, choices, and how many there may be."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from bot.playground.checks import options
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError, invalid_form
from bot.playground.records import Json

CHARACTERS = 8000


class Kind(IntEnum):
    """Source: Discord's documentation, "Application command types"."""

    CHAT_INPUT = 1
    USER = 2
    MESSAGE = 3


# How many there may be of each type, globally and again in each server.
MOST = {Kind.CHAT_INPUT: 100, Kind.USER: 15, Kind.MESSAGE: 15}
CONTEXTS = frozenset({0, 1, 2})
INTEGRATIONS = frozenset({0, 1})
COUNTED = ("name", "description", "value")


def command(body: Any, *, known: Json | None = None) -> Json:  # noqa: ANN401 - any JSON
    """A command's content, without ids and version; `known` fills in what an edit leaves out.

    Raises:
        DiscordError: 50035 with what is wrong.

    Source:
        Discord's documentation, "Application commands".
    """
    form = body_form(body)
    if known is not None:
        form = body_form({**known, **form.data})
    made = _command(form)
    form.finish()
    return made


def commands(body: Any) -> list[Json]:  # noqa: ANN401 - any JSON
    """All commands of a bulk overwrite.

    Raises:
        DiscordError: 50035 with what is wrong in which of them.
    """
    form = body_form({"_": body})
    parts = form.forms("_", 0, sum(MOST.values()))
    made = [_command(p) for p in parts]
    try:
        form.finish()
    except DiscordError as error:
        raise invalid_form({k.removeprefix("_."): v for k, v in error.fields.items()}) from None
    require_room(made)
    _require_unique(made)
    return made


def require_room(all_of_them: Iterable[Json]) -> None:
    """Raise Discord's 30032 where there are more commands of a type than may be."""
    found = [c["type"] for c in all_of_them]
    for kind, most in MOST.items():
        if found.count(kind) > most:
            raise DiscordError(
                400, 30032, f"Maximum number of application commands reached ({most})."
            )


def _require_unique(made: list[Json]) -> None:
    seen: set[tuple[int, str]] = set()
    wrong: dict[str, str] = {}
    for n, one in enumerate(made):
        key = (one["type"], one["name"])
        if key in seen:
            wrong[f"{n}.name"] = (
                "APPLICATION_COMMANDS_DUPLICATE_NAME: Application command names must be unique"
            )
        seen.add(key)
    if wrong:
        raise invalid_form(wrong)


def _command(form: Form) -> Json:
    kind = form.choice("type", list(Kind)) or Kind.CHAT_INPUT
    made: Json = {
        "type": int(kind),
        "name": options.name(form) if kind == Kind.CHAT_INPUT else _menu_name(form),
        "description": _description(form, kind),
        "default_member_permissions": _permissions(form),
        "dm_permission": _dm_permission(form),
        "contexts": form.among("contexts", CONTEXTS, low=1),
        "integration_types": form.among("integration_types", INTEGRATIONS, low=1) or [0],
        "nsfw": form.boolean("nsfw") or False,
    }
    made |= options.localizations(form)
    if kind == Kind.CHAT_INPUT:
        made["options"] = options.options(form)
    elif form.value("options"):
        form.wrong("options", "APPLICATION_COMMAND_INVALID: Context menus have no options")
    if (length := characters(made)) > CHARACTERS:
        form.wrong(
            "_form",
            f"APPLICATION_COMMAND_TOO_LARGE: Command exceeds maximum size ({CHARACTERS}): {length}",
        )
    return {k: v for k, v in made.items() if v is not None or k in SHOWN_AS_NULL}


SHOWN_AS_NULL = frozenset({"default_member_permissions"})


def _menu_name(form: Form) -> str | None:
    return form.text("name", 1, 32, required=True)


def _description(form: Form, kind: int) -> str | None:
    if kind == Kind.CHAT_INPUT:
        return form.text("description", 1, 100, required=True)
    if form.value("description"):
        form.wrong("description", "APPLICATION_COMMAND_INVALID: Context menus have no description")
    return ""


def _permissions(form: Form) -> str | None:
    found = form.bits("default_member_permissions")
    return None if found is None else str(found)


def _dm_permission(form: Form) -> bool | None:
    # Deprecated beside contexts, which win.
    found = form.boolean("dm_permission")
    return None if form.value("contexts") is not None else (True if found is None else found)


def characters(made: Json) -> int:
    """How long a command is: its names, descriptions and values, with options and choices.

    Localised texts count where they are longer than what they stand for.
    """
    own = sum(_longest(made, key) for key in COUNTED)
    inner: list[Json] = [*(made.get("options") or []), *(made.get("choices") or [])]
    return own + sum(characters(i) for i in inner)


def _longest(made: Json, key: str) -> int:
    found = made.get(key)
    texts = [found] if isinstance(found, str) else []
    texts += (made.get(f"{key}_localizations") or {}).values()
    return max((len(t) for t in texts), default=0)
