"""What somebody chooses in a menu, of a message or of a form."""

from bot.playground.actors.errors import ClientError
from bot.playground.actors.options import CHANNEL, MENTIONABLE, ROLE, USER, Filler
from bot.playground.actors.reading import (
    CHANNEL_SELECT,
    MENTIONABLE_SELECT,
    ROLE_SELECT,
    STRING_SELECT,
    USER_SELECT,
)
from bot.playground.jsons import as_list
from bot.playground.records import Json

_KINDS = {
    USER_SELECT: USER,
    ROLE_SELECT: ROLE,
    MENTIONABLE_SELECT: MENTIONABLE,
    CHANNEL_SELECT: CHANNEL,
}


def chosen(menu: Json, given: object, filler: Filler) -> list[str]:
    """The `values` of a menu.

    Args:
        menu: The component.
        given: One or several: of a string menu values or labels, else people, roles, channels.
        filler: Finds and resolves what is no string.

    Raises:
        ClientError: There are too few or too many, or one is not offered.
    """
    wanted = as_list(given)
    name = menu.get("placeholder") or menu["custom_id"]
    in_range(name, len(wanted), menu)
    if menu["type"] == STRING_SELECT:
        return [option_value(menu, w) for w in wanted]
    return [filler.entity(_KINDS[menu["type"]], w, menu) for w in wanted]


def in_range(name: str, count: int, component: Json, *, least: int = 1) -> None:
    """Refuse too few or too many; `least` is what counts where the component does not say."""
    low = component.get("min_values")
    high = component.get("max_values")
    low = least if low is None else low
    high = 1 if high is None else high
    if not low <= count <= high:
        raise ClientError(f"{name} takes {low} to {high} choices, not {count}")


def option_value(menu: Json, wanted: object) -> str:
    """The value of an option, named by its value or its label."""
    options: list[Json] = menu["options"]
    for key in ("value", "label"):
        for option in options:
            if option[key] == wanted:
                return option["value"]
    labels = ", ".join(repr(o["label"]) for o in options)
    raise ClientError(f"{wanted!r} is not offered; there are: {labels}")
