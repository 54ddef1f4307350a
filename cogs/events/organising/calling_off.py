"""Calling off a training by form and button."""

from dataclasses import replace
from datetime import datetime

import discord

from bot import replies
from bot.errors import NotFoundError
from bot.safeguards import identifiers_in, kinds_named
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Form
from cogs.events.access import Access
from cogs.events.cancelling import Cancelling
from cogs.events.drafting.forms import cancel_form
from cogs.events.drafting.rules import refused_kinds
from cogs.events.organising import views
from cogs.events.organising.rules import Which, called_off_wording, compact, planned_in
from cogs.events.planning import Planning
from cogs.events.records import Event, Occasion, Status


class CallingOff:
    """Asks for a reason, then cancels; leaving a date out asks first."""

    def __init__(self, planning: Planning, cancelling: Cancelling, access: Access) -> None:
        self._planning = planning
        self._cancelling = cancelling
        self._access = access
        self._held = Held()

    @property
    def actions(self) -> tuple[Action, ...]:
        """The form, and the buttons around it."""
        return (
            Action("events.cancel", self.cancel),
            Action("events.cancel_form", self.open_form),
            Action("events.cancel_again", self.open_again),
            Action("events.skip", self.skip),
        )

    async def begin(
        self, interaction: discord.Interaction, occasion: Occasion, which: Which
    ) -> None:
        """Ask for the reason, or whether a date is really left out."""
        event, occurrence = occasion.event, occasion.occurrence
        arguments = (event.id, compact(occurrence.planned), which.value)
        if which is Which.SKIP:
            starts = int(occurrence.starts.timestamp())
            await replies.reply(interaction, views.skip_panel(event, starts, *arguments[:2]))
        elif interaction.response.is_done():
            await replies.reply(interaction, views.late_panel(event, *arguments))
        else:
            await replies.ask(interaction, _form(event, occurrence.planned, which))

    async def open_form(self, press: Press) -> None:
        """Open the form from a button."""
        event, planned = await self._event(press)
        await replies.ask(press.interaction, _form(event, planned, Which(press.arguments[2])))

    async def open_again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        typed = self._held.get(press.interaction.user.id, press.arguments[0])
        event, planned = await self._event(replace(press, arguments=typed.arguments))
        form = _form(event, planned, Which(typed.arguments[2]), str(typed.fields["reason"]))
        await replies.ask(press.interaction, form)

    async def cancel(self, press: Press) -> None:
        """Call it off, with the reason that was typed."""
        event, planned = await self._event(press)
        reason = " ".join(press.text("reason").split())
        refused = refused_kinds(event.details.kind)
        if found := [each for each in identifiers_in(reason) if each.kind in refused]:
            typed = Typed("cancel", press.arguments, {"reason": reason})
            token = self._held.put(press.interaction.user.id, typed)
            await replies.reply(press.interaction, views.refused_panel(kinds_named(found), token))
            return
        if Which(press.arguments[2]) is Which.ALL:
            changed = await self._cancelling.cancel_all(event, planned, reason)
        else:
            changed = await self._cancelling.cancel_date(event, planned, reason)
        whole = changed.status is Status.CANCELLED
        await replies.reply(press.interaction, views.cancelled_panel(changed, whole=whole))

    async def skip(self, press: Press) -> None:
        """Leave a date out without a word."""
        event, planned = await self._event(press)
        changed = await self._cancelling.skip_date(event, planned)
        await replies.update(press.interaction, views.skipped_panel(changed))

    async def _event(self, press: Press) -> tuple[Event, datetime]:
        """The training and date of a form or button, for somebody who may change it."""
        guild_id = press.interaction.guild_id or 0
        event = await self._planning.store.event(guild_id, int(press.arguments[0]))
        if event is None:
            raise NotFoundError("That training is not there any more.")
        self._access.require(press.interaction, event)
        return event, planned_in(press.arguments[1])


def _form(event: Event, planned: datetime, which: Which, reason: str = "") -> Form:
    """The form for the reason, which names the dates that it is about."""
    when = called_off_wording(event.plan, planned, which)
    arguments = (event.id, compact(planned), which.value)
    return cancel_form(event.details.title, when, *arguments, reason=reason)
