"""Trainings on one date, as attendance is taken of them."""

from bot.errors import NotAllowedError, NotFoundError
from cogs.events.ce.records import Claim, Sitting
from cogs.events.ce.rules import DEFAULT_PERCENT
from cogs.events.ce.store import AttendanceStore
from cogs.events.records import Ce, Occasion
from cogs.events.store import EventStore


class Sittings:
    """Finds them, with the rule of their training."""

    def __init__(self, events: EventStore, store: AttendanceStore) -> None:
        self._events = events
        self._store = store

    async def found(self, guild_id: int, occurrence_id: int) -> Occasion | None:
        """A date of a training of this server; None where there is none (any more)."""
        return await self._events.occasion(guild_id, occurrence_id)

    async def occasion(self, guild_id: int, occurrence_id: int) -> Occasion:
        """As `found`.

        Raises:
            NotFoundError: There is none (any more).
        """
        if (found := await self.found(guild_id, occurrence_id)) is None:
            raise NotFoundError("That training is not here any more. Try `/event list`.")
        return found

    async def of(self, occasion: Occasion) -> Sitting:
        """The sitting of a date."""
        guild_id, event_id = occasion.event.guild_id, occasion.event.id
        return sitting_of(occasion, await self._store.percent(guild_id, event_id))

    async def taking_place(self, guild_id: int, occurrence_id: int) -> Sitting:
        """The sitting of a date that was not called off.

        Raises:
            NotFoundError: There is none (any more).
            NotAllowedError: It was cancelled.
        """
        occasion = await self.occasion(guild_id, occurrence_id)
        if occasion.is_cancelled:
            raise NotAllowedError("This training was cancelled, so nobody checks in or out.")
        return await self.of(occasion)


def sitting_of(occasion: Occasion, percent: int = DEFAULT_PERCENT) -> Sitting:
    """A date of a training; without `percent` under the usual rule."""
    occurrence = occasion.occurrence
    return Sitting(
        guild_id=occasion.event.guild_id,
        event_id=occasion.event.id,
        occurrence_id=occurrence.id,
        title=occasion.details.title,
        starts=occurrence.starts,
        length=occurrence.ends - occurrence.starts,
        zone=occasion.event.plan.zone,
        percent=percent,
        claim=_claim_of(occasion.details.ce),
    )


def _claim_of(ce: Ce | None) -> Claim:
    if ce is None:
        return Claim()
    return Claim(round(ce.hours * 60), ce.approver or None, ce.number or None, ce.confirmed)
