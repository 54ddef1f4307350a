"""Which changes somebody hears of, and as what."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.playground.live import drawing
from bot.playground.records import Json, Message
from bot.playground.world import Event, World

if TYPE_CHECKING:
    from bot.playground.actors import Person

# What changes more than a message: the page is told the places anew.
ABOUT_PLACES = ("GUILD_", "CHANNEL_", "THREAD_")
# The page shows no audit log.
UNSEEN = "GUILD_AUDIT_LOG_ENTRY_CREATE"
REACTIONS = "MESSAGE_REACTION_"


def concerns(world: World, person: "Person", event: Event) -> bool:
    """Whether somebody hears of an event."""
    if event.channel_id is not None:
        channel = world.channels.get(event.channel_id)
        return channel is None or world.sees(channel, person.id)
    if event.guild_id is not None:
        return person.guild is not None and event.guild_id == person.guild.id
    return person.id in event.to_users


def changes_places(event: Event) -> bool:
    """Whether channels, people or roles may look different now."""
    direct = event.guild_id is None and event.name == "MESSAGE_CREATE"
    return direct or (event.name.startswith(ABOUT_PLACES) and event.name != UNSEEN)


def frames(
    world: World, person: "Person", event: Event, commands: dict[int, str]
) -> Iterator[Json]:
    """What the page is told of an event about messages.

    Args:
        world: Where it happened.
        person: Who hears of it.
        event: What happened.
        commands: By interaction, the name of the command that was used.
    """
    if event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or event.name.startswith(REACTIONS):
        found = _message(world, event.data)
        if found is not None:
            command = command_of(found, commands)
            shown = drawing.message(world, found, viewer_id=person.id, command=command)
            yield {"type": "message", "new": event.name == "MESSAGE_CREATE", "message": shown}
    elif event.name in ("MESSAGE_DELETE", "MESSAGE_DELETE_BULK"):
        ids = event.data.get("ids") or [event.data["id"]]
        yield {"type": "gone", "channel": event.data["channel_id"], "messages": ids}
    elif event.name == "TYPING_START":
        who = event.data["user_id"]
        yield {"type": "typing", "channel": event.data["channel_id"], "who": who}


def _message(world: World, data: Json) -> Message | None:
    channel = world.channels.get(int(data["channel_id"]))
    return (
        None if channel is None else channel.messages.get(int(data.get("message_id") or data["id"]))
    )


def command_of(message: Message, commands: dict[int, str]) -> str | None:
    """The command that a message answers."""
    about = message.interaction_metadata
    return None if about is None else commands.get(int(about["id"]))
