"""Making, changing and ending scheduled events: bots and people meet here."""

from bot.playground import auditing, payloads
from bot.playground.audit_log import Action
from bot.playground.checks import scheduled_events as checks
from bot.playground.checks.forms import body_form
from bot.playground.checks.scheduled_events import EventDraft
from bot.playground.errors import DiscordError, missing_permissions, unknown
from bot.playground.happenings import EntityType, EventStatus, ScheduledEvent
from bot.playground.permissions import NOTHING, Bit
from bot.playground.records import Channel, Guild, Json
from bot.playground.state import Event, State

MOST = 100
# What the place of an event asks of who puts one there, beside Create Events. Source: Discord's
# documentation, "Guild Scheduled Event", permissions.
IN_PLACE = {
    EntityType.STAGE: Bit.MANAGE_CHANNELS | Bit.MUTE_MEMBERS | Bit.MOVE_MEMBERS,
    EntityType.VOICE: Bit.VIEW_CHANNEL | Bit.CONNECT,
    EntityType.EXTERNAL: NOTHING,
}


def seen_by(world: State, guild: Guild, user_id: int) -> list[ScheduledEvent]:
    """The events that are to come or take place, as far as somebody sees them, by start."""
    there = [e for e in guild.scheduled_events.values() if not e.is_finished]
    seen = [e for e in there if world.sees_event(e, user_id)]
    return sorted(seen, key=lambda e: (e.starts_at, e.id))


def find(world: State, guild: Guild, event_id: int, by: int) -> ScheduledEvent:
    """An event that somebody sees, or Discord's error 10070."""
    event = guild.scheduled_events.get(event_id)
    if event is None or not world.sees_event(event, by):
        raise unknown("Guild Scheduled Event")
    return event


def create(
    world: State, guild: Guild, by: int, body: Json, *, reason: str | None = None
) -> ScheduledEvent:
    """Make an event and tell it.

    Raises:
        DiscordError: It is refused, with 30038 where there are too many; nothing is made.
    """
    draft = checks.created(body_form(body), guild, world.clock.now())
    _require(world, guild, draft.channel, by, Bit.CREATE_EVENTS | IN_PLACE[draft.entity_type])
    if sum(not e.is_finished for e in guild.scheduled_events.values()) >= MOST:
        raise DiscordError(
            400, 30038, f"Maximum number of uncompleted guild scheduled events reached ({MOST})"
        )
    event = ScheduledEvent(
        world.new_id(), guild.id, by, draft.name, draft.entity_type, draft.starts_at
    )
    _take_over(event, draft)
    guild.scheduled_events[event.id] = event
    if not world.user(by).bot:
        # A client notes that who makes an event is interested in it.
        event.interested[by] = world.clock.now()
    tell(world, "GUILD_SCHEDULED_EVENT_CREATE", event)
    made = auditing.changed({}, _logged(event))
    auditing.note(world, guild, by, Action.EVENT_CREATE, event.id, changes=made, reason=reason)
    return event


def change(
    world: State, guild: Guild, event: ScheduledEvent, by: int, body: Json, *, reason: str | None
) -> None:
    """Change an event, or its status, and tell it.

    Raises:
        DiscordError: It is refused; nothing changes.
    """
    _require_may_change(world, guild, event, by)
    draft = checks.edited(body_form(body), guild, event, world.clock.now())
    channel = None if draft.channel is None else draft.channel.id
    if (draft.entity_type, channel) != (event.entity_type, event.channel_id):
        _require(world, guild, draft.channel, by, IN_PLACE[draft.entity_type])
    before = _logged(event)
    _take_over(event, draft)
    tell(world, "GUILD_SCHEDULED_EVENT_UPDATE", event)
    made = auditing.changed(before, _logged(event))
    auditing.note(world, guild, by, Action.EVENT_UPDATE, event.id, changes=made, reason=reason)


def delete(
    world: State, guild: Guild, event: ScheduledEvent, by: int, *, reason: str | None
) -> None:
    """Delete an event and tell it."""
    _require_may_change(world, guild, event, by)
    del guild.scheduled_events[event.id]
    tell(world, "GUILD_SCHEDULED_EVENT_DELETE", event)
    gone = auditing.changed(_logged(event), {})
    auditing.note(world, guild, by, Action.EVENT_DELETE, event.id, changes=gone, reason=reason)


def set_interest(world: State, event: ScheduledEvent, user_id: int, *, interested: bool) -> None:
    """Somebody presses "Interested", or takes it back; once more does nothing."""
    if interested is (user_id in event.interested):
        return
    if interested:
        event.interested[user_id] = world.clock.now()
    else:
        del event.interested[user_id]
    data = {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(user_id),
        "guild_id": str(event.guild_id),
    }
    name = f"GUILD_SCHEDULED_EVENT_USER_{'ADD' if interested else 'REMOVE'}"
    world.emit(Event(name, data, guild_id=event.guild_id, channel_id=event.channel_id))


def move_on(world: State, event: ScheduledEvent, status: EventStatus) -> None:
    """Let an event begin or end by itself; nobody did it, so it is not in the audit log."""
    event.status = status
    tell(world, "GUILD_SCHEDULED_EVENT_UPDATE", event)


def tell(world: State, name: str, event: ScheduledEvent) -> None:
    """Emit news of an event; of one in a channel, to those who see it."""
    data = payloads.scheduled_event(world, event)
    world.emit(Event(name, data, guild_id=event.guild_id, channel_id=event.channel_id))


# --- how it is put together -------------------------------------------------------------------


def _require(world: State, guild: Guild, channel: Channel | None, by: int, bits: Bit) -> None:
    held = world.permissions_in_guild(guild.id, by)
    if channel is not None:
        held = world.permissions_in(channel, by)
    if bits & ~held:
        raise missing_permissions()


def _require_may_change(world: State, guild: Guild, event: ScheduledEvent, by: int) -> None:
    """Manage Events, or for one's own Create Events too."""
    channel = world.channels.get(event.channel_id or 0)
    place = world.permissions_in_guild(guild.id, by)
    held = place if channel is None else world.permissions_in(channel, by)
    own = event.creator_id == by and Bit.CREATE_EVENTS in held
    if not own and Bit.MANAGE_EVENTS not in held:
        raise missing_permissions()


def _take_over(event: ScheduledEvent, draft: EventDraft) -> None:
    event.name, event.description = draft.name, draft.description
    event.entity_type, event.status = draft.entity_type, draft.status
    event.starts_at, event.ends_at = draft.starts_at, draft.ends_at
    event.location = draft.location
    event.channel_id = None if draft.channel is None else draft.channel.id


def _logged(event: ScheduledEvent) -> Json:
    return {
        "name": event.name,
        "description": event.description,
        "location": event.location,
        "channel_id": None if event.channel_id is None else str(event.channel_id),
        "entity_type": int(event.entity_type),
        "status": int(event.status),
        "privacy_level": 2,
        "scheduled_start_time": payloads.timestamp(event.starts_at),
        "scheduled_end_time": payloads.timestamp(event.ends_at),
    }
