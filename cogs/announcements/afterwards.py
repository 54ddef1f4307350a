"""The jobs that change what was posted, and take it down."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.asking import Asking, RefusedError
from bot.delivery.composing import NOBODY, parameters
from bot.delivery.refusals import UNKNOWN_MESSAGE
from bot.feature import House
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job
from bot.jobs.records import State as JobState
from bot.jobs.run import Run
from cogs.announcements import queue
from cogs.announcements.history import History
from cogs.announcements.ready import (
    Message,
    Readying,
    ask_again,
    number_of,
    occurrence_of,
    server_of,
)
from cogs.announcements.records import Announcement, Posted
from cogs.announcements.rules import hash_of
from cogs.announcements.settings import AnnouncementSettings
from cogs.announcements.store import Announcements

MESSAGE = "/channels/{channel_id}/messages/{message_id}"
VERSION = "version"


class Afterwards:
    """Does what is done to posts; all of it may be done twice."""

    def __init__(self, house: House, store: Announcements, history: History) -> None:
        self._house = house
        self._history = history
        self._readying = Readying(store, history)

    def kinds(self) -> tuple[JobKind, ...]:
        """What the queue is told of these jobs."""
        return (
            JobKind(
                queue.TAKE_DOWN,
                self.take_down,
                grace=timedelta(days=30),
                title=lambda job: f"Taking an announcement down: {job.payload['title']}",
                ended=self.take_down_ended,
            ),
            JobKind(
                queue.REFRESH,
                self.refresh,
                grace=timedelta(days=1),
                title=lambda job: f"Changing an announcement: {job.payload['title']}",
                ended=self.refresh_ended,
            ),
        )

    async def take_down(self, run: Run) -> None:
        """Delete the messages of one occurrence; what people wrote in its thread stays."""
        post = await self._post_of(run.job)
        if post is None:
            return
        for index, message_id in _there(post):
            await self._delete(run, index, post, message_id)

    async def take_down_ended(self, within: AsyncConnection, job: Job, state: JobState) -> None:
        """Note that it is gone."""
        if state is JobState.DONE:
            now = self._house.clock.now()
            where = (server_of(job), number_of(job), occurrence_of(job))
            await self._history.note_taken_down(within, *where, at=now)

    async def refresh(self, run: Run) -> None:
        """Bring the messages of one occurrence up to the present version."""
        post = await self._post_of(run.job)
        if post is None or post.taken_down_at is not None:
            return
        found = await self._readying.announcement(run.job)
        if await self._is_unapproved(found):
            # Once it is approved, that plans another job.
            return
        ready = await self._readying.ready(found, found.version, post.values)
        messages = ready.messages
        for position, (index, message_id) in enumerate(_there(post)):
            if position < len(messages):
                await self._change(run, index, post, message_id, messages[position])
            else:
                await self._delete(run, index, post, message_id)
        await run.record_done(VERSION, ready.version.number)

    async def refresh_ended(self, within: AsyncConnection, job: Job, state: JobState) -> None:
        """Note which version is shown, and in which messages."""
        post = await self._history.post(
            server_of(job), number_of(job), occurrence_of(job), within=within
        )
        if post is None or state is not JobState.DONE or VERSION not in job.steps:
            return
        left = tuple(
            None if _is_gone(job, index) else message_id
            for index, message_id in enumerate(post.messages)
        )
        version = int(job.steps[VERSION].value)
        await self._history.note_changed(within, server_of(job), post, left, version)

    async def _change(
        self, run: Run, index: int, post: Posted, message_id: int, message: Message
    ) -> None:
        where = {"channel_id": post.channel_id, "message_id": message_id}

        async def make(asking: Asking, seconds: float) -> bool:
            with parameters(message.panel, message.images, NOBODY, None) as params:
                body: dict[str, Any] = dict(params.payload or {})
                if not message.images:
                    # A picture that was there before goes.
                    body["attachments"] = []
                asked = asking.ask(
                    *("PATCH", MESSAGE, where),
                    body=body,
                    form=params.multipart or (),
                    files=params.files or (),
                    seconds=seconds,
                )
                return await _unless_gone(asked)

        await run.delivery.once(f"change {index}", post.channel_id, look=ask_again, make=make)

    async def _delete(self, run: Run, index: int, post: Posted, message_id: int) -> None:
        where = {"channel_id": post.channel_id, "message_id": message_id}

        async def make(asking: Asking, seconds: float) -> bool:
            await _unless_gone(asking.ask("DELETE", MESSAGE, where, seconds=seconds))
            return False

        await run.delivery.once(f"delete {index}", post.channel_id, look=ask_again, make=make)

    async def _is_unapproved(self, found: Announcement) -> bool:
        needed = self._house.guilds.get(found.guild_id, AnnouncementSettings).approvals
        stands = await self._history.approvals(
            found.guild_id, found.id, hash_of(found), needed=needed
        )
        return stands.missing

    async def _post_of(self, job: Job) -> Posted | None:
        return await self._history.post(server_of(job), number_of(job), occurrence_of(job))


def _there(post: Posted) -> list[tuple[int, int]]:
    """The messages that are there, with their places."""
    return [(index, one) for index, one in enumerate(post.messages) if one is not None]


def _is_gone(job: Job, index: int) -> bool:
    """Whether a message was found deleted, or was deleted now."""
    steps = (job.steps.get(f"change {index}"), job.steps.get(f"delete {index}"))
    return any(step is not None and step.done and step.value is False for step in steps)


async def _unless_gone(asked: Awaitable[Any]) -> bool:
    """Whether it could be done; False where the message was deleted by somebody."""
    try:
        await asked
    except RefusedError as refused:
        if refused.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True
