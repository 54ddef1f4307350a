"""Taking what moderators and members typed: also where it is not allowed, nothing of it is lost."""

from collections.abc import Awaitable, Callable

from bot.errors import InvalidInputError, NotAllowedError
from bot.ui import intake
from bot.ui.actions import Press
from bot.ui.panels import Panel


class Intake(intake.Intake):
    """As everywhere, but what may not be done comes back with *Edit* too.

    Here a refusal often names its cure (a permission, a role's place), after which the same words
    are sent again.
    """

    async def take(
        self,
        press: Press,
        form: str,
        keep: Callable[[], Awaitable[Panel]],
        *,
        anew: bool = False,
    ) -> None:
        """As for every form; see there."""

        async def kept() -> Panel:
            try:
                return await keep()
            except NotAllowedError as error:
                raise InvalidInputError(str(error)) from None

        await super().take(press, form, kept, anew=anew)
