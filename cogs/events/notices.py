"""The one notice of a change: to those whom it concerns, as many to a message as fit."""

import contextlib
from datetime import timedelta

from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.run import Run
from cogs.events import views
from cogs.events.plans import HANDED, NOTICE, place_of_notices, server_of_job, title_of
from cogs.events.reminders.rules import parts_of
from cogs.events.rules import TOLD_OF_CANCELLING, TOLD_OF_CHANGES
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore

WITHIN = timedelta(days=1)
WHAT = {"cancelled": "was cancelled", "moved": "has a new time", "place": "has changed"}


class Notices:
    """Tells in the thread of the post, or in its channel."""

    def __init__(self, store: EventStore, seats: SeatStore) -> None:
        self._store = store
        self._seats = seats

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """The notice."""
        return (
            JobKind(
                NOTICE,
                self.tell,
                grace=WITHIN,
                title=lambda job: f"Notice: {title_of(job)} {WHAT[job.payload['what']]}",
            ),
            JobKind(
                HANDED,
                self.tell_taker,
                grace=WITHIN,
                title=lambda job: f"{title_of(job)} was handed over",
                told=False,
                listed=False,
            ),
        )

    async def tell(self, run: Run) -> None:
        """Mention everybody whom it concerns, once; who they are is decided at the first try."""
        guild_id, payload = server_of_job(run.job), run.job.payload
        occasion = await self._store.occasion(guild_id, payload["occurrence"])
        if occasion is None:
            return
        cancelled = payload["what"] == "cancelled"
        if occasion.is_cancelled is not cancelled:
            return
        answers = TOLD_OF_CANCELLING if cancelled else TOLD_OF_CHANGES

        async def concerned() -> list[int]:
            return await self._seats.who(guild_id, occasion.occurrence.id, answers)

        members: list[int] = await run.note("members", concerned)
        where = await run.note("where", lambda: _now(place_of_notices(occasion)))
        for number, some in enumerate(parts_of(members)):
            panel = views.notice_panel(occasion, payload["what"], some)
            await run.delivery.send(f"part {number}", where, panel, members=some)

    async def tell_taker(self, run: Run) -> None:
        """Tell whoever answers for a training now; by direct message, or not at all."""
        payload = run.job.payload
        panel = views.handed_panel(payload["title"], payload["channel"], payload["giver"])
        with contextlib.suppress(CannotWorkError):
            await run.delivery.send_direct("dm", payload["member"], panel)


async def _now(value: int) -> int:
    return value
