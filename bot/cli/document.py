"""`docs/commands.md`, made from the code: `python -m bot.cli.document` prints it."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from discord import app_commands
from pydantic import SecretStr

from bot.app import Attune
from bot.cli.inside import opened
from bot.guilds.records import ServerSettings
from bot.invite import BASICS
from bot.settings import PROJECT, Settings, read_settings

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def pages(app: Attune) -> str:
    """The whole document, in Markdown."""
    parts = [
        "# Commands and settings",
        "Made from the code by `make docs`; a test keeps it true.",
        "## Commands",
        *_commands(app.tree.get_commands()),
        "## What a server chooses",
        "With `/settings set`, by people with Manage Server.",
        _table(("choice", "meaning"), _server_choices()),
        "## Permissions that Attune asks for",
        _table(("permission", "to"), _needs(app)),
        "## Settings of the process",
        "From the environment or `.env`.",
        _table(("name", "default", "meaning"), _settings()),
    ]
    return "\n\n".join(parts) + "\n"


def _commands(commands: Iterable[AnyCommand]) -> Iterator[str]:
    for command in sorted(commands, key=lambda command: command.qualified_name):
        if isinstance(command, app_commands.Group):
            yield from _commands(command.commands)
        elif isinstance(command, app_commands.ContextMenu):
            yield f"### *{command.name}* (in the menu of a {command.type.name})"
        else:
            yield f"### `/{command.qualified_name}`\n\n{command.description}"
            if command.parameters:
                yield _table(
                    ("option", "needed", "meaning"),
                    (
                        (f"`{p.display_name}`", "yes" if p.required else "", str(p.description))
                        for p in command.parameters
                    ),
                )


def _server_choices() -> Iterator[tuple[str, ...]]:
    for name, field in ServerSettings.model_fields.items():
        yield f"`{name}`", field.description or ""


def _needs(app: Attune) -> Iterator[tuple[str, ...]]:
    for need in [*BASICS, *(n for feature in app.features.values() for n in feature.needs)]:
        yield need.permission.replace("_", " ").title(), need.why


def _settings() -> Iterator[tuple[str, ...]]:
    for field in Settings.model_fields.values():
        default = field.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        shown = "" if default is None else str(default).replace(f"{PROJECT}/", "")
        yield f"`{field.alias}`", f"`{shown}`" if shown else "", field.description or ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


async def _print() -> None:
    async with opened(read_settings()) as app:
        sys.stdout.write(pages(app))


if __name__ == "__main__":
    asyncio.run(_print())
