"""What follows from an appeal: its card, word to the member, and its end with its case."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.refusals import (
    CLOSED_DMS,
    MISSING_ACCESS,
    UNKNOWN_USER,
)
from bot.guilds.rights import Right
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan
from bot.jobs.run import Run
from bot.ui.panels import Panel
from cogs.moderation.appeals import views
from cogs.moderation.appeals.records import Appeal, Card, State, Told
from cogs.moderation.appeals.store import Appeals
from cogs.moderation.core import Core
from cogs.moderation.redrawing import moderators_channel, redraw, redraw_if_possible

CARD, TELL, END = "moderation.appeal", "moderation.appeal_told", "moderation.appeal_end"
WITHIN = timedelta(days=7)
# Closed direct messages, or no server in common.
UNREACHED = frozenset({CLOSED_DMS, UNKNOWN_USER, MISSING_ACCESS})


class Following:
    """Plans and does what follows from each change of an appeal."""

    def __init__(self, core: Core, store: Appeals) -> None:
        self._core = core
        self._house = core.house
        self._store = store

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """Drawing the card, telling the member, and the end."""
        right = Right.MODERATOR
        return (
            JobKind(CARD, self.draw, WITHIN, _title, listed=False, right=right),
            JobKind(TELL, self.tell, WITHIN, _title, listed=False, right=right),
            JobKind(END, self.end, timedelta(days=3650), _title, listed=False, right=right),
        )

    async def added(self, within: AsyncConnection, appeal: Appeal) -> None:
        """Plan the card of a new appeal, and its end with the case's."""
        days = self._core.chosen(appeal.guild_id).keep_days
        await self._plan(within, appeal, END, str(appeal.number), timedelta(days=days))
        await self.changed(within, appeal)

    async def decided(self, within: AsyncConnection, appeal: Appeal) -> None:
        """Plan that the member is told, and that the card shows it."""
        await self._plan(within, appeal, TELL, str(appeal.number), timedelta(0))
        await self.changed(within, appeal)

    async def changed(self, within: AsyncConnection, appeal: Appeal) -> None:
        """Let the card show what changed."""
        if (channel_id := self._channel(appeal)) is None:
            return
        key = f"{appeal.number}:{self._house.chance.getrandbits(64):x}"
        await self._plan(within, appeal, CARD, key, timedelta(0), channel_id=channel_id)

    # --- jobs -------------------------------------------------------------------------------------

    async def draw(self, run: Run) -> None:
        """Post the card, or bring it up to date.

        Jobs of one channel run one after the other, so an appeal never has two.
        """
        appeal = await self._appeal(run.job)
        if appeal is None or run.job.channel_id is None:
            return
        panel = await self._panel(appeal)
        begun = run.done("card") is not None or run.tried("card") is not None
        if appeal.card is not None and not begun:
            await redraw(run, appeal.card.channel_id, appeal.card.message_id, panel)
            return
        sent = await run.delivery.send("card", run.job.channel_id, panel)
        if sent.message_id is not None:
            card = Card(sent.channel_id, sent.message_id)
            await self._store.set_card(appeal.guild_id, appeal.number, card)

    async def tell(self, run: Run) -> None:
        """Tell the member what was decided; where no message reaches them, the card says so."""
        appeal = await self._appeal(run.job)
        if appeal is None or appeal.by is None or appeal.state is State.OPEN:
            return
        told = Told.TOLD
        try:
            panel = views.decision_panel(appeal, self._server(appeal.guild_id))
            await run.delivery.send_direct("told", appeal.by, panel)
        except CannotWorkError as error:
            if error.code not in UNREACHED:
                raise
            told = Told.UNREACHED
        await self._store.set_told(appeal.guild_id, appeal.number, told, follow=self.changed)

    async def end(self, run: Run) -> None:
        """Delete an appeal: its case is a count by now."""
        appeal = await self._appeal(run.job)
        if appeal is None:
            return
        if appeal.card is not None:
            await redraw_if_possible(
                run,
                appeal.card.channel_id,
                appeal.card.message_id,
                views.over_panel(appeal.number),
            )
        await self._store.drop(appeal.guild_id, appeal.number)

    # --- how --------------------------------------------------------------------------------------

    async def _panel(self, appeal: Appeal) -> Panel:
        case = await self._core.cases.look.case(appeal.guild_id, appeal.number)
        address = self._core.chosen(appeal.guild_id).appeals_address
        return views.appeal_panel(appeal, case, address=address)

    def _server(self, guild_id: int) -> str:
        guild = self._house.client.get_guild(guild_id)
        return "A server of yours" if guild is None else guild.name

    def _channel(self, appeal: Appeal) -> int | None:
        """Where its card is or comes."""
        if appeal.card is not None:
            return appeal.card.channel_id
        return moderators_channel(self._house, appeal.guild_id)

    async def _plan(
        self,
        within: AsyncConnection,
        appeal: Appeal,
        kind: str,
        key: str,
        after: timedelta,
        *,
        channel_id: int | None = None,
    ) -> None:
        due_at, payload = self._house.clock.now() + after, {"case": appeal.number}
        plan = Plan(kind, key, due_at, appeal.guild_id, payload, channel_id)
        await self._house.jobs.schedule(plan, within=within)

    async def _appeal(self, job: Job) -> Appeal | None:
        if job.guild_id is None:
            return None
        return await self._store.of_case(job.guild_id, job.payload["case"])


def _title(job: Job) -> str:
    return f"The appeal against case #{job.payload['case']}"
