"""Lists of prompts: by category, what is new, and a member's own."""

from collections.abc import Iterable

import discord

from bot import replies
from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.reviews.wording import withdrawn_line
from bot.ui.actions import Action, Press
from bot.ui.lists import page_of
from bot.ui.panels import Panel
from cogs.prompts import list_views as views
from cogs.prompts.list_views import Listed, Notice
from cogs.prompts.records import SavedPrompt
from cogs.prompts.rules import has_changed, in_order, newest_first, title_of
from cogs.prompts.shelves import Place, Shelves
from cogs.prompts.store import SavedPrompts

ALL = "all"


class Lists:
    """Draws lists for whoever asks, page by page, in one message."""

    def __init__(self, shelves: Shelves, saved: SavedPrompts) -> None:
        self.shelves = shelves
        self.saved_prompts = saved

    @property
    def actions(self) -> tuple[Action, ...]:
        """What turns pages, and what the buttons below a member's own list do."""
        return (
            Action("prompts.category", self.pick_category),
            Action("prompts.shelf", self.open_category),
            Action("prompts.page", self.turn_page),
            Action("prompts.new_page", self.turn_new_page),
            Action("prompts.saved_page", self.turn_saved_page),
            Action("prompts.seen_all", self.seen_all),
            Action("prompts.tidy", self.tidy),
        )

    def listed(self, place: Place, prompts: Iterable[Prompt]) -> list[Listed]:
        """Prompts with whether somebody reviewed them there."""
        return [Listed(p, self.shelves.standing(place, p).is_reviewed) for p in prompts]

    async def browse(
        self, interaction: discord.Interaction, category: str, number: int = 0
    ) -> Panel:
        """One category, or all."""
        place = await self.shelves.place_of(interaction)
        here = None if category == ALL else Category(category)
        prompts = in_order(p for p in self.shelves.shown(place) if here in (None, p.category))
        return views.browse_panel(here, page_of(self.listed(place, prompts), number))

    async def new(self, interaction: discord.Interaction, number: int = 0) -> Panel:
        """What was added or changed last."""
        place = await self.shelves.place_of(interaction)
        prompts = newest_first(self.shelves.shown(place))
        return views.new_panel(page_of(self.listed(place, prompts), number))

    async def saved(self, interaction: discord.Interaction, number: int = 0) -> Panel:
        """The member's own list, and what became of what is on it."""
        place = await self.shelves.place_of(interaction)
        saved = await self.saved_prompts.saved_by(interaction.user.id)
        found = [(each, self.shelves.prompt(place, each.slug)) for each in saved]
        shown = [p for _, p in found if p is not None and self.shelves.is_shown(place, p)]
        return views.saved_panel(
            page_of(self.listed(place, shown), number), self._notice(place, found)
        )

    # --- buttons and selects ----------------------------------------------------------------------

    async def pick_category(self, press: Press) -> None:
        """Show another category."""
        await replies.update(
            press.interaction, await self.browse(press.interaction, press.values[0])
        )

    async def open_category(self, press: Press) -> None:
        """Show the category that a button names."""
        panel = await self.browse(press.interaction, press.arguments[0])
        await replies.update(press.interaction, panel)

    async def turn_page(self, press: Press) -> None:
        """Show another page of a category."""
        category, number = press.arguments
        panel = await self.browse(press.interaction, category, int(number))
        await replies.update(press.interaction, panel)

    async def turn_new_page(self, press: Press) -> None:
        """Show another page of what is new."""
        panel = await self.new(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def turn_saved_page(self, press: Press) -> None:
        """Show another page of the member's list."""
        panel = await self.saved(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def seen_all(self, press: Press) -> None:
        """The member knows of all changes."""
        place = await self.shelves.place_of(press.interaction)
        member_id = press.interaction.user.id
        found = [
            (each.slug, self.shelves.prompt(place, each.slug))
            for each in await self.saved_prompts.saved_by(member_id)
        ]
        hashes = {slug: prompt.content_hash for slug, prompt in found if prompt is not None}
        await self.saved_prompts.take_note(member_id, hashes)
        await replies.update(press.interaction, await self.saved(press.interaction))

    async def tidy(self, press: Press) -> None:
        """Take what left the catalogue off the member's list."""
        place = await self.shelves.place_of(press.interaction)
        member_id = press.interaction.user.id
        saved = await self.saved_prompts.saved_by(member_id)
        gone = [each.slug for each in saved if self.shelves.prompt(place, each.slug) is None]
        await self.saved_prompts.unsave(member_id, *gone)
        await replies.update(press.interaction, await self.saved(press.interaction))

    # --- parts ------------------------------------------------------------------------------------

    def _notice(self, place: Place, found: list[tuple[SavedPrompt, Prompt | None]]) -> Notice:
        changed: list[str] = []
        withdrawn: list[str] = []
        for saved, prompt in found:
            if prompt is None:
                continue
            if not self.shelves.is_shown(place, prompt):
                withdrawn.append(self._withdrawn(place, prompt))
            elif has_changed(saved, prompt):
                changed.append(f"**{prompt.title}** (now version {prompt.version})")
        gone = [f"**{title_of(saved.slug)}**" for saved, prompt in found if prompt is None]
        return Notice(tuple(changed), tuple(withdrawn), tuple(gone))

    def _withdrawn(self, place: Place, prompt: Prompt) -> str:
        standing = self.shelves.standing(place, prompt)
        why = withdrawn_line(standing) or "not listed here"
        instead = self.shelves.prompt(place, standing.replaced_by or "")
        more = f"; **{instead.title}** takes its place" if instead else ""
        return f"**{prompt.title}** ({why}{more})"
