"""What somebody does with scheduled events, by hand."""

from datetime import datetime
from types import EllipsisType

from bot.playground import scheduling
from bot.playground.actors.errors import ClientError, shown_by_client
from bot.playground.actors.naming import find_channel, id_in
from bot.playground.actors.somebody import Somebody
from bot.playground.happenings import GUILD_ONLY, EntityType, EventStatus, ScheduledEvent
from bot.playground.records import ChannelType, Json


class Guest(Somebody):
    """Somebody who looks at events, and makes or changes them where they may."""

    async def events(self) -> list[ScheduledEvent]:
        """The events that they see, by start; not those that are over or called off."""
        return scheduling.seen_by(self._world, self.server, self.id)

    async def create_event(
        self,
        name: str,
        starts_at: datetime,
        ends_at: datetime | None = None,
        *,
        location: str | None = None,
        channel: object = None,
        description: str | None = None,
    ) -> ScheduledEvent:
        """Make an event at a location, or in a voice or stage channel.

        Raises:
            ClientError: They may not, or something is wrong with it; `code` says what.
        """
        given = {"name": name, "starts_at": starts_at, "ends_at": ends_at}
        given |= {"location": location, "channel": channel, "description": description}
        body = self._body({k: v for k, v in given.items() if v is not None})
        body["privacy_level"] = GUILD_ONLY
        with shown_by_client():
            return scheduling.create(self._world, self.server, self.id, body)

    async def edit_event(
        self,
        event: object,
        *,
        name: str | EllipsisType = ...,
        description: str | EllipsisType | None = ...,
        starts_at: datetime | EllipsisType = ...,
        ends_at: datetime | EllipsisType | None = ...,
        location: str | EllipsisType = ...,
        channel: object = ...,
        status: EventStatus | EllipsisType = ...,
    ) -> ScheduledEvent:
        """Change an event (record, id or name); what is not given stays.

        Raises:
            ClientError: They may not, or something is wrong with it; `code` says what.
        """
        given = {"name": name, "description": description, "starts_at": starts_at}
        given |= {"ends_at": ends_at, "location": location, "channel": channel, "status": status}
        found = self._event(event)
        body = self._body({k: v for k, v in given.items() if v is not ...})
        with shown_by_client():
            scheduling.change(self._world, self.server, found, self.id, body, reason=None)
        return found

    async def begin_event(self, event: object) -> ScheduledEvent:
        """Start an event by hand."""
        return await self.edit_event(event, status=EventStatus.ACTIVE)

    async def end_event(self, event: object) -> ScheduledEvent:
        """End an event by hand."""
        return await self.edit_event(event, status=EventStatus.COMPLETED)

    async def cancel_event(self, event: object) -> ScheduledEvent:
        """Call an event off."""
        return await self.edit_event(event, status=EventStatus.CANCELED)

    async def delete_event(self, event: object) -> None:
        """Delete an event."""
        with shown_by_client():
            scheduling.delete(self._world, self.server, self._event(event), self.id, reason=None)

    async def interested(self, event: object) -> None:
        """Press "Interested"."""
        scheduling.set_interest(self._world, self._event(event), self.id, interested=True)

    async def not_interested(self, event: object) -> None:
        """Take "Interested" back."""
        scheduling.set_interest(self._world, self._event(event), self.id, interested=False)

    # --- how it is put together ---------------------------------------------------------------

    def _event(self, wanted: object) -> ScheduledEvent:
        there = scheduling.seen_by(self._world, self.server, self.id)
        wanted_id = id_in(wanted)
        for event in there:
            if event.id == wanted_id or event.name == wanted:
                return event
        names = ", ".join(repr(e.name) for e in there) or "none"
        raise ClientError(f"{self.name} sees no event {wanted!r}; there are: {names}")

    def _body(self, given: dict[str, object]) -> Json:
        body: Json = {k: given[k] for k in ("name", "description", "status") if k in given}
        for key, sent in (("starts_at", "scheduled_start_time"), ("ends_at", "scheduled_end_time")):
            if key in given:
                when = given[key]
                body[sent] = when.isoformat() if isinstance(when, datetime) else None
        if "location" in given:
            body["entity_type"] = int(EntityType.EXTERNAL)
            body["entity_metadata"] = {"location": given["location"]}
        elif "channel" in given:
            channel = find_channel(self._world, self.guild, given["channel"])
            stage = channel.type is ChannelType.STAGE
            body["entity_type"] = int(EntityType.STAGE if stage else EntityType.VOICE)
            body["channel_id"] = str(channel.id)
        return body
