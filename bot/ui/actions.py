"""Buttons, selects and forms that work by name, also from before a restart.

Each carries `name:arguments` as its custom id. One listener looks the name up in one table, which
is filled from the Feature records. discord.py's own views and dynamic items are not used: it
forgets forms at a restart, only logs errors of dynamic items, and reads the whole message at each
press.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import discord

from bot import replies
from bot.errors import NotFoundError
from bot.guilds.rights import Right
from bot.guilds.settings import GuildSettings
from bot.guilds.standing import require

PRESSES = (discord.InteractionType.component, discord.InteractionType.modal_submit)


@dataclass(frozen=True, slots=True)
class Press:
    """A button, select or form that somebody used.

    `arguments` are what the custom id carried; `values` what was chosen in a select; `fields` what
    a form holds, by the field's custom id: text as it was typed, or a tuple of what was chosen.
    """

    interaction: discord.Interaction
    arguments: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    fields: Mapping[str, str | tuple[str, ...]] = field(
        default_factory=dict[str, str | tuple[str, ...]]
    )

    def text(self, name: str) -> str:
        """What was typed into a field, without space around it; empty where it was left empty."""
        value = self.fields.get(name, "")
        return value.strip() if isinstance(value, str) else " ".join(value)


@dataclass(frozen=True, slots=True)
class Action:
    """What a name does, and who may; None: everyone who can see the button."""

    name: str
    handle: Callable[[Press], Awaitable[None]]
    right: Right | None = None


class Actions:
    """The table from name to action."""

    def __init__(self, guilds: GuildSettings) -> None:
        self._table: dict[str, Action] = {}
        self._guilds = guilds

    def add(self, action: Action) -> None:
        """Add an action; two of one name are a mistake of the code."""
        if action.name in self._table:
            raise ValueError(f"two actions are called {action.name}")
        self._table[action.name] = action

    def names(self) -> frozenset[str]:
        """All names that can be pressed."""
        return frozenset(self._table)

    async def run(self, interaction: discord.Interaction) -> None:
        """Do what a press or a sent form asks for, and show what goes wrong."""
        if interaction.type not in PRESSES:
            return
        answering = replies.begin(interaction)
        try:
            press, action = self._look_up(interaction)
            if action.right is not None:
                require(self._guilds, interaction, action.right)
            await action.handle(press)
        except Exception as error:  # noqa: BLE001 - the one place for errors shows or logs it
            await replies.report(interaction, error)
        finally:
            answering.end()

    def _look_up(self, interaction: discord.Interaction) -> tuple[Press, Action]:
        data = cast("dict[str, Any]", interaction.data)
        name, *arguments = str(data["custom_id"]).split(":")
        if (action := self._table.get(name)) is None:
            raise NotFoundError(
                "This button is from an older version of me. Use the command again for a fresh one."
            )
        return (
            Press(
                interaction,
                tuple(arguments),
                tuple(data.get("values", ())),
                fields_of(data.get("components", ())),
            ),
            action,
        )


def fields_of(components: Iterable[dict[str, Any]]) -> dict[str, str | tuple[str, ...]]:
    """What a sent form holds: labels (one component) and action rows (several) alike."""
    found: dict[str, str | tuple[str, ...]] = {}
    for component in components:
        inner = component.get("components", ())
        if "component" in component:
            inner = (component["component"],)
        for part in inner:
            found[part["custom_id"]] = part.get("value") or tuple(part.get("values", ())) or ""
    return found
