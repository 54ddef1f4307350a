"""From a card to a text in the member's hands: reading first, filling in, copying."""

from collections.abc import Callable
from typing import NoReturn

import discord

from bot import replies
from bot.catalog.records import Prompt
from bot.errors import NotAllowedError, NotFoundError
from bot.reviews.wording import withdrawn_line
from bot.ui.actions import Action, Press
from bot.ui.panels import Form, say
from cogs.prompts import views as prompt_views
from cogs.prompts.rules import must_be_read_first
from cogs.prompts.shelves import Place, Shelves
from cogs.prompts.using import views
from cogs.prompts.using.held import HeldForms
from cogs.prompts.using.rules import filled, objections, shown_text, values_in

GONE = "That prompt is not in the catalogue (any more). Try `/prompt find` for another."
NO_LONGER_HELD = (
    "I hold what you typed for 15 minutes, in memory alone, and no longer have it. Press **Use** "
    "on the prompt's card for an empty form."
)
CHANGED = "The prompt was changed while you filled it in. Look over what stands there now."
COPIED = "That form was for copying alone: I did not read it, and kept nothing of it."


class Using:
    """Shows texts, opens forms, and hands back what was filled in. Nothing of it is kept."""

    def __init__(self, shelves: Shelves, held: HeldForms) -> None:
        self.shelves = shelves
        self.held = held

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms about a prompt's text do."""
        return (
            Action("prompts.text", self.show_text),
            Action("prompts.use", self.use),
            Action("prompts.copy", self.copy),
            Action("prompts.read", self.go_on),
            Action("prompts.fill", self.fill),
            Action("prompts.edit", self.edit),
            Action("prompts.copy_shown", self.copy_shown),
            Action("prompts.copied", self.copied),
        )

    # --- the way to the text ----------------------------------------------------------------------

    async def begin(self, interaction: discord.Interaction, slug: str) -> None:
        """Open the form of a prompt; tier 3 is read about first."""
        prompt = await self._usable(interaction, slug)
        if must_be_read_first(prompt):
            await self._read_first(interaction, prompt, "use")
        else:
            await self._open(interaction, lambda: views.fill_form(prompt, {}), "use", slug)

    async def use(self, press: Press) -> None:
        """Open the form."""
        await self.begin(press.interaction, press.arguments[0])

    async def show_text(self, press: Press) -> None:
        """Show the text alone, ready to copy; tier 3 is read about first."""
        prompt = await self._usable(press.interaction, press.arguments[0])
        if must_be_read_first(prompt):
            await self._read_first(press.interaction, prompt, "text")
        else:
            await self._show(press.interaction, prompt)

    async def copy(self, press: Press) -> None:
        """Put the text into a field, from which phones can copy it too."""
        prompt = await self._usable(press.interaction, press.arguments[0])
        if must_be_read_first(prompt):
            await self._read_first(press.interaction, prompt, "copy")
        else:
            await self._open_copy(press.interaction, prompt)

    async def go_on(self, press: Press) -> None:
        """Do what was asked for, after the cautions were read."""
        slug, what = press.arguments
        prompt = await self._usable(press.interaction, slug)
        if what == "text":
            await self._show(press.interaction, prompt)
        elif what == "copy":
            await self._open_copy(press.interaction, prompt)
        else:
            form = lambda: views.fill_form(prompt, {})  # noqa: E731
            await self._open(press.interaction, form, "read", slug, what)

    # --- forms ------------------------------------------------------------------------------------

    async def fill(self, press: Press) -> None:
        """Hand back the finished prompt, or say what is in its way."""
        interaction, (slug, content) = press.interaction, press.arguments
        prompt = await self._usable(interaction, slug)
        values = values_in(prompt, press.fields)
        sentences = objections(prompt, values)
        if content != prompt.content_hash[: len(content)]:
            sentences = (CHANGED, *sentences)
        if sentences:
            self.held.hold(interaction.user.id, prompt.slug, values)
            await replies.reply(interaction, views.refusal_panel(prompt, sentences))
            return
        panel, files = views.finished_panel(prompt, filled(prompt, values))
        await replies.reply(interaction, panel, files=files)
        self.held.drop(interaction.user.id, prompt.slug)

    async def edit(self, press: Press) -> None:
        """Open the refused form with what was typed."""
        slug = press.arguments[0]
        if (values := self.held.of(press.interaction.user.id, slug)) is None:
            raise NotFoundError(NO_LONGER_HELD)
        prompt = await self._usable(press.interaction, slug)
        await self._open(press.interaction, lambda: views.fill_form(prompt, values), "edit", slug)

    async def copy_shown(self, press: Press) -> None:
        """Put the text of the very message into a field."""
        message = press.interaction.message
        shown = (shown_text(words) for words in _texts_of(message)) if message else ()
        if (words := next(filter(None, shown), None)) is None:
            raise NotFoundError("There is no text here to copy. Open the prompt again, please.")
        await replies.ask(press.interaction, views.copy_form("Copy the text", words))

    async def copied(self, press: Press) -> None:
        """Close the form that was opened for copying; what it holds is not looked at."""
        await replies.reply(press.interaction, say(COPIED))

    # --- parts ------------------------------------------------------------------------------------

    async def _usable(self, interaction: discord.Interaction, slug: str) -> Prompt:
        """The prompt whose text the reader may see; from memory, wherever that is enough.

        Raises:
            NotFoundError: There is no such prompt.
            NotAllowedError: Its text is not shown there.
        """
        place = self.shelves.place_now(interaction)
        prompt = self.shelves.prompt(place, slug)
        if prompt is None or not self.shelves.may_show_text(place, prompt):
            # Outside servers the member's home may not have been looked for yet.
            place = await self.shelves.place_of(interaction)
            prompt = self.shelves.prompt(place, slug)
        if prompt is None:
            raise NotFoundError(GONE)
        if not self.shelves.may_show_text(place, prompt):
            self._refuse(place, prompt)
        return prompt

    def _refuse(self, place: Place, prompt: Prompt) -> NoReturn:
        if why := withdrawn_line(self.shelves.standing(place, prompt)):
            raise NotAllowedError(f"**{prompt.title}** is {why}. Try `/prompt find` for another.")
        if place.hub is None:
            raise NotAllowedError(
                "A tier 3 prompt's text is shown once the licensed reviewers of your home server "
                "have approved it. Choose that server with `/me home`."
            )
        raise NotAllowedError(
            "This prompt's text is shown once licensed reviewers here have approved it."
        )

    async def _read_first(
        self, interaction: discord.Interaction, prompt: Prompt, what: str
    ) -> None:
        place = await self.shelves.place_of(interaction)
        standing = self.shelves.standing(place, prompt)
        await replies.reply(interaction, views.read_first_panel(prompt, standing, what))

    async def _show(self, interaction: discord.Interaction, prompt: Prompt) -> None:
        panel, files = prompt_views.body_panel(prompt)
        await replies.reply(interaction, panel, files=files)

    async def _open_copy(self, interaction: discord.Interaction, prompt: Prompt) -> None:
        make = lambda: views.copy_form(f"Copy: {prompt.title}", prompt.body.strip())  # noqa: E731
        again = (
            ("read", prompt.slug, "copy") if must_be_read_first(prompt) else ("copy", prompt.slug)
        )
        await self._open(interaction, make, *again)

    async def _open(
        self, interaction: discord.Interaction, make: Callable[[], Form], action: str, *of: str
    ) -> None:
        """Open a form, or where it took too long, the button that opens it now."""
        try:
            await replies.ask(interaction, make())
        except discord.InteractionResponded:
            await replies.reply(interaction, views.late_panel(f"prompts.{action}", *of))


def _texts_of(message: discord.Message) -> list[str]:
    parts = message.components
    return [part.content for part in parts if isinstance(part, discord.TextDisplay)]
