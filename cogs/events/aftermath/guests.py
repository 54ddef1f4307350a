"""Who was at a training, for all that comes after it."""

from cogs.events.aftermath.records import Sums
from cogs.events.aftermath.rules import shown_of
from cogs.events.aftermath.store import FeedbackStore
from cogs.events.ce.store import AttendanceStore
from cogs.events.records import Answer, Occasion
from cogs.events.seats.store import SeatStore


class Guests:
    """Those who checked in; where nobody did, those who were going."""

    def __init__(
        self, seats: SeatStore, attendance: AttendanceStore, feedback: FeedbackStore
    ) -> None:
        self._seats = seats
        self._attendance = attendance
        self._feedback = feedback

    async def there(self, occasion: Occasion) -> list[int]:
        """Who was there."""
        here = (occasion.event.guild_id, occasion.occurrence.id)
        came = await self._attendance.present(*here)
        return came or await self._seats.who(*here, [Answer.GOING])

    async def sums(self, occasion: Occasion) -> Sums:
        """How many came, and what hosts may see of what they say."""
        here = (occasion.event.guild_id, occasion.occurrence.id)
        came = await self._attendance.present(*here)
        counts = await self._seats.counts(*here)
        shown = shown_of(await self._feedback.answers(*here))
        return Sums(counts.going, len(came) or None, shown)
