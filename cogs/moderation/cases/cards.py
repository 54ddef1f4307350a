"""The card of each case in the moderators' log: posted once, and brought up to date."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.jobs.kinds import JobKind
from bot.jobs.run import Run
from bot.ui.panels import Panel
from cogs.moderation.cases import views
from cogs.moderation.cases.looking import CaseLook
from cogs.moderation.cases.records import Card, Case
from cogs.moderation.cases.remembered import Remembered
from cogs.moderation.plans import CARD, card_plan, number_of, server_of
from cogs.moderation.redrawing import redraw, redraw_if_possible

DRAWN_WITHIN = timedelta(days=7)


class Cards:
    """Follows every change of a case, in the transaction that makes it."""

    def __init__(self, house: House, look: CaseLook, remembered: Remembered) -> None:
        self._house = house
        self._look = look
        self._remembered = remembered

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """Drawing a card."""
        return (
            JobKind(
                CARD,
                self.draw,
                grace=DRAWN_WITHIN,
                title=lambda job: f"The card of case #{number_of(job)}",
                listed=False,
                right=Right.MODERATOR,
            ),
        )

    async def follow(self, within: AsyncConnection, case: Case) -> None:
        """Let the log show a case as it is once `within` is committed; nothing without a log."""
        settings = self._house.guilds.get(case.guild_id, ServerSettings)
        if (channel_id := settings.moderation_log_channel) is None:
            return
        await self._plan(within, case, channel_id)

    async def reduced(self, within: AsyncConnection, cases: Sequence[Case]) -> None:
        """Let the cards of cases that are counts now say no more than those do."""
        for case in cases:
            card = await self._remembered.card_within(within, case.guild_id, case.number)
            if card is not None:
                await self._plan(within, case, card.channel_id)

    async def draw(self, run: Run) -> None:
        """Post the card, or bring the one that is there up to date.

        Jobs of one channel run one after the other, so a case never has two.
        """
        guild_id, number = server_of(run.job), number_of(run.job)
        case = await self._look.case(guild_id, number)
        card = None
        if run.done("card") is None and run.tried("card") is None:
            card = await self._remembered.card(guild_id, number)
        panel = views.case_panel(case, self._house.clock.now())
        if case.is_reduced:
            await self._let_go(run, case, card, panel)
        elif card is None or not await redraw(run, card.channel_id, card.message_id, panel):
            await self._posted(run, case, panel)

    async def _plan(self, within: AsyncConnection, case: Case, channel_id: int) -> None:
        change = self._house.chance.getrandbits(64)
        plan = card_plan(case, channel_id, self._house.clock.now(), change)
        await self._house.jobs.schedule(plan, within=within)

    async def _let_go(self, run: Run, case: Case, card: Card | None, panel: Panel) -> None:
        """Show for the last time what is left of a case."""
        if card is not None:
            await redraw_if_possible(run, card.channel_id, card.message_id, panel)
            await self._remembered.forget_card(case.guild_id, case.number)

    async def _posted(self, run: Run, case: Case, panel: Panel) -> None:
        if run.job.channel_id is None:
            return
        sent = await run.delivery.send("card", run.job.channel_id, panel)
        if sent.message_id is not None:
            card = Card(sent.channel_id, sent.message_id)
            await self._remembered.remember_card(case.guild_id, case.number, card)
