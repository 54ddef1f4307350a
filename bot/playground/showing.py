"""What somebody sees on the playground, as JSON for a page or a terminal."""

from typing import TYPE_CHECKING, Any

from bot.playground import payloads
from bot.playground.actors import ClientError, Person, Reply
from bot.playground.actors.commands import Command
from bot.playground.actors.naming import find_user
from bot.playground.actors.reading import buttons, lines, selects
from bot.playground.records import Channel, ChannelType, Guild, Json, Message
from bot.playground.world import World

if TYPE_CHECKING:
    from bot.playground.server import Playground

LAST_MESSAGES = 50


def guilds_of(playground: "Playground", name: str, guild: object = None) -> list[Guild]:
    """The servers in which somebody is called this; only one of them where it is named."""
    found: list[Guild] = []
    for candidate in playground.world.guilds.values():
        if guild is not None and str(guild) not in (candidate.name, str(candidate.id)):
            continue
        try:
            find_user(playground.world, candidate, name)
        except ClientError:
            continue
        found.append(candidate)
    return found


async def guild(playground: "Playground", person: Person) -> Json:
    """A server with its people, and the channels and messages that somebody sees."""
    if person.guild is None:
        raise ValueError("somebody without a server sees none")
    world = playground.world
    places = [*person.channels(), *_direct_messages(world, person)]
    return {
        "id": str(person.guild.id),
        "name": person.guild.name,
        "you": {"id": str(person.id), "name": person.name},
        "people": [_person(world, person.guild, u) for u in person.guild.members],
        "channels": [await _channel(playground, person, c) for c in places],
    }


def _person(world: World, guild: Guild, user_id: int) -> Json:
    user = world.users[user_id]
    roles = [guild.roles[r].name for r in sorted(guild.members[user_id].roles)]
    shown = guild.members[user_id].nick or user.global_name or user.name
    return {"id": str(user_id), "name": shown, "bot": user.bot, "roles": roles}


def _direct_messages(world: World, person: Person) -> list[Channel]:
    return [
        c for c in world.channels.values() if c.type is ChannelType.DM and person.id in c.recipients
    ]


async def _channel(playground: "Playground", person: Person, channel: Channel) -> Json:
    other = next((r for r in channel.recipients if r != person.id), None)
    name = channel.name if other is None else playground.world.users[other].name
    seen = await person.messages(channel)
    return {
        "id": str(channel.id),
        "name": name,
        "type": int(channel.type),
        "parent_id": None if channel.parent_id is None else str(channel.parent_id),
        "topic": channel.topic,
        "messages": [message(playground, m) for m in seen[-LAST_MESSAGES:]],
    }


def message(playground: "Playground", m: Message) -> Json:
    """A message with all that a page draws, and its text as lines."""
    shown = payloads.message(playground.world, m, cdn_url=playground.cdn_url)
    author = playground.world.users.get(m.author_id)
    return shown | {
        "author_name": "Deleted User" if author is None else author.global_name or author.name,
        "lines": [line for text in lines(m) for line in text.split("\n")],
        "buttons": [b.label for b in buttons(m)],
        "menus": [s.placeholder or s.custom_id for s in selects(m)],
        "private": m.ephemeral_for is not None,
    }


def reply(playground: "Playground", r: Reply) -> Json:
    """What became of an act."""
    modal = r.modal
    return {
        "lines": r.text.split("\n") if r.text else [],
        "private": r.private,
        "thinking": r.deferred,
        "failed": None if r.failed is None else f"The application {r.failed}",
        "message": None if r.message is None else message(playground, r.message),
        "followups": [message(playground, m) for m in r.messages],
        "modal": None if modal is None else modal.json | {"interaction": str(r.interaction.id)},
    }


def command(c: Command) -> dict[str, Any]:
    """A command as a picker shows it."""
    return {"application": c.application.name, **c.json}
