"""What follows from a report: its card, its end after 30 days, word to the reporter."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.rights import Right
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan
from bot.jobs.run import Run
from cogs.moderation.redrawing import moderators_channel, redraw, redraw_if_possible
from cogs.moderation.reports import views
from cogs.moderation.reports.records import Card, Report, State
from cogs.moderation.reports.rules import KEPT_FOR
from cogs.moderation.reports.store import Reports

CARD, END, OUTCOME = "moderation.report", "moderation.report_end", "moderation.report_outcome"
DRAWN_WITHIN = timedelta(days=7)


class Following:
    """Plans and does what follows from each change of a report."""

    def __init__(self, house: House, store: Reports) -> None:
        self._house = house
        self._store = store

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """Drawing the card, telling the reporter, and the end."""
        return (
            JobKind(CARD, self.draw, DRAWN_WITHIN, _title, listed=False, right=Right.MODERATOR),
            JobKind(
                *(OUTCOME, self.tell, DRAWN_WITHIN, _title),
                post_now=False,
                told=False,
                listed=False,
                right=Right.MODERATOR,
            ),
            # However late: what was promised to go, goes.
            JobKind(
                *(END, self.end, timedelta(days=3650), _title),
                listed=False,
                right=Right.MODERATOR,
            ),
        )

    async def added(self, within: AsyncConnection, report: Report) -> None:
        """Plan the card of a new report, and its end."""
        await self._plan(within, report, END, str(report.id), KEPT_FOR)
        await self.changed(within, report)

    async def changed(self, within: AsyncConnection, report: Report) -> None:
        """Let the card show what changed; where it is decided, the reporter may be told."""
        if report.state is not State.OPEN and report.wants_outcome and report.by is not None:
            await self._plan(within, report, OUTCOME, str(report.id), timedelta(0))
        change = self._house.chance.getrandbits(64)
        channel_id = self._channel(report)
        if channel_id is not None:
            key = f"{report.id}:{change:x}"
            await self._plan(within, report, CARD, key, timedelta(0), channel_id=channel_id)

    # --- jobs -------------------------------------------------------------------------------------

    async def draw(self, run: Run) -> None:
        """Post the card, or bring it up to date.

        Jobs of one channel run one after the other, so a report never has two.
        """
        report = await self._report(run.job)
        if report is None or run.job.channel_id is None:
            return
        begun = run.done("card") is not None or run.tried("card") is not None
        if report.card is not None and not begun:
            await redraw(
                run, report.card.channel_id, report.card.message_id, views.report_panel(report)
            )
            return
        sent = await run.delivery.send("card", run.job.channel_id, views.report_panel(report))
        if sent.message_id is not None:
            card = Card(sent.channel_id, sent.message_id)
            await self._store.set_card(report.guild_id, report.id, card)

    async def tell(self, run: Run) -> None:
        """Tell the reporter what came of it; where their messages are closed, it just ends."""
        report = await self._report(run.job)
        if report is None or report.by is None:
            return
        guild = self._house.client.get_guild(report.guild_id)
        server = "a server of yours" if guild is None else f"**{guild.name}**"
        await run.delivery.send_direct("told", report.by, views.outcome_panel(report, server))

    async def end(self, run: Run) -> None:
        """Delete a report whose time is over, and what its card says of it."""
        report = await self._report(run.job)
        if report is None:
            return
        if report.card is not None:
            await redraw_if_possible(
                run, report.card.channel_id, report.card.message_id, views.over_panel(report.id)
            )
        await self._store.drop(report.guild_id, report.id)

    # --- how --------------------------------------------------------------------------------------

    def _channel(self, report: Report) -> int | None:
        """Where its card is or comes."""
        if report.card is not None:
            return report.card.channel_id
        return moderators_channel(self._house, report.guild_id)

    async def _plan(
        self,
        within: AsyncConnection,
        report: Report,
        kind: str,
        key: str,
        after: timedelta,
        *,
        channel_id: int | None = None,
    ) -> None:
        due_at = self._house.clock.now() + after
        payload = {"report": report.id}
        plan = Plan(kind, key, due_at, report.guild_id, payload, channel_id)
        await self._house.jobs.schedule(plan, within=within)

    async def _report(self, job: Job) -> Report | None:
        if job.guild_id is None:
            return None
        try:
            return await self._store.report(job.guild_id, job.payload["report"])
        except NotFoundError:
            return None


def _title(job: Job) -> str:
    return f"Report {job.payload['report']}"
