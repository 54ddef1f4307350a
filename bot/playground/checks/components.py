"""Components of messages, old and v2: what may be where, how long and how many."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from bot.playground.checks import selects
from bot.playground.checks.embeds import ATTACHED, picture_address
from bot.playground.checks.forms import Form
from bot.playground.records import Json

ROWS = 5
BUTTONS = 5
COMPONENTS = 40
CHARACTERS = 4000


class Kind(IntEnum):
    """Source: Discord's documentation, "Component reference"."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset({3, 5, 6, 7, 8})
IN_CONTAINER = frozenset({1, 9, 10, 12, 13, 14})
TOP_V2 = IN_CONTAINER | {17}
TOP_OLD = frozenset({1})


@dataclass(slots=True)
class Tree:
    """What all components of one message or modal share."""

    # Name -> size in bytes of what is attached.
    files: Mapping[str, int] = field(default_factory=dict[str, int])
    custom_ids: set[str] = field(default_factory=set[str])
    given_ids: set[int] = field(default_factory=set[int])
    # In reading order; those without an id get one at the end.
    made: list[Json] = field(default_factory=list[Json])
    characters: int = 0

    def add(self, form: Form, kind: int) -> Json:
        """A new component, with the id that it was given if it was."""
        made: Json = {"type": kind}
        number = form.integer("id", 0, (1 << 31) - 1)
        if number:
            if number in self.given_ids:
                form.wrong("id", "COMPONENT_ID_DUPLICATED: Component id cannot be duplicated")
            self.given_ids.add(number)
            made["id"] = number
        self.made.append(made)
        return made

    def custom_id(self, form: Form) -> str | None:
        """The custom_id, which no other component may have."""
        found = form.text("custom_id", 1, 100, required=True)
        if found is not None:
            if found in self.custom_ids:
                form.wrong(
                    "custom_id",
                    "COMPONENT_CUSTOM_ID_DUPLICATED: Component custom id cannot be duplicated",
                )
            self.custom_ids.add(found)
        return found

    def assign_ids(self) -> None:
        """Number those that have no id, in order, around those that have."""
        number = 0
        for made in self.made:
            if "id" not in made:
                number += 1
                while number in self.given_ids:
                    number += 1
                made["id"] = number


def components(form: Form, files: Mapping[str, int], *, v2: bool) -> list[Json]:
    """The components of a message as Discord keeps them, with their ids."""
    tree = Tree(files)
    most = COMPONENTS if v2 else ROWS
    made = children(form, "components", tree, TOP_V2 if v2 else TOP_OLD, 0, most)
    if len(tree.made) > COMPONENTS:
        form.wrong(
            "components",
            f"BASE_TYPE_BAD_LENGTH: At most {COMPONENTS} components in all, not {len(tree.made)}.",
        )
    if tree.characters > CHARACTERS:
        form.wrong(
            "components",
            f"COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED: At most {CHARACTERS} characters in all.",
        )
    tree.assign_ids()
    return made


def children(
    form: Form, key: str, tree: Tree, allowed: AbstractSet[int], low: int, high: int
) -> list[Json]:
    """The components in a list, of the allowed types only."""
    parts = form.forms(key, low, high, required=low > 0)
    return [one for part in parts if (one := component(part, tree, allowed)) is not None]


def component(form: Form, tree: Tree, allowed: AbstractSet[int]) -> Json | None:
    """One component with all that is in it; None where its type is not allowed here."""
    kind = form.choice("type", allowed, required=True)
    if kind is None:
        return None
    made = tree.add(form, kind)
    reader = READERS.get(kind, selects.select)
    made |= {k: v for k, v in reader(form, tree).items() if v is not None or k in NULLABLE}
    return made


# Shown as null where it is not given.
NULLABLE = frozenset({"accent_color", "description", "size"})


def _row(form: Form, tree: Tree) -> Json:
    made = children(form, "components", tree, SELECTS | {2}, 1, BUTTONS)
    if len(made) > 1 and any(c["type"] in SELECTS for c in made):
        form.wrong(
            "components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED: A select takes the whole width of its row",
        )
    return {"components": made}


