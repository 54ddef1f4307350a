"""Making a draft real, once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import InvalidInputError
from bot.when.instants import wall_time
from cogs.events.changing import Changing, Wanted
from cogs.events.drafting.records import Draft, Reading, Scope
from cogs.events.drafting.store import DraftStore
from cogs.events.planning import Planning
from cogs.events.records import Event


class Saving:
    """Plans or changes a training as a draft says that leaves no question."""

    def __init__(self, planning: Planning, changing: Changing, store: DraftStore) -> None:
        self._house = planning.house
        self._planning = planning
        self._changing = changing
        self._store = store

    async def save(self, draft: Draft, reading: Reading) -> Event:
        """The training as it is now; the draft is gone.

        Raises:
            InvalidInputError: It was saved already, or can't be.
        """
        if draft.scope is Scope.NEW:
            return await self._create(draft, reading)
        return await self._change(draft, reading)

    async def _create(self, draft: Draft, reading: Reading) -> Event:
        if reading.details is None or reading.plan is None:
            raise InvalidInputError("Something is still missing. Press *Edit*, please.")
        now = self._house.clock.now()
        event = Event(
            id=0,
            guild_id=draft.guild_id,
            details=reading.details,
            plan=reading.plan,
            channel_id=reading.channel_id,
            created_at=now,
            changed_at=now,
            role_id=reading.role_id,
            hosts=reading.hosts or (draft.member_id,),
            ladder=reading.ladder,
            planned_by=draft.member_id,
        )
        async with self._house.storage.write() as connection:
            if not await self._store.take(connection, draft):
                raise InvalidInputError("It is saved already; see `/event list`.")
            occasion = await self._planning.create(connection, event)
        self._planning.directory.put(occasion.event)
        return occasion.event

    async def _change(self, draft: Draft, reading: Reading) -> Event:
        event, details = reading.event, reading.details
        if event is None or details is None or draft.planned is None or reading.starts is None:
            raise InvalidInputError("Something is still missing. Press *Edit*, please.")
        if draft.scope is Scope.ONE:
            wanted = Wanted(details, instead=self._instead(draft, reading, event))
            changed = await self._changing.edit_date(event, draft.planned, wanted)
        else:
            wanted = Wanted(
                details,
                plan=None if reading.plan == event.plan else reading.plan,
                channel_id=reading.channel_id,
                role_id=reading.role_id,
                hosts=reading.hosts,
                ladder=reading.ladder,
            )
            changed = await self._changing.edit_all(event, draft.planned, wanted)
        await self._store.drop(draft)
        return changed

    def _instead(self, draft: Draft, reading: Reading, event: Event) -> datetime | None:
        if reading.starts is None or reading.starts.isoformat() == draft.text("was_starts"):
            return None
        return wall_time(reading.starts, ZoneInfo(event.plan.zone))
