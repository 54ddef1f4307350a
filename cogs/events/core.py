"""What every part of the trainings stands on, put together once."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House, Keeps, Need
from cogs.events.access import Access
from cogs.events.called_off import CalledOff
from cogs.events.cancelling import Cancelling
from cogs.events.changing import Changing
from cogs.events.directory import Directory
from cogs.events.drafting.desk import Drafting
from cogs.events.drafting.store import DraftStore
from cogs.events.following import Followers
from cogs.events.looking.cog import Looking
from cogs.events.notices import Notices
from cogs.events.opening import Opening
from cogs.events.organising.calling_off import CallingOff
from cogs.events.organising.cog import Writing
from cogs.events.organising.tending import Tending
from cogs.events.organising.testing import Testing
from cogs.events.parts import Part
from cogs.events.planning import Planning
from cogs.events.posting import Posting
from cogs.events.records import Occasion
from cogs.events.seats.desk import Desk
from cogs.events.seats.records import Offer
from cogs.events.seats.store import SeatStore
from cogs.events.showing import Showing
from cogs.events.store import EventStore


class Core:
    """Stores, plans and rights of the trainings, for its own parts and those beside it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.store = EventStore(house.storage)
        self.showing = Showing(house, self.store)
        self.followers = Followers()
        self.seats = SeatStore(house.storage, house.clock, self._answered)
        self.directory = Directory(self.store, CalledOff(house.storage))
        self.planning = Planning(house, self.store, self.showing, self.followers, self.directory)
        self.access = Access(house, self.directory)

    async def _answered(
        self, within: AsyncConnection, occasion: Occasion, offers: Sequence[Offer]
    ) -> None:
        await self.showing.follow(within, occasion, offers)
        await self.followers.seated(within, occasion)

    def parts(self) -> tuple[Part, ...]:
        """The parts that make up planning, posting and signing up."""
        changing = Changing(self.planning, self.seats)
        drafting = Drafting(self.planning, changing, DraftStore(self.house.storage))
        cancelling = Cancelling(self.planning, self.seats)
        calling_off = CallingOff(self.planning, cancelling, self.access)
        testing = Testing(self.store, self.seats)
        return (
            self._signing_up(),
            self._looking(),
            self._posting(),
            Part(
                actions=drafting.actions,
                keeps=drafting.keeps,
                staff=Writing(self.planning, drafting, self.access),
            ),
            Part(
                actions=calling_off.actions,
                jobs=testing.jobs,
                staff=Tending(self.planning, self.access, calling_off),
            ),
        )

    def _signing_up(self) -> Part:
        desk = Desk(self.house, self.store, self.seats)
        return Part(actions=desk.actions, jobs=desk.jobs, keeps=desk.keeps)

    def _looking(self) -> Part:
        looking = Looking(self.house, self.store, self.seats, self.planning, self.access)
        return Part(actions=looking.actions, members=looking)

    def _posting(self) -> Part:
        posting = Posting(self.house, self.store, self.seats, self.showing)
        opening = Opening(self.house, self.store, self.planning)
        notices = Notices(self.store, self.seats)
        kept = Keeps(
            "Which trainings you planned and host",
            "as long as the training is kept; it goes on without your name once forgotten",
            self.store.export_member,
            self.store.forget_member,
        )
        needs = (
            Need("send_messages", "to post trainings"),
            Need("read_message_history", "to see after a crash what was posted"),
            Need("create_public_threads", "to open a thread for those who come"),
            Need("send_messages_in_threads", "to tell those who come what has changed"),
        )
        return Part(jobs=(*posting.jobs, *opening.jobs, *notices.jobs), keeps=(kept,), needs=needs)
