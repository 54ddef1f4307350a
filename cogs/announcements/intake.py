"""Taking a sent form: what can't be kept comes back with *Edit*, filled as it was."""

from collections.abc import Awaitable, Callable

import discord

from bot import replies
from bot.errors import InvalidInputError, NotAllowedError, NotFoundError
from bot.ui.actions import Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Form, Panel, button, row, text
from cogs.announcements import forms
from cogs.announcements.screening import refused_kinds

IMAGE_AGAIN = "An image has to be chosen again: Discord does not give it back to me."


class Intake:
    """Looks at what was typed before anything is done with it, and gives back what is refused."""

    def __init__(self) -> None:
        self._held = Held()

    async def take(self, press: Press, form: str, keep: Callable[[], Awaitable[None]]) -> None:
        """Do what a sent form asks.

        Args:
            press: The form.
            form: Its name, for whoever brings it back.
            keep: Keeps and shows it; an AttuneError says why it can't as it is.
        """
        texts = [value for value in press.fields.values() if isinstance(value, str)]
        if kinds := refused_kinds(texts):
            reason = (
                f"I have not kept that: there is what looks like {kinds} in it, and nothing that "
                "could identify a client may be kept here."
            )
            await self._give_back(press, form, reason)
            return
        try:
            await keep()
        except (InvalidInputError, NotAllowedError, NotFoundError) as error:
            await self._give_back(press, form, str(error))

    async def open_again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        typed = self._held.get(press.interaction.user.id, press.arguments[0])
        await replies.ask(press.interaction, form_again(typed))

    def hold(self, press: Press, form: str) -> str:
        """Hold a form, so that it can be opened again; the token is for the button."""
        return self._held.put(press.interaction.user.id, Typed(form, press.arguments, press.fields))

    async def _give_back(self, press: Press, form: str, reason: str) -> None:
        had_image = bool(press.fields.get("image"))
        panel = given_back(reason, self.hold(press, form), had_image=had_image)
        await replies.reply(press.interaction, panel)


def given_back(reason: str, token: str, *, had_image: bool = False) -> Panel:
    """Why a form was not kept, and the way back to it."""
    lines = [reason, "Press **Edit**: the form opens with what you typed."]
    if had_image:
        lines.append(IMAGE_AGAIN)
    again = button("Edit", "announce.again_form", token, style=discord.ButtonStyle.primary)
    return Panel(text(*lines), row(again))


def form_again(typed: Typed) -> Form:
    """A form that was refused, with what was typed."""
    filled, arguments = typed.fields, typed.arguments
    match typed.form:
        case "new":
            return forms.text_form(filled, "announce.new", *arguments)
        case "text":
            return forms.text_form(filled, "announce.text", *arguments)
        case "time":
            return forms.time_form(filled, "announce.times", *arguments)
        case "template":
            return forms.name_form(filled, "announce.named", *arguments)
        case _:
            return forms.words_form(filled, "announce.words", *arguments)
