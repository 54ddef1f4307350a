"""Which commands a client offers somebody in a channel."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.actors.errors import ClientError
from bot.playground.interactions.payload import context, is_installed
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

SLASH, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
GUILD_INSTALL, USER_INSTALL = 0, 1


@dataclass(frozen=True, slots=True)
class Command:
    """A registered command, with the subcommand that was named."""

    application: Application
    json: Json
    # Group and subcommand, outermost first; empty for a command without.
    path: tuple[Json, ...] = ()

    @property
    def options(self) -> list[Json]:
        """The options that somebody fills in."""
        return (self.path[-1] if self.path else self.json).get("options", [])

    def nested(self, given: list[Json]) -> list[Json]:
        """The options as an interaction has them: inside subcommand and group."""
        for level in reversed(self.path):
            given = [{"name": level["name"], "type": level["type"], "options": given}]
        return given


def find_slash(playground: "Playground", user_id: int, channel: Channel, words: str) -> Command:
    """The slash command with this name, e.g. "prompt find".

    Raises:
        ClientError: There is none here, it needs a subcommand, or this person may not use it.
    """
    name, *rest = words.removeprefix("/").split()
    command = find(playground, user_id, channel, name, SLASH)
    path: list[Json] = []
    options: list[Json] = command.json.get("options", [])
    while options and options[0]["type"] in (SUBCOMMAND, GROUP):
        names = [o["name"] for o in options]
        if not rest or rest[0] not in names:
            raise ClientError(f"/{words} needs one of: {', '.join(names)}")
        path.append(options[names.index(rest.pop(0))])
        options = path[-1].get("options", [])
        if path[-1]["type"] == SUBCOMMAND:
            break
    if rest:
        raise ClientError(f"there is no command /{words} here")
    return Command(command.application, command.json, tuple(path))


def find(playground: "Playground", user_id: int, channel: Channel, name: str, kind: int) -> Command:
    """The command of a kind with this name; see `find_slash` for what it raises."""
    shown = f"/{name}" if kind == SLASH else repr(name)
    matching = [c for c in registered(playground, channel, user_id) if c.json["name"] == name]
    matching = [c for c in matching if c.json.get("type", SLASH) == kind]
    if not matching:
        raise ClientError(f"there is no command {shown} here")
    problems = [why_not(playground, user_id, channel, c.json) for c in matching]
    for command, problem in zip(matching, problems, strict=True):
        if problem is None:
            return command
    who = playground.world.users[user_id].global_name
    raise ClientError(f"{who} can't use {shown} here: {problems[0]}")


def offered(playground: "Playground", user_id: int, channel: Channel) -> list[Command]:
    """Every command that a client shows this person here, by name."""
    found = [
        c
        for c in registered(playground, channel, user_id)
        if why_not(playground, user_id, channel, c.json) is None
    ]
    return sorted(found, key=lambda c: (c.json.get("type", SLASH), c.json["name"]))


def registered(playground: "Playground", channel: Channel, user_id: int) -> Iterator[Command]:
    """What bots registered that reaches this channel; a server's own command hides a global one."""
    for application in playground.world.applications.values():
        installed = _reaches(playground, application, channel)
        if not installed and user_id not in application.installed_by:
            continue
        by_name: dict[tuple[int, str], Json] = {}
        for guild_id in (None, channel.guild_id):
            for json in application.commands.get(guild_id, {}).values():
                by_name[json.get("type", SLASH), json["name"]] = json
        for json in by_name.values():
            kinds: list[int] = json.get("integration_types") or [GUILD_INSTALL]
            by_server = installed and GUILD_INSTALL in kinds
            by_user = user_id in application.installed_by and USER_INSTALL in kinds
            if (by_server or by_user) and context(application, channel) in _contexts(json):
                yield Command(application, json)


def _reaches(playground: "Playground", application: Application, channel: Channel) -> bool:
    if channel.guild_id is None:
        return application.bot_id in channel.recipients
    return is_installed(playground.world, application, channel)


def _contexts(json: Json) -> list[int]:
    if json.get("guild_id") is not None:
        return [0]
    if (contexts := json.get("contexts")) is not None:
        return contexts
    return [0] if json.get("dm_permission") is False else [0, 1, 2]


def why_not(playground: "Playground", user_id: int, channel: Channel, json: Json) -> str | None:
    """Why a client does not offer a command to somebody; None where it does."""
    if channel.guild_id is None:
        return None
    world = playground.world
    held = world.permissions_in(channel, user_id)
    if Bit.VIEW_CHANNEL not in held:
        return "they don't see the channel"
    if world.is_timed_out(channel.guild_id, user_id):
        return "they are in timeout"
    if Bit.USE_APPLICATION_COMMANDS not in held:
        return "they may not use application commands"
    write = Bit.SEND_MESSAGES_IN_THREADS if channel.is_thread else Bit.SEND_MESSAGES
    if json.get("type", SLASH) == SLASH and write not in held:
        return "they can't write here"
    if json.get("nsfw") and not channel.nsfw:
        return "the channel is not age-restricted"
    return _missing(json.get("default_member_permissions"), held)


def _missing(needed: str | None, held: Bit) -> str | None:
    if needed is None or Bit.ADMINISTRATOR in held:
        return None
    if int(needed) == 0:
        return "it is for administrators"
    missing = Bit(int(needed)) & ~held
    names = ", ".join(str(bit.name) for bit in Bit if bit in missing)
    return f"it needs {names}" if missing else None
