"""Every command that is registered, found by itself, with something to fill its options with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.records import Application

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE = 1, 2, 3, 4, 5, 6, 7, 8
Json = dict[str, Any]


@dataclass(frozen=True)
class Leaf:
    """One command that can be used: its words, and its options as Discord knows them."""

    words: str
    options: tuple[Json, ...]


def leaves(application: Application) -> Iterator[Leaf]:
    """All slash commands of an application, without those of the probe."""
    for command in application.commands[None].values():
        if command["type"] == 1 and command["name"] != "probe":
            yield from _leaves(command["name"], command.get("options", []))


def _leaves(words: str, options: list[Json]) -> Iterator[Leaf]:
    inner = [option for option in options if option["type"] in (SUBCOMMAND, GROUP)]
    if not inner:
        yield Leaf(words, tuple(options))
    for option in inner:
        yield from _leaves(f"{words} {option['name']}", option.get("options", []))


def fill(option: Json) -> Any:
    """A plain value that fits an option."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    match option["type"]:
        case t if t == INTEGER:
            return option.get("min_value", 1)
        case t if t == BOOLEAN:
            return True
        case t if t == USER:
            return "Maya"
        case t if t == CHANNEL:
            return "general"
        case t if t == ROLE:
            return "Reviewer"
        case _:
            return "London"
