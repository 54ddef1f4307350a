"""The card of each case in the moderators' log: posted once, and brought up to date."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.asking import Asking
from bot.delivery.composing import NOBODY, parameters
from bot.delivery.refusals import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.delivery.trying import NOT_FOUND
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.run import Run
from cogs.moderation.cases import views
from cogs.moderation.cases.looking import CaseLook
from cogs.moderation.cases.records import Card, Case
from cogs.moderation.cases.remembered import Remembered
from cogs.moderation.plans import CARD, card_plan, number_of, server_of

MESSAGE = "/channels/{channel_id}/messages/{message_id}"
DRAWN_WITHIN = timedelta(days=7)
GONE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MESSAGE})


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
        change = self._house.chance.getrandbits(64)
        plan = card_plan(case, channel_id, self._house.clock.now(), change)
        await self._house.jobs.schedule(plan, within=within)

    async def draw(self, run: Run) -> None:
        """Post the card, or bring the one that is there up to date.

        Jobs of one channel run one after the other, so a case never has two.
        """
        guild_id, number = server_of(run.job), number_of(run.job)
        case = await self._look.case(guild_id, number)
        card = None
        if run.done("card") is None and run.tried("card") is None:
            card = await self._remembered.card(guild_id, number)
        if card is None or not await self._edited(run, card, case):
            await self._posted(run, case)

    async def _posted(self, run: Run, case: Case) -> None:
        if run.job.channel_id is None:
            return
        panel = views.case_panel(case, self._house.clock.now())
        sent = await run.delivery.send("card", run.job.channel_id, panel)
        if sent.message_id is not None:
            card = Card(sent.channel_id, sent.message_id)
            await self._remembered.remember_card(case.guild_id, case.number, card)

    async def _edited(self, run: Run, card: Card, case: Case) -> bool:
        """Whether the card is there still, and shows the case now."""
        where = {"channel_id": card.channel_id, "message_id": card.message_id}
        panel = views.case_panel(case, self._house.clock.now())

        async def make(discord: Asking, seconds: float) -> Any:  # noqa: ANN401 - JSON
            with parameters(panel, (), NOBODY, None) as params:
                await discord.ask("PATCH", MESSAGE, where, body=params.payload, seconds=seconds)
            return True

        try:
            await run.delivery.once("edit", card.channel_id, look=_again, make=make)
        except CannotWorkError as error:
            if error.code not in GONE:
                raise
            return False
        return True


async def _again() -> Any:  # noqa: ANN401 - NOT_FOUND
    """An edit that may or may not have been made is made: twice is the same."""
    return NOT_FOUND
