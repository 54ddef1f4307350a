"""Orders from commands, forms and buttons: read, done, and answered privately."""

from datetime import timedelta

import discord

from bot import replies
from bot.errors import InvalidInputError
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from bot.ui.intake import Intake
from bot.ui.panels import Panel
from bot.when.durations import duration_in
from cogs.moderation.actions import views
from cogs.moderation.actions.acting import Acting, SameMatterError
from cogs.moderation.actions.people import guild_of, moderator_of
from cogs.moderation.actions.records import Order
from cogs.moderation.actions.rules import checked_length, points_typed
from cogs.moderation.cases.records import Kind

FORM = "act"


class ActDesk:
    """Takes orders; what was typed is never lost where it can't be done as it is."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._house = acting.house
        self._intake = Intake("mod.again")
        self._held = Held()

    @property
    def actions(self) -> tuple[Action, ...]:
        """Forms and buttons of acts."""
        moderator = Right.MODERATOR
        return (
            Action("mod.act", self.take, moderator),
            Action("mod.again", self.open_again, moderator),
            Action("mod.anyway", self.do_anyway, moderator),
            Action("mod.step", self.step_up, moderator),
        )

    async def order(
        self,
        interaction: discord.Interaction,
        kind: Kind,
        target_id: int,
        *,
        delete_days: int = 0,
        **typed: str | None,
    ) -> None:
        """Do what a command says."""
        require(self._house.guilds, interaction, Right.MODERATOR)
        fields = {name: value for name, value in typed.items() if value}
        arguments = (kind.value, str(target_id), str(delete_days))
        await self.take(Press(interaction, arguments, fields=fields))

    async def open_form(self, interaction: discord.Interaction, kind: Kind, target_id: int) -> None:
        """Ask for what an act needs."""
        require(self._house.guilds, interaction, Right.MODERATOR)
        await replies.ask(interaction, views.act_form(kind, target_id, 0, {}))

    async def take(self, press: Press) -> None:
        """Do what a form or command says."""
        await self._intake.take(press, FORM, lambda: self._done(press), anew=True)

    async def open_again(self, press: Press) -> None:
        """Bring a refused order back as a form, filled as it was."""
        typed = self._intake.held(press)
        kind, target_id, delete_days = typed.arguments
        form = views.act_form(Kind(kind), int(target_id), int(delete_days), typed.fields)
        await replies.ask(press.interaction, form)

    async def do_anyway(self, press: Press) -> None:
        """Act although another moderator has just done so."""
        typed = self._held.take(press.interaction.user.id, press.arguments[0])
        again = Press(press.interaction, typed.arguments, fields=typed.fields)
        await self._intake.take(again, FORM, lambda: self._done(again, sure=True))

    async def step_up(self, press: Press) -> None:
        """Do the step that a warning led to."""
        number, target_id, kind, minutes = press.arguments
        length = timedelta(minutes=int(minutes)) if int(minutes) else None
        order = Order(Kind(kind), int(target_id), f"Points, the last by #{number}", length)
        panel = await self._act(press.interaction, order, sure=True)
        await replies.update(press.interaction, panel)

    async def _done(self, press: Press, *, sure: bool = False) -> Panel:
        order = order_of(press)
        try:
            return await self._act(press.interaction, order, sure=sure)
        except SameMatterError as same:
            typed = Typed(FORM, press.arguments, press.fields)
            token = self._held.put(press.interaction.user.id, typed)
            return views.same_matter_panel(same.earlier, order, token)

    async def _act(self, interaction: discord.Interaction, order: Order, *, sure: bool) -> Panel:
        guild, moderator = guild_of(interaction), moderator_of(interaction)
        acted = await self._acting.do(guild, moderator, order, sure=sure)
        address = self._acting.chosen(guild.id).appeals_address
        return views.outcome_panel(
            acted.case,
            points=acted.points,
            step=acted.step,
            applied=acted.applied,
            address=address,
        )


def order_of(press: Press) -> Order:
    """What a form or command orders.

    Raises:
        InvalidInputError: A reason, length or number is missing or can't be read.
    """
    kind, target_id, delete_days = press.arguments
    act, reason = Kind(kind), " ".join(press.text("reason").split())
    if not reason:
        raise InvalidInputError("Please say what for; the member reads it, and so do moderators.")
    length = None
    if act in (Kind.TIMEOUT, Kind.BAN):
        typed = press.text("length")
        length = checked_length(act, duration_in(typed) if typed else None)
    points = points_typed(press.text("points"))
    return Order(act, int(target_id), reason, length, int(delete_days), points)