LINK = 5
PREMIUM = 6


def _button(form: Form, tree: Tree) -> Json:
    style = form.choice("style", range(1, 7), required=True)
    made: Json = {
        "style": style,
        "label": form.text("label", 0, 80) or None,
        "emoji": selects.emoji(form),
        "disabled": form.boolean("disabled"),
    }
    if style == LINK:
        made["url"] = form.address("url", 512, required=True)
        _refuse(form, ("custom_id", "sku_id"))
    elif style == PREMIUM:
        made["sku_id"] = str(form.snowflake("sku_id", required=True))
        _refuse(form, ("custom_id", "url", "label", "emoji"))
    else:
        made["custom_id"] = tree.custom_id(form)
        _refuse(form, ("url", "sku_id"))
    if style != PREMIUM and not made["label"] and not made["emoji"]:
        form.wrong("label", "BUTTON_COMPONENT_INVALID_LABEL: A button needs a label or an emoji")
    return made


def _refuse(form: Form, keys: tuple[str, ...]) -> None:
    for key in keys:
        if form.value(key) is not None:
            form.wrong(key, f"BUTTON_COMPONENT_INVALID: A button of this style has no {key}")


def text_display(form: Form, tree: Tree) -> Json:
    """Text with markdown."""
    content = form.text("content", 1, CHARACTERS, required=True)
    tree.characters += len(content or "")
    return {"content": content}


def _section(form: Form, tree: Tree) -> Json:
    texts = children(form, "components", tree, frozenset({Kind.TEXT_DISPLAY}), 1, 3)
    accessory = form.form("accessory", required=True)
    made = None
    if accessory is not None:
        made = component(accessory, tree, frozenset({Kind.BUTTON, Kind.THUMBNAIL}))
    return {"components": texts, "accessory": made}


def _media(form: Form, key: str, tree: Tree) -> Json:
    inner = form.form(key, required=True)
    if inner is None:
        return {}
    url = picture_address(inner, "url", tree.files)
    if url is None:
        inner.wrong("url", "BASE_TYPE_REQUIRED: This field is required")
    return {"url": url}


def _thumbnail(form: Form, tree: Tree) -> Json:
    return _described(form) | {"media": _media(form, "media", tree)}


def _described(form: Form) -> Json:
    return {
        "description": form.text("description", 1, 1024),
        "spoiler": form.boolean("spoiler") or False,
    }


def _gallery(form: Form, tree: Tree) -> Json:
    items = form.forms("items", 1, 10, required=True)
    return {"items": [_thumbnail(i, tree) for i in items]}


def _file(form: Form, tree: Tree) -> Json:
    made = _media(form, "file", tree)
    url: str = made.get("url") or ""
    name = url.removeprefix(ATTACHED)
    if url and not url.startswith(ATTACHED):
        form.wrong("file.url", "URL_TYPE_INVALID_SCHEME: Only attachment:// is allowed here")
    return {
        "file": made,
        "name": name,
        "size": tree.files.get(name),
        "spoiler": form.boolean("spoiler") or False,
    }


def _separator(form: Form, tree: Tree) -> Json:
    divider = form.boolean("divider")
    return {
        "divider": True if divider is None else divider,
        "spacing": form.choice("spacing", (1, 2)) or 1,
    }


def _container(form: Form, tree: Tree) -> Json:
    return {
        "accent_color": form.integer("accent_color", 0, 0xFFFFFF),
        "spoiler": form.boolean("spoiler") or False,
        "components": children(form, "components", tree, IN_CONTAINER, 1, COMPONENTS),
    }


Reader = Callable[[Form, Any], Json]
READERS: dict[int, Reader] = {
    Kind.ACTION_ROW: _row,
    Kind.BUTTON: _button,
    Kind.SECTION: _section,
    Kind.TEXT_DISPLAY: text_display,
    Kind.THUMBNAIL: _thumbnail,
    Kind.MEDIA_GALLERY: _gallery,
    Kind.FILE: _file,
    Kind.SEPARATOR: _separator,
    Kind.CONTAINER: _container,
}
