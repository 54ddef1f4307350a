"""Announcements in the queue of jobs: what is planned is always there, and nothing else is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.jobs.planning import Jobs
from bot.jobs.records import Job, Plan
from bot.jobs.records import State as JobState
from bot.jobs.watching import Watching
from cogs.announcements.records import Announcement, Posted, State

# How a post has ended, by server and number.
Ends = Watching[tuple[int, int], JobState]
POST = "announcements.post"
TAKE_DOWN = "announcements.take_down"
REFRESH = "announcements.refresh"
CARD = "announcements.card"
TEST = "announcements.test"
TELL = "announcements.tell"
PART = "part "
NOW_POSTING = (
    "It is being posted at this very moment, so nothing was changed. Try again in a minute."
)


def part(index: int) -> str:
    """The step that sends a message of it."""
    return f"{PART}{index}"


def has_begun(job: Job) -> bool:
    """Whether something of it may be in the channel already."""
    return any(name.startswith(PART) for name in job.steps)


def key_of(number: int, occurrence: str) -> str:
    """What a job is called by in the queue."""
    return f"{number}:{occurrence}"


def plan_of(announcement: Announcement) -> Plan | None:
    """What must be in the queue for an announcement as it stands; None where nothing must."""
    waits = announcement.state is State.PLANNED
    if not waits or announcement.planned is None or announcement.due_at is None:
        return None
    occurrence = announcement.planned.isoformat()
    return Plan(
        *(POST, key_of(announcement.id, occurrence), announcement.due_at),
        guild_id=announcement.guild_id,
        payload=_payload(announcement, occurrence),
        channel_id=announcement.placing.channel_id,
        planned_by=announcement.planned_by,
    )


class Queue:
    """Keeps the jobs of announcements in step with their rows, in the same transactions."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    async def hold(self, within: AsyncConnection, announcement: Announcement) -> None:
        """Keep the job of an announcement from being begun or ended until the transaction ends.

        It comes before the announcement's own lock, as in the transaction that ends a job.
        """
        if (key := _key(announcement)) is not None:
            await self._jobs.store.find(announcement.guild_id, POST, key, within=within)

    async def follow(
        self, within: AsyncConnection, before: Announcement | None, after: Announcement | None
    ) -> None:
        """Put into the queue, and take out of it, what a change leads to.

        Raises:
            InvalidInputError: It is being posted at this moment.
        """
        had = None if before is None else _key(before)
        wanted = None if after is None else plan_of(after)
        if before is not None and had is not None:
            job = await self._jobs.store.find(before.guild_id, POST, had, within=within)
            if job is not None and before != after:
                self._require_still(job, before, after)
                if not await self._stays(within, job, wanted, after):
                    await self._close(within, job)
        if wanted is not None:
            await self._jobs.schedule(wanted, within=within)

    async def plan(self, within: AsyncConnection, announcement: Announcement) -> None:
        """Put the next occurrence into the queue."""
        if (wanted := plan_of(announcement)) is not None:
            await self._jobs.schedule(wanted, within=within)

    async def take_down(
        self, within: AsyncConnection, announcement: Announcement, posted: Posted, at: datetime
    ) -> None:
        """Plan that a post is taken down; one that was planned for later comes forward."""
        key = key_of(announcement.id, posted.occurrence)
        await self._jobs.cancel_key(announcement.guild_id, TAKE_DOWN, key, within=within)
        await self._beside(within, TAKE_DOWN, key, announcement, posted.occurrence, at)

    async def refresh(
        self, within: AsyncConnection, announcement: Announcement, occurrence: str, at: datetime
    ) -> None:
        """Plan that a post is brought up to the present version."""
        key = key_of(announcement.id, f"{occurrence}:{announcement.version}")
        await self._beside(within, REFRESH, key, announcement, occurrence, at)

    async def ask(
        self, within: AsyncConnection, announcement: Announcement, seen: str, at: datetime
    ) -> None:
        """Plan the card that asks for approval of the present text, place and time (`seen`)."""
        key = key_of(announcement.id, seen)
        await self._beside(within, CARD, key, announcement, "", at, seen=seen)

    async def test(self, announcement: Announcement, by: int, at: datetime) -> None:
        """Plan a test post."""
        plan = Plan(
            *(TEST, key_of(announcement.id, uuid4().hex), at),
            guild_id=announcement.guild_id,
            payload={**_payload(announcement, ""), "by": by},
            planned_by=by,
        )
        await self._jobs.schedule(plan)

    async def tell(
        self,
        within: AsyncConnection,
        announcement: Announcement,
        occurrence: str,
        at: datetime,
        **what: object,
    ) -> None:
        """Plan a word to the planner, or to staff."""
        key = key_of(announcement.id, f"{occurrence}:{uuid4().hex[:8]}")
        await self._beside(within, TELL, key, announcement, occurrence, at, **what)

    # --- parts ------------------------------------------------------------------------------------

    async def _beside(
        self,
        within: AsyncConnection,
        kind: str,
        key: str,
        announcement: Announcement,
        occurrence: str,
        at: datetime,
        **more: object,
    ) -> None:
        plan = Plan(
            *(kind, key, at),
            guild_id=announcement.guild_id,
            payload={**_payload(announcement, occurrence), **more},
            planned_by=announcement.planned_by,
        )
        await self._jobs.schedule(plan, within=within)

    async def _stays(
        self, within: AsyncConnection, job: Job, wanted: Plan | None, after: Announcement | None
    ) -> bool:
        """Whether a job goes on; it is told what has changed about it."""
        if wanted is None:
            # What could not be posted stays decidable as long as the announcement remembers it.
            is_known = after is not None and _key(after) == job.key
            return is_known and after is not None and after.state is not State.PAUSED
        undecided = job.state in (JobState.MISSED, JobState.STOPPED)
        if undecided or (job.key, job.due_at) != (wanted.key, wanted.due_at):
            return False
        await self._jobs.store.describe(within, job.id, wanted)
        return True

    async def _close(self, within: AsyncConnection, job: Job) -> None:
        if not await self._jobs.cancel_key(job.guild_id, POST, job.key, within=within):
            raise InvalidInputError(NOW_POSTING)

    def _require_still(self, job: Job, before: Announcement, after: Announcement | None) -> None:
        """Refuse what would change a post half way.

        Raises:
            InvalidInputError: It is being posted.
        """
        same = after is not None and (
            (before.content, before.placing, before.timing)
            == (after.content, after.placing, after.timing)
            and plan_of(before) == plan_of(after)
        )
        goes_on = job.state is JobState.RUNNING or (
            job.state is JobState.WAITING and has_begun(job)
        )
        if goes_on and not same:
            raise InvalidInputError(NOW_POSTING)


def _key(announcement: Announcement) -> str | None:
    """The job that an announcement has or had last; kept also where it could not be posted."""
    if announcement.planned is None:
        return None
    return key_of(announcement.id, announcement.planned.isoformat())


def _payload(announcement: Announcement, occurrence: str) -> Mapping[str, Any]:
    return {
        "announcement": announcement.id,
        "occurrence": occurrence,
        "title": announcement.content.title,
    }
