"""Registering application commands, globally and in a server."""

import json
from typing import Any

from bot.playground.checks import commands
from bot.playground.errors import DiscordError, missing_access, unknown
from bot.playground.records import Json
from bot.playground.routing import Answer, Call, route

GLOBAL = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ONE = "/{command_id}"


def _table(call: Call) -> dict[int, Json]:
    """The commands of the path's scope, by id."""
    application = call.application
    if application is None or call.params["application_id"] != application.id:
        raise DiscordError(
            403, 20012, "You are not authorized to perform this action on this application"
        )
    guild_id = call.params.get("guild_id")
    if guild_id is not None and (
        guild_id not in call.world.guilds
        or application.bot_id not in call.world.guild(guild_id).members
    ):
        raise missing_access()
    return application.commands.setdefault(guild_id, {})


def _stored(call: Call, content: Json, known: Json | None) -> Json:
    """A command with id and version; the version changes only when the content does."""
    made: Json = {
        "id": known["id"] if known else str(call.world.new_id()),
        "application_id": str(call.params["application_id"]),
        **content,
    }
    if "guild_id" in call.params:
        made["guild_id"] = str(call.params["guild_id"])
        made.pop("dm_permission", None)
        made.pop("contexts", None)
    same = known is not None and _text(made) == _text(known)
    made["version"] = known["version"] if known and same else str(call.world.new_id())
    return made


def _text(command: Json) -> str:
    return json.dumps({k: v for k, v in command.items() if k != "version"}, sort_keys=True)


def _same(table: dict[int, Json], content: Json) -> Json | None:
    return next(
        (c for c in table.values() if (c["type"], c["name"]) == (content["type"], content["name"])),
        None,
    )


def _shown(call: Call, command: Json) -> Json:
    """Without localisations where they are not asked for."""
    if call.query.get("with_localizations", "").lower() in {"true", "1"}:
        return command
    return _without_localizations(command)


def _without_localizations(node: Json) -> Json:
    made: Json = {k: v for k, v in node.items() if not k.endswith("_localizations")}
    for key in ("options", "choices"):
        if node.get(key):
            made[key] = [_without_localizations(inner) for inner in node[key]]
    return made


async def _list(call: Call) -> list[Json]:
    return [_shown(call, c) for c in _table(call).values()]


async def _create(call: Call) -> Answer:
    """Add a command, or overwrite the one of this name and type."""
    table, content = _table(call), commands.command(call.body)
    known = _same(table, content)
    if known is None:
        commands.require_room([*table.values(), content])
    made = _stored(call, content, known)
    table[int(made["id"])] = made
    return Answer(200 if known else 201, made)


async def _overwrite(call: Call) -> list[Json]:
    """Make these all that there are; those of the same name and type keep their ids."""
    table, contents = _table(call), commands.commands(call.body)
    made = [_stored(call, c, _same(table, c)) for c in contents]
    table.clear()
    table.update({int(c["id"]): c for c in made})
    return made


def _known(call: Call) -> tuple[dict[int, Json], Json]:
    table = _table(call)
    found = table.get(call.params["command_id"])
    if found is None:
        raise unknown("application command")
    return table, found


async def _get(call: Call) -> Json:
    return _known(call)[1]


async def _edit(call: Call) -> Json:
    table, known = _known(call)
    body: Any = call.body
    content = commands.command(body, known=known)
    other = _same(table, content)
    if other is not None and other is not known:
        raise DiscordError(400, 50035, "Application command names must be unique")
    made = _stored(call, content, known)
    table[int(made["id"])] = made
    return made


async def _delete(call: Call) -> None:
    table, known = _known(call)
    del table[int(known["id"])]


for _scope in (GLOBAL, IN_GUILD):
    route("GET", _scope)(_list)
    route("POST", _scope)(_create)
    route("PUT", _scope)(_overwrite)
    route("GET", _scope + ONE)(_get)
    route("PATCH", _scope + ONE)(_edit)
    route("DELETE", _scope + ONE)(_delete)
