"""Taking a sent form: what can't be kept comes back with *Edit*, filled as it was."""

from collections.abc import Awaitable, Callable

import discord

from bot import replies
from bot.errors import InvalidInputError, NotAllowedError
from bot.safeguards import identifiers_in, kinds_named
from bot.ui.actions import Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Panel, button, row, text
from bot.ui.sent import texts_of


class Intake:
    """Looks at what was typed before anything is done with it.

    Args:
        again: The action that brings a refused form back.
    """

    def __init__(self, again: str) -> None:
        self._again = again
        self._held = Held()

    async def take(
        self,
        press: Press,
        form: str,
        keep: Callable[[], Awaitable[Panel]],
        *,
        anew: bool = False,
    ) -> None:
        """Do what a sent form asks, and show what that gives.

        Args:
            press: The form.
            form: Its name, for whoever brings it back.
            keep: Keeps it; an InvalidInputError or NotAllowedError says why it can't as it is.
            anew: Answer below the message that the form came from, which others read too.
        """
        findings = [found for said in texts_of(press.fields) for found in identifiers_in(said)]
        if findings:
            panel = refused_panel(kinds_named(findings), self.edit_button(press, form))
            await replies.reply(press.interaction, panel)
            return
        try:
            panel = await keep()
        except (InvalidInputError, NotAllowedError) as error:
            # A refusal often names its cure, after which the same words are sent again.
            panel = Panel(text(str(error)), row(self.edit_button(press, form)))
            await replies.reply(press.interaction, panel)
            return
        below = anew or press.interaction.message is None
        show = replies.reply if below else replies.update
        await show(press.interaction, panel)

    def edit_button(self, press: Press, form: str) -> discord.ui.Button[Panel]:
        """The way back to a form that was sent, filled as it was."""
        typed = Typed(form, press.arguments, press.fields)
        token = self._held.put(press.interaction.user.id, typed)
        return button("Edit", self._again, token, style=discord.ButtonStyle.primary)

    def held(self, press: Press) -> Typed:
        """The refused form that a press of *Edit* asks for.

        Raises:
            NotFoundError: It is somebody else's, or too long ago.
        """
        return self._held.get(press.interaction.user.id, press.arguments[0])


def refused_panel(kinds: str, edit: discord.ui.Button[Panel]) -> Panel:
    """A form that was not kept for what it held, and the way back to it."""
    return Panel(
        text(
            f"I have not kept that: there is what looks like {kinds} in it, and nothing that "
            "could identify a client may be kept here.",
            "Press **Edit** to take it out; the form opens with what you typed.",
        ),
        row(edit),
    )
