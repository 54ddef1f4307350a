"""Taking reports from members, and letting moderators claim and decide them."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta

import discord
from discord import app_commands

from bot import replies
from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.lists import ITEMS_A_PAGE
from bot.ui.panels import Panel
from cogs.moderation.reports import views
from cogs.moderation.reports.following import Following
from cogs.moderation.reports.records import NewReport, Report, Reported, State
from cogs.moderation.reports.rules import claimed, decided, kept_of, require_reportable
from cogs.moderation.reports.store import Reports

MENU = "Report message"
# Longer than it takes to say why.
READ_FOR = timedelta(hours=1)
MOST_READ = 200


class ReportDesk:
    """The menu, the form, the card's buttons and the list."""

    def __init__(self, house: House, store: Reports, following: Following) -> None:
        self._house = house
        self._store = store
        self._following = following
        self._intake = Intake(views.AGAIN)
        # What Discord showed of a message whose report is being written; without it there is a
        # link only.
        self._read: OrderedDict[int, str] = OrderedDict()

    @property
    def actions(self) -> tuple[Action, ...]:
        """What members and moderators press and send."""
        return (
            Action(views.SEND, self.send),
            Action(views.AGAIN, self.again),
            Action(views.CLAIM, self.claim, Right.MODERATOR),
            Action(views.RESOLVE, self.resolve, Right.MODERATOR),
            Action(views.DISMISS, self.dismiss, Right.MODERATOR),
            Action(views.CHOOSE, self.choose, Right.MODERATOR),
            Action(views.PAGE, self.turn_page, Right.MODERATOR),
        )

    @property
    def menu(self) -> app_commands.ContextMenu:
        """The command in the menu of a message."""
        made = app_commands.ContextMenu(name=MENU, callback=self.report)
        made.guild_only = True
        return made

    # --- members ----------------------------------------------------------------------------------

    async def report(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form for a message."""
        me = 0 if self._house.client.user is None else self._house.client.user.id
        require_reportable(message.author.id, by=interaction.user.id, me=me)
        self._hold(message)
        reported = Reported(message.channel.id, message.id, message.author.id)
        await replies.ask(interaction, views.report_form(reported, {}))

    def _hold(self, message: discord.Message) -> None:
        self._read[message.id] = message.content
        if len(self._read) > MOST_READ:
            self._read.popitem(last=False)
        loop = asyncio.get_running_loop()
        loop.call_later(READ_FOR.total_seconds(), self._read.pop, message.id, None)

    async def again(self, press: Press) -> None:
        """Open a form that was refused, as it was."""
        typed = self._intake.held(press)
        reported = _reported(typed.arguments)
        await replies.ask(press.interaction, views.report_form(reported, typed.fields))

    async def send(self, press: Press) -> None:
        """Take a report."""
        guild_id, reported = _guild_id(press.interaction), _reported(press.arguments)
        wants_outcome = press.text("outcome") == "yes"

        async def keep() -> Panel:
            quote, withheld = kept_of(self._read.get(reported.message_id, ""))
            new = NewReport(
                reported=reported,
                by=press.interaction.user.id,
                reason=press.text("reason"),
                wants_outcome=wants_outcome,
                quote=quote,
                withheld=withheld,
            )
            now, follow = self._house.clock.now(), self._following.added
            await self._store.add(guild_id, new, at=now, follow=follow)
            return views.thanks_panel(wants_outcome=wants_outcome)

        await self._intake.take(press, views.SEND, keep)

    # --- moderators -------------------------------------------------------------------------------

    async def list_of(self, guild_id: int, page: int) -> Panel:
        """A page of the reports that wait."""
        count = await self._store.count_open(guild_id)
        pages = max(1, -(-count // ITEMS_A_PAGE))
        page = min(max(page, 0), pages - 1)
        found = await self._store.open(guild_id, skip=page * ITEMS_A_PAGE, limit=ITEMS_A_PAGE)
        return views.list_panel(found, page=page, pages=pages, count=count)

    async def turn_page(self, press: Press) -> None:
        """Another page of the list."""
        panel = await self.list_of(_guild_id(press.interaction), int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def choose(self, press: Press) -> None:
        """One of the list, with its buttons."""
        report = await self._store.report(_guild_id(press.interaction), int(press.values[0]))
        await replies.update(press.interaction, views.report_panel(report))

    async def claim(self, press: Press) -> None:
        """Look at it oneself."""
        await self._change(press, lambda report: claimed(report, press.interaction.user.id))

    async def resolve(self, press: Press) -> None:
        """Something was done."""
        await self._decide(press, State.RESOLVED)

    async def dismiss(self, press: Press) -> None:
        """Nothing needs to be done."""
        await self._decide(press, State.DISMISSED)

    async def _decide(self, press: Press, state: State) -> None:
        by, at = press.interaction.user.id, self._house.clock.now()
        await self._change(press, lambda report: decided(report, state, by=by, at=at))

    async def _change(self, press: Press, make: Callable[[Report], Report]) -> None:
        guild_id, report_id = _guild_id(press.interaction), int(press.arguments[0])
        follow = self._following.changed
        report = await self._store.change(guild_id, report_id, make, follow=follow)
        await replies.update(press.interaction, views.report_panel(report))


def _reported(arguments: tuple[str, ...]) -> Reported:
    channel_id, message_id, author_id = map(int, arguments)
    return Reported(channel_id, message_id, author_id)


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise NotFoundError("That only works in a server. Please use it there.")
    return interaction.guild_id
