"""What happens by itself as time goes by: events begin and end, threads are archived."""

import asyncio
from datetime import datetime, timedelta

from bot.playground import scheduling
from bot.playground.happenings import EntityType, EventStatus, ScheduledEvent
from bot.playground.payloads.links import VALID_FOR
from bot.playground.payloads.texts import created_at
from bot.playground.records import Channel
from bot.playground.world import World

# How often is looked while nobody moves the clock; a move is noticed at once.
LOOK_EVERY_SECONDS = 5.0
# Discord says "a few hours".
NEVER_BEGAN_AFTER = timedelta(hours=3)


class Clockwork:
    """Follows the playground's clock from `start` to `stop`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to follow the clock."""
        self._world.clock.watch(self.catch_up)
        self._look()

    def stop(self) -> None:
        """Follow it no longer."""
        self._world.clock.unwatch(self.catch_up)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self.catch_up()
        self._timer = asyncio.get_running_loop().call_later(LOOK_EVERY_SECONDS, self._look)

    def catch_up(self) -> None:
        """Do all that is due by now."""
        now = self._world.clock.now()
        for guild in list(self._world.guilds.values()):
            for event in list(guild.scheduled_events.values()):
                while (status := next_status(event, now)) is not None:
                    scheduling.move_on(self._world, event, status)
        self._archive_threads(now)
        self._forget_files(now)

    def _archive_threads(self, now: datetime) -> None:
        for channel in list(self._world.channels.values()):
            if channel.is_thread and (when := archives_at(channel)) is not None and when <= now:
                channel.archived, channel.archive_changed_at = True, when
                self._world.channel_changed(channel)

    def _forget_files(self, now: datetime) -> None:
        """Files of commands and forms go once no link leads to them any more."""
        uploads = self._world.uploads
        while uploads and created_at(next(iter(uploads))) + VALID_FOR <= now:
            del uploads[next(iter(uploads))]


def next_status(event: ScheduledEvent, now: datetime) -> EventStatus | None:
    """What an event becomes by itself; None where it stays as it is.

    Source:
        Discord's documentation, "Guild Scheduled Event Status Update Automation".
    """
    external = event.entity_type is EntityType.EXTERNAL
    if event.status is EventStatus.SCHEDULED:
        if external:
            return EventStatus.ACTIVE if event.starts_at <= now else None
        return EventStatus.CANCELED if event.starts_at + NEVER_BEGAN_AFTER <= now else None
    over = external and event.ends_at is not None and event.ends_at <= now
    return EventStatus.COMPLETED if over and event.status is EventStatus.ACTIVE else None


def archives_at(thread: Channel) -> datetime | None:
    """When a thread is archived if nobody writes in it; None where it is archived already."""
    if thread.archived:
        return None
    opened = thread.archive_changed_at or created_at(thread.id)
    last = created_at(thread.last_message_id or thread.id)
    return max(opened, last) + timedelta(minutes=thread.auto_archive_minutes)
