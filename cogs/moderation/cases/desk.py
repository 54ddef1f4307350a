"""What the buttons and forms of cases do."""

from collections.abc import Awaitable, Callable, Mapping

import discord

from bot import replies
from bot.errors import InvalidInputError
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.lists import ITEMS_A_PAGE, Page
from bot.ui.panels import Form, Panel
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.people import guild_of, moderator_of
from cogs.moderation.actions.records import Person
from cogs.moderation.actions.rules import points_of
from cogs.moderation.cases import views
from cogs.moderation.cases.records import Case, Ending, Kind, Search
from cogs.moderation.cases.rules import require_not_about, search_of_arguments, still_holds

Lift = Callable[[discord.Guild, Person, Case, str], Awaitable[Case]]
EDIT, LIFT, VOID = "edit", "lift", "void"
FORMS = {
    EDIT: ("Edit the reason", "The new reason", "case.edited"),
    LIFT: ("Lift what is in force", "Why?", "case.lifted"),
    VOID: ("Take it off the record", "Why is it void?", "case.voided"),
}


class CaseDesk:
    """Shows cases and changes them; what came of it is said privately, and the card follows."""

    def __init__(self, acting: Acting, lifts: Mapping[Kind, Lift]) -> None:
        self._acting = acting
        self._lifts = lifts
        self._house = acting.house
        self._intake = Intake("case.again")

    @property
    def actions(self) -> tuple[Action, ...]:
        """Buttons, menus and forms."""
        moderator = Right.MODERATOR
        return (
            Action("case.show", self.show_from, moderator),
            Action("case.open", self.open, moderator),
            Action("case.page", self.turn, moderator),
            Action("case.edit", self.ask_edit, moderator),
            Action("case.lift", self.ask_lift, moderator),
            Action("case.void", self.ask_void, moderator),
            Action("case.again", self.ask_again, moderator),
            Action("case.edited", self.take_edit, moderator),
            Action("case.lifted", self.take_lift, moderator),
            Action("case.voided", self.take_void, moderator),
        )

    # --- showing ----------------------------------------------------------------------------------

    async def show(self, interaction: discord.Interaction, number: int) -> None:
        """Show a case."""
        require(self._house.guilds, interaction, Right.MODERATOR)
        guild_id = guild_of(interaction).id
        case = await self._acting.cases.look.case(guild_id, number)
        await replies.reply(interaction, await self._panel(case))

    async def show_from(self, press: Press) -> None:
        """Show the case that a button names."""
        await self.show(press.interaction, int(press.arguments[0]))

    async def open(self, press: Press) -> None:
        """Show the case that was picked in a list."""
        await self.show(press.interaction, int(press.values[0]))

    async def list(self, interaction: discord.Interaction, search: Search, title: str) -> None:
        """Show what fits a search."""
        require(self._house.guilds, interaction, Right.MODERATOR)
        await replies.reply(interaction, await self._list(interaction, search, 0, title))

    async def turn(self, press: Press) -> None:
        """Show another page of a search."""
        number, *carried = press.arguments
        search = search_of_arguments(tuple(carried))
        panel = await self._list(press.interaction, search, int(number), "Cases")
        await replies.update(press.interaction, panel)

    # --- changing ---------------------------------------------------------------------------------

    async def edit(self, interaction: discord.Interaction, number: int, reason: str) -> None:
        """Give a case another reason, as a command says."""
        await self._from_command(interaction, EDIT, number, reason)

    async def void(self, interaction: discord.Interaction, number: int, reason: str) -> None:
        """Take a case off the record, as a command says."""
        await self._from_command(interaction, VOID, number, reason)

    async def ask_edit(self, press: Press) -> None:
        """Ask for the new reason."""
        await replies.ask(press.interaction, _form(EDIT, press.arguments[0]))

    async def ask_lift(self, press: Press) -> None:
        """Ask why it is lifted."""
        await replies.ask(press.interaction, _form(LIFT, press.arguments[0]))

    async def ask_void(self, press: Press) -> None:
        """Ask why it is void."""
        await replies.ask(press.interaction, _form(VOID, press.arguments[0]))

    async def ask_again(self, press: Press) -> None:
        """Bring a refused form back, filled as it was."""
        typed = self._intake.held(press)
        form = _form(typed.form, typed.arguments[0], typed.fields.get("reason"))
        await replies.ask(press.interaction, form)

    async def take_edit(self, press: Press) -> None:
        """Give a case another reason."""
        await self._intake.take(press, EDIT, lambda: self._edited(press), anew=True)

    async def take_lift(self, press: Press) -> None:
        """Lift what is in force."""
        await self._intake.take(press, LIFT, lambda: self._lifted(press), anew=True)

    async def take_void(self, press: Press) -> None:
        """Take a case off the record."""
        await self._intake.take(press, VOID, lambda: self._voided(press), anew=True)

    async def _edited(self, press: Press) -> Panel:
        before, reason = await self._asked_of(press)
        async with self._house.storage.write() as connection:
            case = await self._acting.cases.edit_reason(
                before.guild_id,
                before.number,
                reason,
                by=press.interaction.user.id,
                at=self._house.clock.now(),
                within=connection,
            )
            await self._acting.cards.follow(connection, case)
        return await self._panel(case)

    async def _lifted(self, press: Press) -> Panel:
        case, reason = await self._asked_of(press)
        return await self._panel(await self._lift(press, case, reason))

    async def _voided(self, press: Press) -> Panel:
        """What is in force is lifted first: nobody stays banned by what does not count."""
        case, reason = await self._asked_of(press)
        if still_holds(case, self._house.clock.now()):
            await self._lift(press, case, reason)
        ending = Ending(self._house.clock.now(), press.interaction.user.id, reason)
        async with self._house.storage.write() as connection:
            case = await self._acting.cases.void(
                case.guild_id, case.number, ending, within=connection
            )
            await self._acting.cards.follow(connection, case)
        return await self._panel(case)

    # --- parts ------------------------------------------------------------------------------------

    async def _asked_of(self, press: Press) -> tuple[Case, str]:
        """The case and the reason that a form names.

        Raises:
            AttuneError: No reason is given, or it is not theirs to change.
        """
        reason = " ".join(press.text("reason").split())
        if not reason:
            raise InvalidInputError("Please give a reason, so that others can follow it later.")
        guild_id, number = guild_of(press.interaction).id, int(press.arguments[0])
        case = await self._acting.cases.look.case(guild_id, number)
        require_not_about(case, press.interaction.user.id)
        return case, reason

    async def _lift(self, press: Press, case: Case, reason: str) -> Case:
        """End what is in force; the case by which it ends, or the case itself.

        Raises:
            AttuneError: It is not in force, or can't be ended.
        """
        if (lift := self._lifts.get(case.kind)) is None:
            raise InvalidInputError(f"Case #{case.number} is not in force; nothing is to lift.")
        interaction = press.interaction
        return await lift(guild_of(interaction), moderator_of(interaction), case, reason)

    async def _from_command(
        self, interaction: discord.Interaction, what: str, number: int, reason: str
    ) -> None:
        require(self._house.guilds, interaction, Right.MODERATOR)
        press = Press(interaction, (str(number),), fields={"reason": reason})
        take = self.take_edit if what == EDIT else self.take_void
        await take(press)

    async def _panel(self, case: Case) -> Panel:
        edits = await self._acting.cases.look.edits_of(case.guild_id, case.number)
        return views.case_panel(case, self._house.clock.now(), edits=edits)

    async def _list(
        self, interaction: discord.Interaction, search: Search, number: int, title: str
    ) -> Panel:
        guild_id, look = guild_of(interaction).id, self._acting.cases.look
        total = await look.count(guild_id, search)
        pages = max(1, -(-total // ITEMS_A_PAGE))
        number = min(max(number, 0), pages - 1)
        found = await look.search(guild_id, search, skip=number * ITEMS_A_PAGE, limit=ITEMS_A_PAGE)
        now, note = self._house.clock.now(), ""
        if search.target_id is not None:
            lasting = self._acting.chosen(guild_id).points_last
            of_member = await look.of_member(guild_id, search.target_id)
            points = points_of(of_member, now, lasting=lasting)
            note = f"{views.who(search.target_id)} has {views.counted(points, 'point')} now."
        page = Page(tuple(found), number, pages)
        return views.list_panel(title, page, total, search, now, note=note)


def _form(what: str, number: str, typed: object = None) -> Form:
    title, label, action = FORMS[what]
    return views.reason_form(f"{title} (#{number})", label, action, number, typed)
