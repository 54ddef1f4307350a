"""A server as somebody sees it: people, roles, channels, what they may do there; no messages."""

from typing import TYPE_CHECKING

from bot.playground import scheduling
from bot.playground.actors import Person
from bot.playground.happenings import EventStatus, ScheduledEvent
from bot.playground.live.marks import Marks
from bot.playground.payloads import timestamp
from bot.playground.permissions import Bit, top_position
from bot.playground.records import Channel, ChannelType, Guild, Json, Role
from bot.playground.world import World

if TYPE_CHECKING:
    from bot.playground.server import Playground


def server(playground: "Playground", person: Person, marks: Marks) -> Json:
    """The server that somebody is in."""
    world, guild = playground.world, guild_of(person)
    seen = [*person.channels(), *_direct_messages(world, person.id)]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "description": guild.description,
        "roles": [_role(r) for r in guild.roles.values()],
        "people": [_member(world, guild, u) for u in guild.members],
        "channels": [_channel(world, c, person.id, marks) for c in seen],
        "events": [_event(e, person.id) for e in scheduling.seen_by(world, guild, person.id)],
    }


def guild_of(person: Person) -> Guild:
    """The server that somebody acts in."""
    if person.guild is None:
        raise ValueError("somebody without a server sees none")
    return person.guild


def cast(world: World, guild: Guild) -> list[Json]:
    """Whom the page offers to act as: the first person whose highest role it is, of each role.

    Without such people, everybody who is no bot.
    """
    humans = [u for u in guild.members if not world.users[u].bot]
    found: list[Json] = []
    for role in sorted(guild.roles.values(), key=lambda r: r.position):
        holders = [u for u in humans if u != guild.owner_id and _highest(guild, u) is role]
        if holders:
            found.append(_member(world, guild, holders[0]) | {"part": role.name})
    return found or [_member(world, guild, u) | {"part": ""} for u in humans]


def _highest(guild: Guild, user_id: int) -> Role | None:
    roles = [guild.roles[r] for r in guild.members[user_id].roles]
    return max(roles, key=lambda r: r.position, default=None)


def _role(role: Role) -> Json:
    return {
        "id": str(role.id),
        "name": role.name,
        "color": role.color,
        "position": role.position,
        "hoist": role.hoist,
        "managed": role.managed,
    }


def _member(world: World, guild: Guild, user_id: int) -> Json:
    user, member = world.users[user_id], guild.members[user_id]
    return {
        "id": str(user_id),
        "name": member.nick or user.global_name or user.name,
        "username": user.name,
        "bot": user.bot,
        "roles": [str(r) for r in sorted(member.roles)],
        "top": top_position(guild, user_id),
        "timed_out": world.is_timed_out(guild.id, user_id),
    }


def _event(event: ScheduledEvent, user_id: int) -> Json:
    return {
        "id": str(event.id),
        "name": event.name,
        "scheduled_start_time": timestamp(event.starts_at),
        "location": event.location,
        "active": event.status is EventStatus.ACTIVE,
        "interested": user_id in event.interested,
        "count": len(event.interested),
    }


def _direct_messages(world: World, user_id: int) -> list[Channel]:
    dms = (c for c in world.channels.values() if c.type is ChannelType.DM)
    return [c for c in dms if user_id in c.recipients]


def _channel(world: World, channel: Channel, user_id: int, marks: Marks) -> Json:
    unread, mentions = marks.unread(channel, user_id)
    shown: Json = {
        "id": str(channel.id),
        "name": _name(world, channel, user_id),
        "type": int(channel.type),
        "parent_id": None if channel.parent_id is None else str(channel.parent_id),
        "topic": channel.topic,
        "last_message_id": _text(channel.last_message_id),
        "unread": unread,
        "mentions": mentions,
        "slowmode": channel.slowmode_seconds,
        "can": _can(world, channel, user_id),
        "recipients": [str(r) for r in channel.recipients if r != user_id],
    }
    if channel.type is ChannelType.FORUM:
        shown["tags"] = channel.available_tags
    return shown | (_thread(channel, user_id) if channel.is_thread else {})


def _name(world: World, channel: Channel, user_id: int) -> str | None:
    others = [world.users[r] for r in channel.recipients if r != user_id and r in world.users]
    return (others[0].global_name or others[0].name) if others else channel.name


def _text(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)


def _thread(thread: Channel, user_id: int) -> Json:
    first = thread.messages.get(thread.id)
    return {
        "archived": thread.archived,
        "locked": thread.locked,
        "joined": user_id in thread.thread_members,
        "owner_id": _text(thread.owner_id),
        "applied_tags": [str(t) for t in thread.applied_tags],
        "answers": sum(
            m.ephemeral_for is None and m.id != thread.id for m in thread.messages.values()
        ),
        "opening": None if first is None else first.content[:200],
    }


def _can(world: World, channel: Channel, user_id: int) -> Json:
    held = world.permissions_in(channel, user_id)
    write = Bit.SEND_MESSAGES_IN_THREADS if channel.is_thread else Bit.SEND_MESSAGES
    locked = channel.locked and Bit.MANAGE_THREADS not in held
    return {
        "write": write in held and not locked,
        "attach": Bit.ATTACH_FILES in held,
        "react": Bit.ADD_REACTIONS in held,
        "history": Bit.READ_MESSAGE_HISTORY in held,
        "manage": channel.guild_id is not None and Bit.MANAGE_MESSAGES in held,
        "thread": Bit.CREATE_PUBLIC_THREADS in held,
        "commands": Bit.USE_APPLICATION_COMMANDS in held,
    }
