"""Who may look into attendance and decide about it, and what they are shown."""

from bot import replies
from bot.ui.actions import Press
from bot.ui.panels import Form, Panel
from cogs.events.access import Access
from cogs.events.ce import staff_views as views
from cogs.events.ce.records import Sitting
from cogs.events.ce.sittings import Sittings
from cogs.events.ce.store import AttendanceStore
from cogs.events.records import Occasion


class Gate:
    """Asks with every press whether they host the training or are an organiser."""

    def __init__(self, access: Access, sittings: Sittings, store: AttendanceStore) -> None:
        self._access = access
        self._sittings = sittings
        self._store = store

    async def occasion(self, press: Press, occurrence_id: int) -> Occasion:
        """A date of this server, for somebody who may change its training.

        Raises:
            NotFoundError: There is none (any more).
            NotAllowedError: They may not.
        """
        interaction = press.interaction
        occasion = await self._sittings.occasion(interaction.guild_id or 0, occurrence_id)
        self._access.require(interaction, occasion.event)
        return occasion

    async def sitting(self, press: Press) -> Sitting:
        """The sitting that a button or form is about, as `occasion`."""
        return await self._sittings.of(await self.occasion(press, int(press.arguments[0])))

    async def panel(self, sitting: Sitting, page: int = 0) -> Panel:
        """Who was there, as it is now."""
        people = await self._store.everyone(sitting.guild_id, sitting.occurrence_id)
        return views.attendance_panel(sitting, people, page)


async def show(press: Press, panel: Panel) -> None:
    """Put a panel in the place of the one whose form was sent, where there is one."""
    if press.interaction.message is None:
        await replies.reply(press.interaction, panel)
    else:
        await replies.update(press.interaction, panel)


async def ask(press: Press, form: Form, action: str, *arguments: object) -> None:
    """Open a form; where that took too long, a button that does `action` to try again."""
    if press.interaction.response.is_done():
        await replies.reply(press.interaction, views.late_panel(action, *arguments))
    else:
        await replies.ask(press.interaction, form)
