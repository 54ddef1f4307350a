"""The jobs that post a training and keep its post up to date."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.delivery.asking import Asking
from bot.delivery.composing import NOBODY, parameters
from bot.delivery.records import Sent
from bot.delivery.refusals import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.delivery.trying import NOT_FOUND
from bot.feature import House
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job
from bot.jobs.run import Run
from cogs.events import views
from cogs.events.plans import AGAIN, EDIT, POST, again_plan, server_of_job, title_of
from cogs.events.records import Occasion, Post
from cogs.events.seats.store import SeatStore
from cogs.events.showing import Showing
from cogs.events.store import EventStore

if TYPE_CHECKING:
    from bot.ui.panels import Panel

MESSAGE = "/channels/{channel_id}/messages/{message_id}"
GONE = frozenset({UNKNOWN_MESSAGE, UNKNOWN_CHANNEL})
CHANNEL_GONE = (
    "The channel where it was posted was deleted. The training and all answers are there. Choose "
    "another channel with `/training edit` (`channel`, and for a series `which`: every later "
    "one): I post it there at once."
)
EDIT_WITHIN = timedelta(days=2)


class Posting:
    """Posts from rows; what was posted once is not posted again by itself."""

    def __init__(
        self,
        house: House,
        store: EventStore,
        seats: SeatStore,
        showing: Showing,
    ) -> None:
        self._house = house
        self._store = store
        self._seats = seats
        self._showing = showing

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """What is posted later."""
        return (
            JobKind(
                POST, self.post, grace=timedelta(days=1), title=lambda j: f"Training {title_of(j)}"
            ),
            JobKind(
                EDIT,
                self.edit,
                grace=EDIT_WITHIN,
                title=lambda job: f"The post of {title_of(job)} is brought up to date",
                listed=False,
            ),
            JobKind(
                AGAIN,
                self.post_again,
                grace=timedelta(days=1),
                title=lambda job: f"The post of {title_of(job)} was deleted",
            ),
        )

    async def post(self, run: Run) -> None:
        """Post an occurrence, once; nothing where it is called off or posted already.

        What may have been sent before it was called off is looked for, so that it can say so.
        """
        occasion = await self._occasion(run.job)
        if occasion is None or occasion.occurrence.post is not None:
            return
        may_be_there = run.tried("post") or run.done("post")
        if occasion.is_cancelled and not may_be_there:
            return
        version: int = await run.note("version", lambda: _now(occasion.occurrence.version))
        panel = await self._panel(occasion)
        role = occasion.event.role_id
        roles = () if role is None else (role,)
        try:
            sent = await run.delivery.send("post", occasion.event.channel_id, panel, roles=roles)
        except CannotWorkError as error:
            raise _in_our_words(error) from None
        thread_id = await self._thread(run, sent, occasion)
        await self._keep(occasion, sent, thread_id, version)

    async def edit(self, run: Run) -> None:
        """Let the post show how it is now."""
        occasion = await self._begin_edit(run.job)
        if occasion is None or (post := occasion.occurrence.post) is None:
            return
        panel = await self._panel(occasion)
        where = {"channel_id": post.channel_id, "message_id": post.message_id}

        async def make(discord: Asking, seconds: float) -> Any:  # noqa: ANN401 - JSON
            with parameters(panel, (), NOBODY, None) as params:
                await discord.ask("PATCH", MESSAGE, where, body=params.payload, seconds=seconds)
            return True

        try:
            await run.delivery.once("edit", post.channel_id, look=_again, make=make)
        except CannotWorkError as error:
            if error.code not in GONE:
                raise
            await self._lost(occasion, ask=error.code == UNKNOWN_MESSAGE)
            if error.code != UNKNOWN_MESSAGE:
                raise _in_our_words(error) from None

    async def post_again(self, run: Run) -> None:
        """Ask whether a post that somebody deleted is made anew; *Post now* does it."""
        if run.done("asked") is not None:
            await self.post(run)
            return
        occasion = await self._occasion(run.job)
        if occasion is None or occasion.is_cancelled or occasion.occurrence.post is not None:
            return
        await run.note("asked", lambda: _now(True))  # noqa: FBT003 - any JSON
        counts = await self._seats.counts(occasion.event.guild_id, occasion.occurrence.id)
        raise CannotWorkError(
            f"Somebody deleted the post. The training and its answers are all there "
            f"({counts.going} going, {counts.waiting} waiting). *Post now* posts it again."
        )

    # --- how --------------------------------------------------------------------------------------

    async def _occasion(self, job: Job) -> Occasion | None:
        return await self._store.occasion(server_of_job(job), job.payload["occurrence"])

    async def _panel(self, occasion: Occasion) -> "Panel":
        counts = await self._seats.counts(occasion.event.guild_id, occasion.occurrence.id)
        return views.post_panel(occasion, counts, role_id=occasion.event.role_id)

    async def _thread(self, run: Run, sent: Sent, occasion: Occasion) -> int | None:
        """The thread for what those who come are told; None where Attune may not open one."""
        try:
            return await run.delivery.open_thread("thread", sent, occasion.details.title)
        except CannotWorkError:
            return None

    async def _keep(
        self, occasion: Occasion, sent: Sent, thread_id: int | None, version: int
    ) -> None:
        now = self._house.clock.now()
        guild_id, occurrence_id = occasion.event.guild_id, occasion.occurrence.id
        post = None
        if sent.message_id is not None:
            post = Post(sent.channel_id, sent.message_id, now, thread_id)
        async with self._house.storage.write() as connection:
            before = await self._store.occasion_in(connection, guild_id, occurrence_id)
            if before is None:
                return
            await self._store.save_post(connection, before.occurrence, post)
            if before.occurrence.version != version:
                changed = await self._store.occasion_in(connection, guild_id, occurrence_id)
                await self._showing.outdated(connection, changed or before)

    async def _begin_edit(self, job: Job) -> Occasion | None:
        """The occasion as it is to be shown; None where a later edit has begun already."""
        number = int(job.key.rpartition(":")[2])
        guild_id, occurrence_id = server_of_job(job), job.payload["occurrence"]
        async with self._house.storage.write() as connection:
            occasion = await self._store.occasion_in(connection, guild_id, occurrence_id)
            if occasion is None or occasion.occurrence.edits > number + 1:
                return None
            now = self._house.clock.now()
            await self._store.begin_edit(connection, occasion.occurrence, number, at=now)
        return occasion

    async def _lost(self, lost: Occasion, *, ask: bool) -> None:
        """Somebody deleted the post: the training stays, and staff are asked or told."""
        guild_id, occurrence_id = lost.event.guild_id, lost.occurrence.id
        now = self._house.clock.now()
        async with self._house.storage.write() as connection:
            occasion = await self._store.occasion_in(connection, guild_id, occurrence_id)
            if occasion is None or occasion.occurrence.post != lost.occurrence.post:
                return
            await self._store.save_post(connection, occasion.occurrence, None)
            if ask and not occasion.is_cancelled and occasion.occurrence.ends > now:
                await self._house.jobs.schedule(again_plan(occasion, now), within=connection)


def _in_our_words(error: CannotWorkError) -> CannotWorkError:
    if error.code != UNKNOWN_CHANNEL:
        return error
    return CannotWorkError(CHANNEL_GONE, code=error.code)


async def _again() -> Any:  # noqa: ANN401 - NOT_FOUND
    """An edit that may or may not have been made is made: twice is the same."""
    return NOT_FOUND


async def _now(value: Any) -> Any:  # noqa: ANN401 - any JSON
    return value
