"""What Attune may do in a channel, from what REST says of it. Standard library only."""

from collections.abc import Iterable, Mapping
from typing import Any

Json = Mapping[str, Any]

ADMINISTRATOR = 1 << 3
VIEW_CHANNEL = 1 << 10
READ_MESSAGE_HISTORY = 1 << 16
ALL = (1 << 63) - 1


def held_in_guild(guild: Json, member: Json) -> int:
    """The permissions of a member in a server, as bits, channels aside.

    Source:
        Discord's documentation, "Permissions", section Permission Hierarchy.
    """
    if str(guild["owner_id"]) == str(member["user"]["id"]):
        return ALL
    mine = {str(guild["id"]), *map(str, member["roles"])}
    bits = 0
    for role in guild["roles"]:
        if str(role["id"]) in mine:
            bits |= int(role["permissions"])
    return ALL if bits & ADMINISTRATOR else bits


def held_in_channel(guild: Json, member: Json, overwrites: Iterable[Json]) -> int:
    """The permissions of a member in a channel, as bits; a thread has its parent's overwrites."""
    bits = held_in_guild(guild, member)
    if bits == ALL:
        return bits
    by_id = {str(each["id"]): each for each in overwrites}
    for group in ([str(guild["id"])], member["roles"], [member["user"]["id"]]):
        found = [by_id[str(one)] for one in group if str(one) in by_id]
        for each in found:
            bits &= ~int(each["deny"])
        for each in found:
            bits |= int(each["allow"])
    return bits
