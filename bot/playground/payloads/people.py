"""Users, members and roles as JSON."""

from bot.playground.payloads.texts import timestamp
from bot.playground.records import Guild, Json, Member, Role
from bot.playground.state import State


def user(world: State, user_id: int) -> Json:
    """A user; somebody who is gone keeps their id under Discord's name for the deleted."""
    found = world.users.get(user_id)
    if found is None:
        return _user(user_id, "Deleted User", None)
    payload = _user(found.id, found.name, found.global_name)
    if found.bot:
        # Bots still have four digits behind their name.
        payload |= {"bot": True, "discriminator": f"{found.id % 9999 + 1:04}"}
    return payload


def _user(user_id: int, name: str, global_name: str | None) -> Json:
    return {
        "id": str(user_id),
        "username": name,
        "global_name": global_name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def partial_member(member: Member) -> Json:
    """A member without the user, as inside messages and interactions."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": timestamp(member.timed_out_until),
        "deaf": False,
        "flags": 0,
        "joined_at": timestamp(member.joined_at),
        "mute": False,
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(r) for r in sorted(member.roles)],
    }


def member(world: State, guild: Guild, member: Member) -> Json:
    """A member with their user."""
    return {**partial_member(member), "user": user(world, member.user_id)}


def role(role: Role) -> Json:
    """A role."""
    payload: Json = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.bot_id is not None:
        payload["tags"] = {"bot_id": str(role.bot_id)}
    return payload
