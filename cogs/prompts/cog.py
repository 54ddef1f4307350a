"""`/prompt find|browse|saved`: from a few words to the right prompt."""

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.catalog.records import Prompt
from bot.catalog.vocabulary import MODALITIES, POPULATIONS, Category
from bot.errors import NotFoundError
from bot.feature import House
from bot.ui.actions import Press
from bot.ui.suggestions import suggesting
from cogs.prompts import views
from cogs.prompts.rules import in_order, may_show_text, page_of
from cogs.prompts.store import SavedPrompts

RESULTS = 10
ALL = "all"
Choices = list[app_commands.Choice[str]]
CATEGORIES: Choices = [app_commands.Choice(name=c.label, value=c.value) for c in Category]


def _choices(labels: Mapping[str, str]) -> Choices:
    return [app_commands.Choice(name=label, value=word) for word, label in labels.items()]


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Prompts(commands.GroupCog, group_name="prompt", group_description="The prompt catalogue"):
    """Looks prompts up and keeps members' own lists."""

    def __init__(self, house: House, saved: SavedPrompts) -> None:
        self.house = house
        self.saved_prompts = saved

    @app_commands.command(name="find")
    @app_commands.choices(
        category=CATEGORIES,
        modality=_choices(MODALITIES),
        population=_choices(POPULATIONS),
    )
    async def find(
        self,
        interaction: discord.Interaction,
        query: app_commands.Range[str, 1, 100],
        category: str | None = None,
        modality: str | None = None,
        population: str | None = None,
    ) -> None:
        """Find a prompt by a few words, an abbreviation or a whole sentence.

        Args:
            interaction: The command.
            query: What you need, such as “soap note” or “hw for panic”.
            category: Only this category.
            modality: Only what fits this way of working.
            population: Only what fits these clients.
        """
        if (exact := self.house.shelf.catalog.prompt(query)) is not None:
            await self._show_card(interaction, exact)
            return
        found = self.house.shelf.prompts.search(
            query, category=category, modality=modality, population=population, limit=RESULTS
        )
        if found:
            panel = views.results_panel(query, [match.prompt for match in found])
        else:
            panel = views.nothing_found_panel(self._nearest_category(query))
        await replies.reply(interaction, panel)

    @find.autocomplete("query")
    @suggesting
    async def suggest(self, _: discord.Interaction, typed: str) -> Choices:
        """Prompts by the words typed so far."""
        return [
            app_commands.Choice(name=f"{prompt.title} · {prompt.category.label}", value=prompt.slug)
            for prompt in self.house.shelf.prompts.complete(typed)
        ]

    @app_commands.command(name="browse")
    @app_commands.choices(category=CATEGORIES)
    async def browse(self, interaction: discord.Interaction, category: str | None = None) -> None:
        """Look through the catalogue, one category at a time.

        Args:
            interaction: The command.
            category: Where to begin; leave empty for all.
        """
        await replies.reply(interaction, self._browse(category or ALL, 0))

    @app_commands.command(name="saved")
    async def saved(self, interaction: discord.Interaction) -> None:
        """The prompts that you saved."""
        await replies.reply(interaction, await self._saved(interaction.user.id, 0))

    # --- buttons and selects ----------------------------------------------------------------------

    async def open(self, press: Press) -> None:
        """Show the card of the prompt that was picked."""
        await self._show_card(press.interaction, self._prompt(press.values[0]))

    async def turn_page(self, press: Press) -> None:
        """Show another page of a category."""
        category, number = press.arguments
        await replies.update(press.interaction, self._browse(category, int(number)))

    async def pick_category(self, press: Press) -> None:
        """Show another category."""
        await replies.update(press.interaction, self._browse(press.values[0], 0))

    async def turn_saved_page(self, press: Press) -> None:
        """Show another page of the member's list."""
        panel = await self._saved(press.interaction.user.id, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def save(self, press: Press) -> None:
        """Put the prompt on the member's list."""
        prompt = self._prompt(press.arguments[0])
        now = self.house.clock.now()
        await self.saved_prompts.save(press.interaction.user.id, prompt.slug, at=now)
        await replies.update(press.interaction, views.card(prompt, saved=True))

    async def unsave(self, press: Press) -> None:
        """Take the prompt off the member's list."""
        prompt = self._prompt(press.arguments[0])
        await self.saved_prompts.unsave(press.interaction.user.id, prompt.slug)
        await replies.update(press.interaction, views.card(prompt, saved=False))

    async def show_text(self, press: Press) -> None:
        """Show the text alone, ready to copy."""
        prompt = self._prompt(press.arguments[0])
        if not may_show_text(prompt, reviewed=False):
            raise NotFoundError(
                "This prompt's text is shown once licensed reviewers here have approved it."
            )
        panel, files = views.body_panel(prompt)
        await replies.reply(press.interaction, panel, files=files)

    # --- parts ------------------------------------------------------------------------------------

    async def _show_card(self, interaction: discord.Interaction, prompt: Prompt) -> None:
        saved = await self.saved_prompts.is_saved(interaction.user.id, prompt.slug)
        await replies.reply(interaction, views.card(prompt, saved=saved))

    def _browse(self, category: str, number: int) -> views.Panel:
        shelf = self.house.shelf.catalog.prompts.values()
        here = None if category == ALL else Category(category)
        prompts = in_order([p for p in shelf if here in (None, p.category)])
        return views.browse_panel(here, page_of(prompts, number))

    async def _saved(self, member_id: int, number: int) -> views.Panel:
        slugs = [saved.slug for saved in await self.saved_prompts.saved_by(member_id)]
        found = [self.house.shelf.catalog.prompt(slug) for slug in slugs]
        prompts = [prompt for prompt in found if prompt is not None]
        return views.saved_panel(page_of(prompts, number), gone=len(found) - len(prompts))

    def _prompt(self, slug: str) -> Prompt:
        if (prompt := self.house.shelf.catalog.prompt(slug)) is None:
            raise NotFoundError(
                "That prompt is no longer in the catalogue. Try `/prompt find` for another."
            )
        return prompt

    def _nearest_category(self, query: str) -> Category | None:
        """The category of the best match when no filter is in the way."""
        found = self.house.shelf.prompts.search(query, limit=1)
        return found[0].prompt.category if found else None
