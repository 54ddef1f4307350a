"""The trainings of each server in memory, for suggestions while somebody types."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from discord import app_commands

from bot.errors import NotFoundError
from bot.jobs.recurrence import Occurrence
from bot.when.instants import wall_time
from bot.when.wording import local_wording
from bot.when.zones import place_of
from cogs.events.called_off import CalledOff
from cogs.events.records import Event, Status
from cogs.events.rules import ahead
from cogs.events.store import EventStore
from cogs.events.wording import plain_cut

MOST = 25
# Looking ahead in more trainings than this would keep others waiting.
MOST_LOOKED_AT = 60
NONE: frozenset[datetime] = frozenset()
Choices = list[app_commands.Choice[str]]


class Directory:
    """Knows what is planned; `put` each training that was changed."""

    def __init__(self, store: EventStore, called_off: CalledOff) -> None:
        self._store = store
        self._called_off = called_off
        self._events: dict[int, dict[int, Event]] = {}
        self._next: dict[int, Occurrence] = {}

    async def load(self, now: datetime) -> None:
        """Read what is planned; once, at the start."""
        for event in await self._store.planned(now):
            self.put(event)

    def put(self, event: Event) -> None:
        """Take in a training as it is now."""
        self._next.pop(event.id, None)
        known = self._events.setdefault(event.guild_id, {})
        if event.status is Status.PLANNED:
            known[event.id] = event
        else:
            known.pop(event.id, None)

    async def suggest(
        self,
        guild_id: int | None,
        typed: str,
        now: datetime,
        *,
        zone: str | None,
        shown: Callable[[Event], bool] = lambda _: True,
    ) -> Choices:
        """Trainings whose title has what was typed, the next first; the value is the id.

        Args:
            guild_id: The server; None has none.
            typed: As far as it is typed.
            now: The time.
            zone: Whose clocks show when they are; None for each training's own.
            shown: Which ones may be shown to whoever types.
        """
        like = [event for event in self._like(guild_id, typed) if shown(event)]
        gone = await self._called_off.dates(guild_id or 0, now)
        found = [(self._ahead(event, now, gone.get(event.id, NONE)), event) for event in like]
        coming = sorted((n.starts, e.id, n, e) for n, e in found if n is not None)
        return [
            app_commands.Choice(
                name=plain_cut(f"{_when(n, zone or e.plan.zone)} · {e.details.title}", 100),
                value=str(e.id),
            )
            for _, _, n, e in coming[:MOST]
        ]

    async def suggest_dates(
        self, guild_id: int | None, event: str, typed: str, now: datetime, *, zone: str | None
    ) -> Choices:
        """The coming dates of a training, as in `suggest`; the value is the planned wall time."""
        found = self._events.get(guild_id or 0, {}).get(int(event) if event.isdecimal() else 0)
        if found is None:
            return []
        gone = (await self._called_off.dates(found.guild_id, now)).get(found.id, NONE)
        dates = ahead(found.plan, found.details.length, now, MOST + len(gone))
        there = [date for date in dates if date.planned not in gone][:MOST]
        named = [(_when(o, zone or found.plan.zone), o) for o in there]
        return [
            app_commands.Choice(name=plain_cut(name, 100), value=o.planned.isoformat())
            for name, o in named
            if typed.casefold() in name.casefold() or typed == o.planned.isoformat()
        ]

    async def chosen(self, guild_id: int, text: str) -> Event:
        """The training that was picked, or whose title was typed.

        Raises:
            NotFoundError: None of this server, or several.
        """
        if text.isdecimal() and len(text) < 19:
            event = await self._store.event(guild_id, int(text))
            if event is not None:
                return event
        fits = self._like(guild_id, text)
        exact = [e for e in fits if e.details.title.casefold() == text.strip().casefold()]
        if len(only := exact or fits) == 1:
            return only[0]
        raise NotFoundError(
            "I know no training by that name here. Pick one of the suggestions, or look at "
            "`/event list`."
        )

    def _like(self, guild_id: int | None, typed: str) -> list[Event]:
        words = typed.casefold().split()
        events = self._events.get(guild_id or 0, {}).values()
        found = [
            event
            for event in events
            if all(word in event.details.title.casefold() for word in words)
        ]
        return found[-MOST_LOOKED_AT:]

    def _ahead(self, event: Event, now: datetime, gone: frozenset[datetime]) -> Occurrence | None:
        known, length = self._next.get(event.id), event.details.length
        if known is None or known.starts + length <= now or known.planned in gone:
            dates = ahead(event.plan, length, now, 1 + len(gone))
            known = next((date for date in dates if date.planned not in gone), None)
            if known is not None:
                self._next[event.id] = known
        return known


def _when(occurrence: Occurrence, zone: str) -> str:
    """When it is by the clocks of a zone: "Fri 27 Nov 2026, 18:00 New York"."""
    return f"{local_wording(wall_time(occurrence.starts, ZoneInfo(zone)))} {place_of(zone)}"
