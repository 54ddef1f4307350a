"""Scheduled events to be made or changed: their names, times and places."""

from dataclasses import dataclass
from datetime import datetime

from bot.playground.checks.forms import Form
from bot.playground.errors import DiscordError
from bot.playground.happenings import GUILD_ONLY, EntityType, EventStatus, ScheduledEvent
from bot.playground.records import Channel, ChannelType, Guild

NAME = 100
DESCRIPTION = 1000
LOCATION = 100
CHANNEL_TYPES = {
    EntityType.STAGE: ChannelType.STAGE,
    EntityType.VOICE: ChannelType.VOICE,
}
# Source: Discord's documentation, "Valid Guild Scheduled Event Status Transitions".
NEXT_STATUS = {
    EventStatus.SCHEDULED: frozenset({EventStatus.ACTIVE, EventStatus.CANCELED}),
    EventStatus.ACTIVE: frozenset({EventStatus.COMPLETED}),
}


@dataclass(frozen=True, slots=True)
class EventDraft:
    """All that an event is to be, once it was made or changed."""

    name: str
    entity_type: EntityType
    starts_at: datetime
    ends_at: datetime | None
    description: str | None
    location: str | None
    channel: Channel | None
    status: EventStatus = EventStatus.SCHEDULED


def created(form: Form, guild: Guild, now: datetime) -> EventDraft:
    """What a new event is to be.

    Raises:
        DiscordError: 50035 with all that is wrong.
    """
    name = form.text("name", 1, NAME, required=True) or ""
    kind = EntityType(form.choice("entity_type", set(EntityType), required=True) or 3)
    _privacy(form, required=True)
    starts_at = _start(form, now, required=True) or now
    ends_at = _end(form, starts_at, now)
    description = form.text("description", 1, DESCRIPTION)
    location, channel = _place(form, guild, kind, required=True)
    _require_end(form, kind, ends_at)
    form.finish()
    return EventDraft(name, kind, starts_at, ends_at, description, location, channel)


def edited(form: Form, guild: Guild, event: ScheduledEvent, now: datetime) -> EventDraft:
    """What an event is to be after a change; what the body does not name stays.

    Raises:
        DiscordError: 50035 with all that is wrong, 180000 where it is over or called off.
    """
    if event.is_finished:
        raise DiscordError(400, 180000, "Cannot update a finished event")
    kind = EntityType(form.choice("entity_type", set(EntityType)) or event.entity_type)
    name = form.text("name", 1, NAME) or event.name
    _privacy(form)
    status = _status(form, event)
    starts_at = _new_start(form, event, now)
    ends_at = _new_end(form, event, starts_at, now)
    description = event.description
    if form.has("description"):
        description = form.text("description", 0, DESCRIPTION) or None
    location, channel = _new_place(form, guild, kind, event)
    _require_end(form, kind, ends_at)
    form.finish()
    return EventDraft(name, kind, starts_at, ends_at, description, location, channel, status)


IN_PAST = "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST: Cannot schedule event in the past."
END_BEFORE_START = (
    "GUILD_SCHEDULED_EVENT_END_BEFORE_START: Cannot schedule an event that ends before it starts."
)


def _privacy(form: Form, *, required: bool = False) -> None:
    form.choice("privacy_level", {GUILD_ONLY}, required=required)


def _start(form: Form, now: datetime, *, required: bool = False) -> datetime | None:
    form.value("scheduled_start_time", required=required)
    starts_at = form.time("scheduled_start_time")
    if starts_at is not None and starts_at <= now:
        form.wrong("scheduled_start_time", IN_PAST)
    return starts_at


def _new_start(form: Form, event: ScheduledEvent, now: datetime) -> datetime:
    asked = form.time("scheduled_start_time")
    if asked is None or asked == event.starts_at:
        # Clients send all fields back, also the start of an event that has begun.
        return event.starts_at
    if event.status is EventStatus.ACTIVE:
        form.wrong(
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_ACTIVE: Cannot change the start of an event that has begun.",
        )
    return _start(form, now) or event.starts_at


def _end(form: Form, starts_at: datetime, now: datetime) -> datetime | None:
    ends_at = form.time("scheduled_end_time")
    if ends_at is not None and ends_at <= starts_at:
        form.wrong("scheduled_end_time", END_BEFORE_START)
    elif ends_at is not None and ends_at <= now:
        form.wrong("scheduled_end_time", IN_PAST)
    return ends_at


def _new_end(
    form: Form, event: ScheduledEvent, starts_at: datetime, now: datetime
) -> datetime | None:
    if form.has("scheduled_end_time"):
        return _end(form, starts_at, now)
    if event.ends_at is not None and event.ends_at <= starts_at:
        form.wrong("scheduled_start_time", END_BEFORE_START)
    return event.ends_at


def _require_end(form: Form, kind: EntityType, ends_at: datetime | None) -> None:
    if kind is EntityType.EXTERNAL and ends_at is None:
        form.value("scheduled_end_time", required=True)


def _status(form: Form, event: ScheduledEvent) -> EventStatus:
    asked = form.choice("status", set(EventStatus))
    if asked is None or asked == event.status:
        return event.status
    if asked not in NEXT_STATUS[event.status]:
        form.wrong(
            "status",
            "GUILD_SCHEDULED_EVENT_INVALID_STATUS: "
            f"An event does not go from {event.status.name} to {EventStatus(asked).name}.",
        )
    return EventStatus(asked)


def _place(
    form: Form, guild: Guild, kind: EntityType, *, required: bool
) -> tuple[str | None, Channel | None]:
    """The location or the channel, whichever this kind of event has; null where it has none."""
    if kind is EntityType.EXTERNAL:
        if form.value("channel_id") is not None:
            form.wrong("channel_id", "BASE_TYPE_CHOICES: An external event has no channel.")
        place = form.form("entity_metadata", required=required)
        if place is None:
            return None, None
        return place.text("location", 1, LOCATION, required=True), None
    place = form.form("entity_metadata")
    if place is not None and place.has("location"):
        form.wrong("entity_metadata", "BASE_TYPE_CHOICES: Only an external event has a location.")
    return None, _channel(form, guild, CHANNEL_TYPES[kind], required=required)


def _new_place(
    form: Form, guild: Guild, kind: EntityType, event: ScheduledEvent
) -> tuple[str | None, Channel | None]:
    if kind is not event.entity_type:
        return _place(form, guild, kind, required=True)
    location, channel = _place(form, guild, kind, required=False)
    return location or event.location, channel or guild.channels.get(event.channel_id or 0)


def _channel(form: Form, guild: Guild, kind: ChannelType, *, required: bool) -> Channel | None:
    channel_id = form.snowflake("channel_id", required=required)
    channel = guild.channels.get(channel_id or 0)
    if channel_id is not None and (channel is None or channel.type is not kind):
        form.wrong(
            "channel_id",
            f"GUILD_SCHEDULED_EVENT_INVALID_CHANNEL: Not a {kind.name.lower()} channel.",
        )
    return channel
