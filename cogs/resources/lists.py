"""Lists of resources: by topic and kind, and a member's own."""

from collections.abc import Iterable

import discord
from discord.utils import escape_markdown

from bot import replies
from bot.catalog.listed import Resource
from bot.feature import House
from bot.reviews.wording import withdrawn_line
from bot.ui.actions import Action, Press
from bot.ui.lists import page_of
from bot.ui.panels import Panel
from cogs.resources import list_views as views
from cogs.resources.list_views import ALL, Listed, Notice
from cogs.resources.pool import Pool
from cogs.resources.records import Filters, SavedResource
from cogs.resources.rules import has_changed, narrowed, title_of
from cogs.resources.store import SavedResources


class Lists:
    """Draws lists for whoever asks, page by page, in one message."""

    def __init__(self, house: House, pool: Pool, saved: SavedResources) -> None:
        self.house = house
        self.pool = pool
        self.saved_resources = saved

    @property
    def actions(self) -> tuple[Action, ...]:
        """What turns pages, and what the buttons below a member's own list do."""
        return (
            Action("resources.topic", self.pick_topic),
            Action("resources.kind", self.pick_kind),
            Action("resources.shelf", self.open_shelf),
            Action("resources.page", self.turn_page),
            Action("resources.saved_page", self.turn_saved_page),
            Action("resources.seen_all", self.seen_all),
            Action("resources.tidy", self.tidy),
        )

    def listed(self, place: int | None, resources: Iterable[Resource]) -> list[Listed]:
        """Resources with whether somebody reviewed them there."""
        return [Listed(r, self.pool.standing(place, r).is_reviewed) for r in resources]

    async def browse(
        self, interaction: discord.Interaction, filters: Filters, number: int = 0
    ) -> Panel:
        """What there is of a topic and a kind."""
        place = await self.house.reviews.place_of(interaction)
        found = narrowed(self.pool.shown(place), topic=filters.topic, kind=filters.kind)
        return views.browse_panel(filters, page_of(self.listed(place, found), number))

    async def saved(self, interaction: discord.Interaction, number: int = 0) -> Panel:
        """The member's own list, and what became of what is on it."""
        place = await self.house.reviews.place_of(interaction)
        found = await self._found(place, interaction.user.id)
        shown = [r for _, r in found if r is not None and self.pool.is_shown(place, r)]
        page = page_of(self.listed(place, shown), number)
        return views.saved_panel(page, self._notice(place, found))

    # --- buttons and selects ----------------------------------------------------------------------

    async def pick_topic(self, press: Press) -> None:
        """Show another topic, of the same kind."""
        await self._turn(press, _filters(press.values[0], press.arguments[0]))

    async def pick_kind(self, press: Press) -> None:
        """Show another kind, of the same topic."""
        await self._turn(press, _filters(press.arguments[0], press.values[0]))

    async def open_shelf(self, press: Press) -> None:
        """Show the topic and kind that a button names."""
        await self._turn(press, _filters(*press.arguments))

    async def turn_page(self, press: Press) -> None:
        """Show another page of a topic and kind."""
        topic, kind, number = press.arguments
        await self._turn(press, _filters(topic, kind), int(number))

    async def turn_saved_page(self, press: Press) -> None:
        """Show another page of the member's list."""
        panel = await self.saved(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def seen_all(self, press: Press) -> None:
        """The member knows of all changes."""
        place = await self.house.reviews.place_of(press.interaction)
        member_id = press.interaction.user.id
        found = await self._found(place, member_id)
        hashes = {saved.slug: r.content_hash for saved, r in found if r is not None}
        await self.saved_resources.take_note(member_id, hashes)
        await replies.update(press.interaction, await self.saved(press.interaction))

    async def tidy(self, press: Press) -> None:
        """Take what left the catalogue off the member's list."""
        place = await self.house.reviews.place_of(press.interaction)
        member_id = press.interaction.user.id
        gone = [saved.slug for saved, r in await self._found(place, member_id) if r is None]
        await self.saved_resources.unsave(member_id, *gone)
        await replies.update(press.interaction, await self.saved(press.interaction))

    # --- parts ------------------------------------------------------------------------------------

    async def _turn(self, press: Press, filters: Filters, number: int = 0) -> None:
        panel = await self.browse(press.interaction, filters, number)
        await replies.update(press.interaction, panel)

    async def _found(
        self, place: int | None, member_id: int
    ) -> list[tuple[SavedResource, Resource | None]]:
        saved = await self.saved_resources.saved_by(member_id)
        return [(each, self.pool.resource(place, each.slug)) for each in saved]

    def _notice(
        self, place: int | None, found: Iterable[tuple[SavedResource, Resource | None]]
    ) -> Notice:
        changed: list[str] = []
        withdrawn: list[str] = []
        gone: list[str] = []
        for saved, resource in found:
            if resource is None:
                gone.append(f"**{title_of(saved.slug)}**")
            elif not self.pool.is_shown(place, resource):
                withdrawn.append(self._withdrawn(place, resource))
            elif has_changed(saved, resource):
                changed.append(f"**{escape_markdown(resource.title)}**")
        return Notice(tuple(changed), tuple(withdrawn), tuple(gone))

    def _withdrawn(self, place: int | None, resource: Resource) -> str:
        standing = self.pool.standing(place, resource)
        why = withdrawn_line(standing) or "not listed here"
        instead = self.pool.resource(place, standing.replaced_by or "")
        more = f"; **{escape_markdown(instead.title)}** takes its place" if instead else ""
        return f"**{escape_markdown(resource.title)}** ({why}{more})"


def _filters(topic: str, kind: str) -> Filters:
    return Filters(None if topic == ALL else topic, None if kind == ALL else kind)
