"""`/catalog reload`: what was changed in the files reaches members, or nothing does."""

import asyncio
import gc
from collections.abc import Iterable

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.catalog.copies import folder_beside
from bot.catalog.records import Catalog
from bot.catalog.shelf import Shelf
from bot.feature import House
from bot.reviews.records import Approval, Subject
from bot.ui.panels import Panel
from cogs.catalog import views
from cogs.catalog.reading import read_afresh
from cogs.catalog.rules import difference

log = structlog.stdlib.get_logger(__name__)

# As the prompts feature calls them in reviews.
KIND = "prompt"


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.default_permissions(administrator=True)
class CatalogFiles(
    commands.GroupCog, group_name="catalog", group_description="The catalogue's files"
):
    """Reads the catalogue again while everybody goes on reading it."""

    def __init__(self, house: House) -> None:
        self.house = house
        # Who comes second reads the files after the first, and gets an answer of their own.
        self._turn = asyncio.Lock()

    @app_commands.command(name="reload")
    async def reload(self, interaction: discord.Interaction) -> None:
        """Read the catalogue's files again; only for the people who run me."""
        await self.house.operators.require(interaction.user.id)
        async with self._turn:
            panel = await self._reload()
        await replies.reply(interaction, panel)

    async def _reload(self) -> Panel:
        settings = self.house.settings
        copies = folder_beside(settings.database_url.get_secret_value())
        fresh = await asyncio.to_thread(read_afresh, settings.catalog, copies)
        if fresh.shelf is None:
            log.info("catalogue not reloaded", problems=len(fresh.problems))
            return views.kept_panel(fresh.problems)
        return await self._exchange(fresh.shelf, fresh.approvals)

    async def _exchange(self, new: Shelf, approvals: tuple[Approval, ...]) -> Panel:
        old = self.house.shelf.catalog
        what = difference(old, new.catalog)
        before = await self._reviewed_in(old, what.reworded)
        if not what.is_nothing:
            self.house.shelf = new
        self.house.reviews.use_approvals(approvals)
        # As at the start: pauses for what never changes would delay every answer.
        gc.freeze()
        after = await self._reviewed_in(new.catalog, what.reworded)
        lost = {slug: before[slug] - after[slug] for slug in what.reworded}
        log.info(
            "catalogue reloaded",
            added=len(what.added),
            changed=len(what.changed),
            removed=len(what.removed),
        )
        servers = {slug: len(places - {None}) for slug, places in lost.items() if places}
        return views.changed_panel(what, servers, _total(new.catalog, approvals))

    async def _reviewed_in(
        self, catalog: Catalog, slugs: Iterable[str]
    ) -> dict[str, frozenset[int | None]]:
        """The servers in which each counts as reviewed; None: by what came with the catalogue."""
        today = self.house.clock.now().date()
        places = [None, *(guild.id for guild in self.house.client.guilds)]
        found: dict[str, frozenset[int | None]] = {}
        for slug in slugs:
            prompt = catalog.prompts[slug]
            subject = Subject(KIND, slug, prompt.content_hash, prompt.title, prompt.risk_tier)
            found[slug] = frozenset(
                place
                for place in places
                if self.house.reviews.standing(place, subject, today=today).is_reviewed
            )
            # Thousands of servers take a while, and members wait for their answers.
            await asyncio.sleep(0)
        return found


def _total(catalog: Catalog, approvals: tuple[Approval, ...]) -> str:
    parts = [f"{len(catalog.prompts)} prompts", f"{len(catalog.crisis_lines)} crisis lines"]
    if approvals:
        parts.append(f"{len(approvals)} reviews that came with it")
    return " · ".join(parts)
