"""What people see of a message: its text in reading order, its buttons and its menus."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.playground.actors.errors import ClientError
from bot.playground.jsons import as_object
from bot.playground.records import Json, Message

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, MEDIA_GALLERY, CONTAINER, LABEL = 9, 10, 12, 17, 18
SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK = 5


@dataclass(frozen=True, slots=True)
class Button:
    """A button as somebody sees it; a link has a `url` and no `custom_id`."""

    label: str
    custom_id: str | None
    url: str | None
    style: int
    disabled: bool
    json: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class Select:
    """A menu as somebody sees it."""

    placeholder: str
    custom_id: str
    kind: int
    # Labels of a string menu's options.
    options: tuple[str, ...]
    disabled: bool
    json: Json = field(repr=False)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component in reading order, those that hold others before what they hold."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if (inner := component.get(key)) is not None:
                yield from walk([inner])


def buttons(message: Message) -> list[Button]:
    """The buttons in reading order."""
    return [
        Button(
            c.get("label") or _emoji(c),
            c.get("custom_id"),
            c.get("url"),
            c.get("style", 1),
            bool(c.get("disabled")),
            c,
        )
        for c in walk(message.components)
        if c["type"] == BUTTON
    ]


def _emoji(component: Json) -> str:
    emoji = as_object(component.get("emoji"))
    return str(emoji.get("name") or "")


def selects(message: Message) -> list[Select]:
    """The menus in reading order."""
    return [
        Select(
            c.get("placeholder") or "",
            c["custom_id"],
            c["type"],
            tuple(str(o["label"]) for o in _options(c)),
            bool(c.get("disabled")),
            c,
        )
        for c in walk(message.components)
        if c["type"] in SELECTS
    ]


def _options(component: Json) -> list[Json]:
    return component.get("options") or []


def lines(message: Message) -> Iterator[str]:
    """All text of a message in reading order; nothing for what is empty."""
    if message.content:
        yield message.content
    for component in walk(message.components):
        if component["type"] == TEXT_DISPLAY:
            yield component["content"]
        if component["type"] == MEDIA_GALLERY:
            yield from (i["description"] for i in component["items"] if i.get("description"))
    for embed in message.embeds:
        yield from _embed_lines(embed)


def _embed_lines(embed: Json) -> Iterator[str]:
    shown: list[Any] = [
        embed.get("author", {}).get("name"),
        embed.get("title"),
        embed.get("description"),
    ]
    for entry in embed.get("fields", []):
        shown += [entry.get("name"), entry.get("value")]
    shown.append(embed.get("footer", {}).get("text"))
    yield from (str(line) for line in shown if line)


def text_of(message: Message) -> str:
    """All text of a message, a line or paragraph after the other."""
    return "\n".join(lines(message))


def find_button(message: Message, wanted: str) -> Button:
    """A button by custom_id or label.

    Raises:
        ClientError: There is none, or several, or it can't be clicked.
    """
    there = buttons(message)
    found = [b for b in there if b.custom_id == wanted] or [
        b for b in there if b.label.casefold() == wanted.casefold()
    ]
    if not found:
        labels = ", ".join(repr(b.label) for b in there) or "none"
        raise ClientError(f"there is no button {wanted!r}; there are: {labels}")
    if len(found) > 1:
        raise ClientError(f"there are {len(found)} buttons {wanted!r}; name the custom_id")
    button = found[0]
    if button.disabled:
        raise ClientError(f"the button {button.label!r} is disabled")
    if button.custom_id is None:
        raise ClientError(f"the button {button.label!r} is a link to {button.url}")
    return button


def find_select(message: Message, custom_id: str | None, placeholder: str | None) -> Select:
    """A menu by custom_id or placeholder; with neither, the only one.

    Raises:
        ClientError: There is none, or several, or it is disabled.
    """
    there = selects(message)
    found = [
        s
        for s in there
        if custom_id in (None, s.custom_id) and placeholder in (None, s.placeholder)
    ]
    if len(found) != 1:
        names = ", ".join(repr(s.placeholder or s.custom_id) for s in there) or "none"
        raise ClientError(f"{len(found)} menus fit; there are: {names}")
    if found[0].disabled:
        raise ClientError(f"the menu {found[0].placeholder!r} is disabled")
    return found[0]
