"""The parts of the feature, put together."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from cogs.announcements.afterwards import Afterwards
from cogs.announcements.approving import Approving
from cogs.announcements.cog import Announce
from cogs.announcements.desk import Desk
from cogs.announcements.digest.flow import Digests
from cogs.announcements.digest.store import DigestPlans
from cogs.announcements.history import History
from cogs.announcements.intake import Intake
from cogs.announcements.managing import Managing
from cogs.announcements.one import One
from cogs.announcements.opened.store import OpenForms
from cogs.announcements.posting import Posting
from cogs.announcements.queue import Ends, Queue
from cogs.announcements.records import Announcement
from cogs.announcements.scheduling import Scheduling
from cogs.announcements.store import Announcements
from cogs.announcements.suggesting import Suggestions
from cogs.announcements.telling import Telling
from cogs.announcements.templates.flow import TemplateFlow
from cogs.announcements.templates.store import Templates
from cogs.announcements.texts import Texts
from cogs.announcements.timings import Timings
from cogs.announcements.values import Values

if TYPE_CHECKING:
    from bot.jobs.kinds import JobKind
    from bot.ui.actions import Action


class Together:
    """All that follows from a change: jobs first, then who is asked or what stands posted."""

    def __init__(self, jobs: Queue, approving: Approving) -> None:
        self._jobs = jobs
        self._approving = approving

    async def hold(self, within: AsyncConnection, announcement: Announcement) -> None:
        """Lock the job before the announcement, as the end of a job does."""
        await self._jobs.hold(within, announcement)

    async def follow(
        self, within: AsyncConnection, before: Announcement | None, after: Announcement | None
    ) -> None:
        """Write what a change leads to."""
        await self._jobs.follow(within, before, after)
        await self._approving.follow(within, before, after)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the Feature record is made of."""

    store: Announcements
    cog: Announce
    actions: "tuple[Action, ...]"
    jobs: "tuple[JobKind, ...]"

    @classmethod
    def of(cls, house: House) -> "Parts":
        """The parts, on this house."""
        storage = house.storage
        store, history, values = Announcements(storage), History(storage), Values(house)
        jobs, intake, desk = Queue(house.jobs), Intake(), Desk(house, store, history, values)
        ends, timings = Ends(), Timings(desk, intake)
        scheduling = Scheduling(desk, timings, ends)
        texts = Texts(desk, OpenForms(storage), intake, timings)
        approving = Approving(desk, storage, jobs, intake)
        managing = Managing(desk, storage, jobs)
        templates = TemplateFlow(desk, Templates(storage), intake)
        digests = Digests(desk, DigestPlans(storage), storage, jobs)
        suggestions = Suggestions(desk, templates.store)
        one = One(desk, timings, scheduling, managing, suggestions)
        posting = Posting(house, store, history, jobs, values, ends)
        afterwards, telling = Afterwards(house, store, history), Telling(house, desk)
        store.followed_by(Together(jobs, approving))
        acting = (texts, timings, scheduling, approving, managing, templates)
        return cls(
            store,
            Announce(desk, texts, one, managing, approving, templates, digests, suggestions),
            tuple(action for part in acting for action in part.actions),
            (posting.kind(), *afterwards.kinds(), *telling.kinds(), digests.kind()),
        )
