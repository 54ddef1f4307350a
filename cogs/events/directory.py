"""The trainings of each server in memory, for suggestions while somebody types."""

from collections.abc import Callable
from datetime import datetime

from discord import app_commands

from bot.errors import NotFoundError
from bot.jobs.recurrence import Occurrence
from bot.when.wording import local_wording, zone_wording
from cogs.events.records import Event, Status
from cogs.events.rules import ahead
from cogs.events.store import EventStore
from cogs.events.wording import plain_cut

MOST = 25
# Looking ahead in more trainings than this would keep others waiting.
MOST_LOOKED_AT = 60
Choices = list[app_commands.Choice[str]]


class Directory:
    """Knows what is planned; `put` each training that was changed."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
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

    def suggest(
        self,
        guild_id: int | None,
        typed: str,
        now: datetime,
        *,
        shown: Callable[[Event], bool] = lambda _: True,
    ) -> Choices:
        """Trainings whose title has what was typed, the next first; the value is the id.

        Args:
            guild_id: The server; None has none.
            typed: As far as it is typed.
            now: The time.
            shown: Which ones may be shown to whoever types.
        """
        like = filter(shown, self._like(guild_id, typed))
        found = [(self._ahead(event, now), event) for event in like]
        coming = sorted((n.starts, e.id, n, e) for n, e in found if n is not None)
        return [
            app_commands.Choice(
                name=plain_cut(f"{local_wording(_local(n, e))} · {e.details.title}", 100),
                value=str(e.id),
            )
            for _, _, n, e in coming[:MOST]
        ]

    def suggest_dates(self, guild_id: int | None, event: str, typed: str, now: datetime) -> Choices:
        """The coming dates of a training; the value is the planned wall time."""
        found = self._events.get(guild_id or 0, {}).get(int(event) if event.isdecimal() else 0)
        if found is None:
            return []
        dates = ahead(found.plan, found.details.length, now, MOST)
        named = [
            (f"{local_wording(_local(o, found))} {zone_wording(found.plan.zone)}", o) for o in dates
        ]
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

    def _ahead(self, event: Event, now: datetime) -> Occurrence | None:
        known = self._next.get(event.id)
        if known is None or known.starts + event.details.length <= now:
            known = next(iter(ahead(event.plan, event.details.length, now, 1)), None)
            if known is not None:
                self._next[event.id] = known
        return known


def _local(occurrence: Occurrence, event: Event) -> datetime:
    return dict(event.plan.moved).get(occurrence.planned, occurrence.planned)
