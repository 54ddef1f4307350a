"""Taking a sent form: what can't be kept comes back with *Edit*, filled as it was."""

from collections.abc import Awaitable, Callable

from bot import replies
from bot.errors import InvalidInputError
from bot.safeguards import identifiers_in, kinds_named
from bot.ui.actions import Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Panel
from cogs.prompts.submitting import views
from cogs.prompts.submitting.answers import texts_of


class Intake:
    """Looks at what was typed before anything is done with it.

    Args:
        again: The action that brings a refused form back.
    """

    def __init__(self, again: str) -> None:
        self._again = again
        self._held = Held()

    async def take(self, press: Press, form: str, keep: Callable[[], Awaitable[Panel]]) -> None:
        """Do what a sent form asks, and show what that gives.

        Args:
            press: The form.
            form: Its name, for whoever brings it back.
            keep: Keeps it; an InvalidInputError means that it can't as it is.
        """
        findings = [found for said in texts_of(press.fields) for found in identifiers_in(said)]
        if findings:
            panel = views.refused_panel(kinds_named(findings), self._again, self._hold(press, form))
            await replies.reply(press.interaction, panel)
            return
        try:
            panel = await keep()
        except InvalidInputError as error:
            panel = views.kept_back_panel(str(error), self._again, self._hold(press, form))
            await replies.reply(press.interaction, panel)
            return
        show = replies.reply if press.interaction.message is None else replies.update
        await show(press.interaction, panel)

    def held(self, press: Press) -> Typed:
        """The refused form that a press of *Edit* asks for.

        Raises:
            NotFoundError: It is somebody else's, or too long ago.
        """
        member_id, token = press.interaction.user.id, press.arguments[0]
        return self._held.get(member_id, token)

    def _hold(self, press: Press, form: str) -> str:
        typed = Typed(form, press.arguments, press.fields)
        return self._held.put(press.interaction.user.id, typed)
