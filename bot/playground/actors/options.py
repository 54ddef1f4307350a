"""What somebody fills into a command's options, checked as a client does."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.playground.actors.errors import ClientError
from bot.playground.actors.naming import find_channel, find_role, find_user
from bot.playground.actors.resolved import Resolved
from bot.playground.records import Channel, Guild, Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
LONGEST_STRING = 6000
GREATEST_NUMBER = 2**53


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion while somebody types: what they read, and what the bot gets."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody adds."""

    filename: str
    content: bytes

    @property
    def content_type(self) -> str:
        """Guessed from the name."""
        return mimetypes.guess_type(self.filename)[0] or "application/octet-stream"


class Filler:
    """Fills options for one person in one channel."""

    def __init__(
        self, playground: "Playground", guild: Guild | None, channel: Channel, user_id: int
    ) -> None:
        self.resolved = Resolved(playground, guild, user_id)
        self._world = playground.world
        self._guild = guild
        self._channel = channel
        self._user_id = user_id

    def fill(
        self, options: list[Json], given: Mapping[str, Any], *, complete: bool = True
    ) -> list[Json]:
        """The options as an interaction has them, in registered order.

        Args:
            options: As registered.
            given: By name; hyphens may be written as underscores. None is "left empty".
            complete: Whether required ones must be there, as when the command is sent.

        Raises:
            ClientError: An option is unknown, missing or has a value that it does not take.
        """
        values = {self._name(options, k): v for k, v in given.items() if v is not None}
        filled: list[Json] = []
        for option in options:
            name, kind = option["name"], option["type"]
            if name in values:
                value = self._value(option, values[name])
                filled.append({"name": name, "type": kind, "value": value})
            elif complete and option.get("required"):
                raise ClientError(f"{name} is required")
        return filled

    @staticmethod
    def _name(options: list[Json], given: str) -> str:
        names = [o["name"] for o in options]
        for name in (given, given.replace("_", "-")):
            if name in names:
                return name
        raise ClientError(f"there is no option {given}; there are: {', '.join(names) or 'none'}")

    def _value(self, option: Json, given: object) -> object:
        kind = option["type"]
        if kind in (STRING, INTEGER, NUMBER):
            return _plain(option, given)
        if kind == BOOLEAN:
            if not isinstance(given, bool):
                raise ClientError(f"{option['name']} takes True or False")
            return given
        if kind == ATTACHMENT:
            return self.upload(given)
        return self.entity(kind, given, option)

    def upload(self, file: object) -> str:
        """Upload a file; returns its id."""
        if not isinstance(file, Upload):
            raise ClientError(f"{file!r} is no file")
        return self.resolved.upload(self._channel, file.filename, file.content_type, file.content)

    def entity(self, kind: int, given: object, limits: Json) -> str:
        """The id of a chosen user, role, channel or either; `kind` as of options."""
        if kind == USER:
            return self.resolved.user(find_user(self._world, self._guild, given).id)
        if kind == CHANNEL:
            return self._channel_value(given, limits)
        if kind == ROLE:
            return self._role(given)
        try:
            return self._role(given)
        except ClientError:
            return self.resolved.user(find_user(self._world, self._guild, given).id)

    def _role(self, given: object) -> str:
        if self._guild is None:
            raise ClientError("there are no roles in direct messages")
        return self.resolved.role(find_role(self._guild, given))

    def _channel_value(self, given: object, limits: Json) -> str:
        found = find_channel(self._world, self._guild, given)
        if not self._world.sees(found, self._user_id):
            raise ClientError(f"there is no channel {given!r} here")
        allowed: list[int] = limits.get("channel_types") or []
        if allowed and int(found.type) not in allowed:
            raise ClientError(f"{limits.get('name', 'this menu')} does not take #{found.name}")
        return self.resolved.channel(found)


def _plain(option: Json, given: object) -> object:
    name = option["name"]
    if choices := option.get("choices"):
        for choice in choices:
            if given in (choice["value"], choice["name"]):
                return choice["value"]
        raise ClientError(f"{name} takes one of: {', '.join(c['name'] for c in choices)}")
    if option["type"] == STRING:
        if not isinstance(given, str):
            raise ClientError(f"{name} takes text")
        _between(name, len(given), option, "length", 1, LONGEST_STRING)
        return given
    whole = option["type"] == INTEGER
    if (
        not isinstance(given, int | float)
        or isinstance(given, bool)
        or (whole and not isinstance(given, int))
    ):
        wanted = "a whole number" if whole else "a number"
        raise ClientError(f"{name} takes {wanted}")
    _between(name, given, option, "value", -GREATEST_NUMBER, GREATEST_NUMBER)
    return given


def _between(name: str, size: float, option: Json, what: str, least: float, most: float) -> None:
    low = option.get(f"min_{what}")
    high = option.get(f"max_{what}")
    low = least if low is None else max(low, least)
    high = most if high is None else min(high, most)
    if not low <= size <= high:
        raise ClientError(f"{name} must have a {what} of {low} to {high}, not {size}")
