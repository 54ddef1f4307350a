"""The job that posts an announcement, and what follows from its end."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.asking import Asking
from bot.delivery.records import Sent
from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job
from bot.jobs.records import State as JobState
from bot.jobs.run import Run
from cogs.announcements import queue
from cogs.announcements.history import History
from cogs.announcements.queue import Ends, Queue, part
from cogs.announcements.ready import Ready, Readying, ask_again, number_of, occurrence_of, server_of
from cogs.announcements.records import Announcement, Posted, State, Version
from cogs.announcements.rules import content_hash, troubles_of
from cogs.announcements.settings import AnnouncementSettings
from cogs.announcements.store import Announcements
from cogs.announcements.times import following
from cogs.announcements.values import Values

# Later than this it may say what is not true any more: its planner decides.
GRACE = timedelta(hours=2)
TEXT = "text"
WHY = "why"
THREAD = "thread"
THREAD_NAME_LIMIT = 100
MISSED = "I could not post it in time, and now it is too late for it."
ROLE_GONE = (
    "The role that it was to notify was deleted, so I have not posted it. Choose another with "
    "`/announce edit`, then press *Post now*."
)
UNAPPROVED = (
    "Nobody has approved it as it is now, so I have not posted it. Once another organiser has "
    "approved it (`/announce show`), press *Post now*."
)


class Posting:
    """Posts what is due, and plans what comes next."""

    def __init__(
        self,
        house: House,
        store: Announcements,
        history: History,
        jobs: Queue,
        values: Values,
        ends: Ends,
    ) -> None:
        self._house = house
        self._store = store
        self._history = history
        self._queue = jobs
        self._values = values
        self._ends = ends
        self._readying = Readying(store, history)

    def kind(self) -> JobKind:
        """What the queue is told of it."""
        return JobKind(
            queue.POST,
            self.post,
            grace=GRACE,
            title=lambda job: f"Announcement: {job.payload['title']}",
            ended=self.ended,
        )

    async def post(self, run: Run) -> None:
        """Post one occurrence, open its thread, publish it."""
        try:
            await self._send(run, await self._ready(run))
        except CannotWorkError as error:
            # `ended` tells the planner.
            await run.record_done(WHY, str(error))
            raise

    async def ended(self, within: AsyncConnection, job: Job, state: JobState) -> None:
        """Note what was posted, and plan what comes next."""
        try:
            found = await self._store.locked(within, server_of(job), number_of(job))
        except NotFoundError:
            return
        if any(step.done for name, step in job.steps.items() if name.startswith(queue.PART)):
            await self._note(within, found, job)
        if found.planned is not None and found.planned.isoformat() == occurrence_of(job):
            found = stands_after(found, job, state)
            await self._store.save(within, found)
            await self._queue.plan(within, found)
        if (why := why_not(job, state)) is not None:
            now = self._house.clock.now()
            await self._queue.tell(within, found, occurrence_of(job), now, why=why)
        # What is written here may not be committed yet.
        self._ends.tell((found.guild_id, found.id), state)

    # --- what is posted ---------------------------------------------------------------------------

    async def _ready(self, run: Run) -> Ready:
        """The present version, or the one of which something is posted already.

        Raises:
            CannotWorkError: It can't or may not be posted as it is.
        """
        found = await self._readying.announcement(run.job)
        begun = queue.has_begun(run.job)
        if not begun:
            await run.record_done(TEXT, await self._decided(run.job, found))
        decided = cast("dict[str, Any]", run.job.steps[TEXT].value)
        ready = await self._readying.ready(found, decided["version"], decided["values"])
        if not begun:
            await self._require_allowed(run, ready)
        return ready

    async def _decided(self, job: Job, found: Announcement) -> dict[str, Any]:
        zone = self._house.guilds.get(found.guild_id, ServerSettings).zone or "UTC"
        if found.timing is not None:
            zone = found.timing.plan.zone
        values = await self._values.at(found.guild_id, job.due_at, zone, found.content)
        return {"version": found.version, "values": values}

    async def _require_allowed(self, run: Run, ready: Ready) -> None:
        version, found = ready.version, ready.announcement
        known = self._values.known()
        if troubles := troubles_of(version.content, version.placing, ready.values, known):
            raise CannotWorkError(f"{troubles[0]} Then press *Post now*.")
        needed = self._house.guilds.get(found.guild_id, AnnouncementSettings).approvals
        seen = content_hash(version.content, version.placing, version.timing)
        stands = await self._history.approvals(found.guild_id, found.id, seen, needed=needed)
        if stands.missing:
            raise CannotWorkError(UNAPPROVED)
        if not await self._role_is_there(run, version):
            raise CannotWorkError(ROLE_GONE)

    async def _role_is_there(self, run: Run, version: Version) -> bool:
        role_id, guild_id = version.placing.role_id, server_of(run.job)
        if role_id is None:
            return True

        async def look(asking: Asking, seconds: float) -> bool:
            path = "/guilds/{guild_id}/roles"
            roles = await asking.ask("GET", path, {"guild_id": guild_id}, seconds=seconds)
            return role_id in {int(role["id"]) for role in roles}

        place = version.placing.channel_id
        return bool(await run.delivery.once(f"role {role_id}", place, look=ask_again, make=look))

    async def _send(self, run: Run, ready: Ready) -> None:
        placing = ready.version.placing
        roles = () if placing.role_id is None else (placing.role_id,)
        sent = [
            await run.delivery.send(
                part(index),
                placing.channel_id,
                message.panel,
                images=message.images,
                roles=roles if index == 0 else (),
            )
            for index, message in enumerate(ready.messages)
        ]
        if placing.thread:
            name = ready.title[:THREAD_NAME_LIMIT]
            await run.delivery.open_thread(THREAD, sent[0], name)
        if placing.publish:
            for index, message in enumerate(sent):
                await run.delivery.publish(f"publish {index}", message)

    async def _note(self, within: AsyncConnection, found: Announcement, job: Job) -> None:
        """Write down what is in the channel, and what must still happen to it."""
        post = posted_by(job, self._house.clock.now())
        await self._history.note_posted(within, found.guild_id, post)
        if post.version != found.version:
            await self._queue.refresh(within, found, post.occurrence, post.posted_at)
        if (stay := found.placing.take_down_after) is not None:
            await self._queue.take_down(within, found, post, post.posted_at + stay)


def stands_after(found: Announcement, job: Job, state: JobState) -> Announcement:
    """How an announcement stands once its present occurrence has ended."""
    trouble = why_not(job, state)
    if found.timing is not None and found.timing.repeats:
        return _goes_on(replace(found, trouble=trouble), job)
    if trouble is not None:
        # The draft is kept, and with it which occurrence *Post now* of the report is about.
        return replace(found, state=State.DRAFT, trouble=trouble)
    after = State.POSTED if state is JobState.DONE else State.DRAFT
    return replace(found, state=after, planned=None, due_at=None, trouble=None)


def _goes_on(found: Announcement, job: Job) -> Announcement:
    if found.timing is None or found.state is not State.PLANNED:
        return found
    coming = following(found.timing, found.due_at or job.due_at)
    if coming is None:
        return replace(found, state=State.POSTED, planned=None, due_at=None)
    return replace(found, planned=coming.planned, due_at=coming.starts)


def posted_by(job: Job, at: datetime) -> Posted:
    """What a job has posted so far."""
    done = {name: step.value for name, step in job.steps.items() if step.done}
    numbers = sorted(int(n.removeprefix(queue.PART)) for n in done if n.startswith(queue.PART))
    sent = [Sent.of_json(done[part(number)]) for number in numbers]
    return Posted(
        announcement_id=number_of(job),
        occurrence=occurrence_of(job),
        channel_id=sent[0].channel_id,
        messages=tuple(one.message_id for one in sent),
        thread_id=done.get(THREAD),
        version=done[TEXT]["version"],
        values=done[TEXT]["values"],
        posted_at=at,
    )


def why_not(job: Job, state: JobState) -> str | None:
    """Why it was not posted; None where it was, or nobody wanted it to be."""
    if state is JobState.MISSED:
        return MISSED
    step = job.steps.get(WHY)
    if state is not JobState.STOPPED:
        return None
    return "Something went wrong on my side." if step is None else str(step.value)
