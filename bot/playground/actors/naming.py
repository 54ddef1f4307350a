"""Which user, role or channel is meant: a record, an id, a mention or a name."""

import re
from typing import TYPE_CHECKING, Protocol, cast

from bot.playground.actors.errors import ClientError
from bot.playground.records import Channel, ChannelType, Guild, Member, Role, User
from bot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

MENTION = re.compile(r"<(?:@!?|@&|#)(\d+)>")


class HasId(Protocol):
    """Anything with an id, e.g. a record or a Person."""

    @property
    def id(self) -> int:
        """Its snowflake."""
        ...


def id_in(value: object) -> int | None:
    """The id that a value is or has; None where it is a name."""
    match value:
        case bool():
            return None
        case int():
            return value
        case Member():
            return value.user_id
        case str() if value.isdigit():
            return int(value)
        case str():
            mention = MENTION.fullmatch(value)
            return None if mention is None else int(mention[1])
        case _:
            found = getattr(value, "id", None)
            return found if isinstance(found, int) else None


def find_user(world: World, guild: Guild | None, wanted: object) -> User:
    """A user by record, id, mention or name (also the first name alone)."""
    if (user_id := id_in(wanted)) is not None:
        if (found := world.users.get(user_id)) is not None:
            return found
        raise ClientError(f"there is no user {user_id}")
    known: Iterable[int] = world.users if guild is None else guild.members
    name = str(wanted).removeprefix("@").casefold()
    users = [world.users[u] for u in known]
    for names_of in (_full_names, _first_names):
        matching = [u for u in users if name in names_of(u, guild)]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise ClientError(f"several people here are called {wanted!r}")
    raise ClientError(f"nobody here is called {wanted!r}")


def _full_names(user: User, guild: Guild | None) -> set[str]:
    member = None if guild is None else guild.members.get(user.id)
    names = {user.name, user.global_name, None if member is None else member.nick}
    return {n.casefold() for n in names if n}


def _first_names(user: User, guild: Guild | None) -> set[str]:
    return {n.partition(" ")[0] for n in _full_names(user, guild)}


def find_role(guild: Guild, wanted: object) -> Role:
    """A role of a server by record, id, mention or name."""
    role_id = id_in(wanted)
    name = str(wanted).removeprefix("@").casefold()
    for role in guild.roles.values():
        if role.id == role_id or (role_id is None and role.name.lstrip("@").casefold() == name):
            return role
    raise ClientError(f"there is no role {wanted!r} here")


def find_channel(world: World, guild: Guild | None, wanted: object) -> Channel:
    """A channel by record, id, mention or name."""
    if isinstance(wanted, Channel):
        return wanted
    if (channel_id := id_in(wanted)) is not None and channel_id in world.channels:
        return world.channels[channel_id]
    name = str(wanted).removeprefix("#").casefold()
    there = {} if guild is None else guild.channels
    named = [c for c in there.values() if (c.name or "").casefold() == name]
    # A category may be called like a channel; people mean the channel.
    for channel in sorted(named, key=lambda c: c.type is ChannelType.CATEGORY):
        return channel
    raise ClientError(f"there is no channel {wanted!r} here")


def find_bot(world: World, wanted: object) -> User:
    """A bot by its application, user, id or name."""
    if (user_id := id_in(wanted)) is not None:
        return find_user(world, None, user_id)
    bots = [u for u in world.users.values() if u.bot]
    for bot in bots:
        if bot.name.casefold() == cast("str", wanted).casefold():
            return bot
    raise ClientError(f"there is no bot {wanted!r}")
