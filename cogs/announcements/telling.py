"""The jobs that staff and planners hear of: approval cards, tests, and what went wrong."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog

from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job
from bot.jobs.run import Run
from bot.ui.panels import Panel
from cogs.announcements import card_views, queue
from cogs.announcements.desk import Desk
from cogs.announcements.records import Announcement, Answered, State, Verdict
from cogs.announcements.rules import hash_of

log = structlog.stdlib.get_logger(__name__)


class Telling:
    """Posts in the staff channel, and writes to planners."""

    def __init__(self, house: House, desk: Desk) -> None:
        self._house = house
        self._desk = desk

    def kinds(self) -> tuple[JobKind, ...]:
        """What the queue is told of these jobs."""

        def kind(name: str, title: str, grace: timedelta, *, told: bool) -> JobKind:
            run = {queue.CARD: self.card, queue.TEST: self.test, queue.TELL: self.tell}[name]
            return JobKind(
                name,
                run,
                grace=grace,
                title=lambda job: f"{title}: {job.payload['title']}",
                post_now=False,
                told=told,
                listed=False,
            )

        return (
            kind(queue.CARD, "Asking for approval", timedelta(days=7), told=True),
            kind(queue.TEST, "A test of an announcement", timedelta(minutes=30), told=True),
            kind(queue.TELL, "Telling a planner", timedelta(days=1), told=False),
        )

    async def card(self, run: Run) -> None:
        """Show staff what waits for approval, and ask."""
        found = await self._found(run.job)
        staff = None if found is None else self._staff_channel(found.guild_id)
        if found is None or staff is None or hash_of(found) != run.job.payload["seen"]:
            return
        approvals = await self._desk.approvals(found)
        if approvals.missing:
            await self._preview(run, staff, found)
            await run.delivery.send("card", staff, card_views.card_panel(found, approvals))

    async def test(self, run: Run) -> None:
        """Show in the staff channel how it will look."""
        found = await self._found(run.job)
        staff = None if found is None else self._staff_channel(found.guild_id)
        if found is not None and staff is not None:
            panel = card_views.test_panel(found, int(run.job.payload["by"]))
            await run.delivery.send("head", staff, panel)
            await self._preview(run, staff, found)

    async def tell(self, run: Run) -> None:
        """Write to the planner; of a draft that was made by itself, to staff where that can be."""
        job = run.job
        staff = self._staff_channel(job.guild_id or 0)
        panel = await self._notice(job)
        if panel is None:
            return
        try:
            if job.payload.get("drafted") and staff is not None:
                await run.delivery.send("staff", staff, panel)
            elif job.planned_by is not None:
                await run.delivery.send_direct("dm", job.planned_by, panel)
        except CannotWorkError as error:
            log.info("a planner can't be told", job=job.id, code=error.code)

    async def _notice(self, job: Job) -> Panel | None:
        payload, number = job.payload, int(job.payload["announcement"])
        if payload.get("drafted"):
            return card_views.drafted_panel(number)
        if (why := payload.get("why")) is not None:
            # Without an operations channel the report itself goes to the planner.
            if self._operations_channel(job) is None:
                return None
            return card_views.trouble_panel(payload["title"], number, why)
        answered = _answered(payload)
        if not await self._is_told(job, answered):
            return None
        return card_views.answer_panel(payload["title"], number, answered)

    async def _is_told(self, job: Job, answered: Answered) -> bool:
        """Whether the planner hears of an answer: of one that changes nothing only who wants to."""
        if job.planned_by is None:
            return False
        if answered.waits_for_planner:
            return True
        return (await self._house.members.profile(job.planned_by)).notices

    async def _preview(self, run: Run, channel_id: int, found: Announcement) -> None:
        for index, (panel, images) in enumerate(await self._desk.messages(found)):
            await run.delivery.send(f"preview {index}", channel_id, panel, images=images)

    async def _found(self, job: Job) -> Announcement | None:
        try:
            return await self._desk.store.announcement(
                job.guild_id or 0, int(job.payload["announcement"])
            )
        except NotFoundError:
            return None

    def _staff_channel(self, guild_id: int) -> int | None:
        return self._house.guilds.get(guild_id, ServerSettings).staff_channel

    def _operations_channel(self, job: Job) -> int | None:
        return self._house.guilds.get(job.guild_id or 0, ServerSettings).operations_channel


def _answered(payload: Mapping[str, Any]) -> Answered:
    # A job of an earlier version does not say how the announcement stood.
    state = State(payload.get("state", State.PLANNED))
    missing = bool(payload.get("missing"))
    return Answered(Verdict(payload["verdict"]), int(payload["by"]), state, missing)
