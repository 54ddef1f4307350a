"""The job that keeps a training's server event as the training is."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Plan
from bot.jobs.run import Run
from cogs.events.mirror import rules
from cogs.events.mirror.asking import CHANGED_BY_HAND, DELETED_BY_HAND, Asks
from cogs.events.mirror.records import Mirror, State
from cogs.events.mirror.store import MirrorStore
from cogs.events.plans import title_of
from cogs.events.records import Change, Event, Occasion
from cogs.events.settings import EventSettings
from cogs.events.store import EventStore

MIRROR = "events.mirror"
# The post comes first, so that the server event can lead to it.
AFTER_POST = timedelta(seconds=30)
SOON = timedelta(seconds=1)


class Mirroring:
    """A job for each change, which does whatever is to be done: make, change, cancel, look.

    They run one after the other, in the order of the channel.
    It never stands in a training's way: what Discord refuses is noted and told once.
    """

    def __init__(self, house: House, events: EventStore, store: MirrorStore) -> None:
        self._house = house
        self._events = events
        self._store = store

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The reflection of what changed."""
        return (
            JobKind(
                MIRROR,
                self.reflect,
                grace=timedelta(days=1),
                title=lambda job: f"The server event of {title_of(job)}",
                post_now=False,
                listed=False,
            ),
        )

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Reflect the change soon."""
        wait = AFTER_POST if change is Change.OPENED else SOON
        plan = _plan(occasion.event, self._house.clock.now(), wait)
        await self._house.jobs.schedule(plan, within=within)

    async def look_again(self, guild_id: int, event_id: int) -> None:
        """See whether somebody changed the server event by hand, or do what a host wants now."""
        event = await self._events.event(guild_id, event_id)
        if event is not None:
            await self._house.jobs.schedule(_plan(event, self._house.clock.now(), SOON))

    async def reflect(self, run: Run) -> None:
        """Bring it up to date."""
        guild_id, event_id = run.job.guild_id or 0, int(run.job.payload["event"])
        event = await self._events.event(guild_id, event_id)
        if event is None:
            return
        mirror = await self._store.mirror(guild_id, event_id) or Mirror(guild_id, event_id)
        asks = Asks(self._house, run, event.channel_id)
        try:
            mirror = await self._after_hands(run, asks, event, mirror)
            await self._reflect(asks, event, mirror)
        except CannotWorkError as error:
            await self._refused(run, event, mirror, error.code)

    # --- how --------------------------------------------------------------------------------------

    async def _reflect(self, asks: Asks, event: Event, mirror: Mirror) -> None:
        wanted = self.is_wanted(event.guild_id, mirror)
        coming = await self._coming(event)
        if mirror.native_id is not None and not wanted:
            await asks.remove(mirror.native_id)
            mirror = await self._kept(replace(mirror, native_id=None, occurrence_id=None))
        if mirror.native_id is not None:
            mirror = await self._up_to_date(asks, event, mirror)
        shows = mirror.occurrence_id
        if not wanted or coming is None or shows == coming.occurrence.id:
            return
        if coming.occurrence.starts > self._house.clock.now() + SOON:
            await self._make(asks, mirror, coming)

    async def _make(self, asks: Asks, mirror: Mirror, coming: Occasion) -> None:
        native = rules.native_of(coming)
        native_id = await asks.make(coming, native)
        made = replace(mirror, occurrence_id=coming.occurrence.id, native_id=native_id)
        await self._kept(replace(made, shown=native, seen=(), trouble=""))

    async def _up_to_date(self, asks: Asks, event: Event, mirror: Mirror) -> Mirror:
        """Change it as its date was changed, or call it off with it; one that is over stays."""
        shown, native_id = mirror.shown, mirror.native_id
        occasion = await self._events.occasion(event.guild_id, mirror.occurrence_id or 0)
        if occasion is None or shown is None or native_id is None:
            return mirror
        if occasion.occurrence.ends <= self._house.clock.now():
            return await self._kept(replace(mirror, native_id=None))
        if occasion.is_cancelled:
            await asks.change(native_id, {"status": rules.CANCELLED})
            return await self._kept(replace(mirror, native_id=None))
        native = rules.native_of(occasion)
        # What somebody changed by hand stays, unless the training itself changed there.
        if body := rules.body_of(native, shown):
            await asks.change(native_id, body)
            seen = tuple(n for n in mirror.seen if n not in rules.differences(native, shown))
            mirror = await self._kept(replace(mirror, shown=native, seen=seen, trouble=""))
        return mirror

    async def _after_hands(self, run: Run, asks: Asks, event: Event, mirror: Mirror) -> Mirror:
        """Take note of what somebody did by hand, and tell staff once."""
        if mirror.native_id is None or mirror.shown is None:
            return mirror
        occasion = await self._events.occasion(event.guild_id, mirror.occurrence_id or 0)
        if occasion is None or occasion.occurrence.ends <= self._house.clock.now():
            return mirror
        found, title = await asks.seen(mirror.native_id), occasion.details.title
        if found is None or found["status"] in rules.FINISHED:
            action = DELETED_BY_HAND if found is None else CHANGED_BY_HAND
            by = await asks.who(mirror.native_id, action)
            run.remarks.append(rules.deleted_sentence(title, by))
            return await self._kept(replace(mirror, state=State.DELETED, native_id=None))
        changed = rules.differences(mirror.shown, rules.native_in(found))
        if new := [name for name in changed if name not in mirror.seen]:
            by = await asks.who(mirror.native_id, CHANGED_BY_HAND)
            run.remarks.append(rules.edited_sentence(title, new, by))
        return mirror if changed == mirror.seen else await self._kept(replace(mirror, seen=changed))

    async def _refused(self, run: Run, event: Event, before: Mirror, code: int) -> None:
        found = await self._store.mirror(event.guild_id, event.id) or before
        sentence = rules.trouble_sentence(event.details.title, code)
        if rules.is_told(code) and found.trouble != sentence:
            run.remarks.append(sentence)
        await self._kept(replace(found, trouble=sentence))

    async def _coming(self, event: Event) -> Occasion | None:
        """The date that is to be shown: the next that members can sign up for."""
        now = self._house.clock.now()
        opened = await self._events.opened(event.guild_id, now)
        return next((each for each in opened if each.event.id == event.id), None)

    def is_wanted(self, guild_id: int, mirror: Mirror) -> bool:
        """Whether server and hosts want it, and nobody took it away."""
        return mirror.state is State.ON and self.server_wants(guild_id)

    def server_wants(self, guild_id: int) -> bool:
        """Whether the server wants trainings among its events."""
        return self._house.guilds.get(guild_id, EventSettings).native_events == "on"

    async def _kept(self, mirror: Mirror) -> Mirror:
        await self._store.save(mirror)
        return mirror


def _plan(event: Event, now: datetime, wait: timedelta) -> Plan:
    return Plan(
        MIRROR,
        # One that is under way may have looked already, so each change gets its own.
        f"{event.id}:{now.isoformat()}",
        now + wait,
        guild_id=event.guild_id,
        payload={"event": event.id, "title": event.details.title},
        channel_id=event.channel_id,
        planned_by=event.planned_by,
    )
