"""A bot that is not Attune, with every kind of option, component and field that there is."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

from bot.playground.records import Json
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.wire import Bot

KINDS = {
    "text": 3,
    "whole": 4,
    "yes": 5,
    "who": 6,
    "where": 7,
    "role": 8,
    "either": 9,
    "number": 10,
    "file": 11,
}
EVERY_OPTION = [
    {"name": name, "type": kind, "description": f"A {name}", "required": True}
    for name, kind in KINDS.items()
]
EVERY_OPTION[1] |= {"min_value": 1, "max_value": 10}
CHOICE = {
    "name": "colour",
    "type": 3,
    "description": "Which",
    "choices": [{"name": "Red", "value": "r"}, {"name": "Blue", "value": "b"}],
}
COMMANDS: list[Json] = [
    {"name": "every", "type": 1, "description": "Every option", "options": EVERY_OPTION},
    {"name": "paint", "type": 1, "description": "Choices", "options": [CHOICE]},
    {"name": "form", "type": 1, "description": "A form"},
    {"name": "Look closer", "type": 3},
    {"name": "Greet", "type": 2},
    {"name": "secret", "type": 1, "description": "Staff", "default_member_permissions": "8192"},
]


@dataclass(frozen=True)
class Place:
    playground: Playground
    server: SmallGuild
    bot: Bot
    page: Page

    async def answer(self, kind: int, data: Any = None) -> Json:
        """Answer what was done in the page; the interaction."""
        interaction = await self.bot.interaction()
        status, told = await self.bot.respond(interaction, kind, data)
        assert status == 204, told
        return interaction


def values(interaction: Json) -> dict[str, Any]:
    return {o["name"]: o["value"] for o in interaction["data"]["options"]}
