"""`/catalog reload`: what was changed in the files reaches members, or nothing does."""

import asyncio
import gc
import secrets
from collections.abc import Iterable

import discord
import structlog
from discord import app_commands
from discord.ext import commands
from pydantic import BaseModel, ConfigDict

from bot import replies
from bot.catalog.copies import folder_beside
from bot.catalog.records import Catalog
from bot.catalog.shelf import Shelf
from bot.feature import House
from bot.reviews.records import Approval, Subject
from bot.storage.news import tell
from bot.ui.panels import Panel
from cogs.catalog import views
from cogs.catalog.reading import Fresh, read_afresh
from cogs.catalog.rules import difference

log = structlog.stdlib.get_logger(__name__)

NEWS = "catalog"
# What holds for all servers is kept where no server is.
EVERYWHERE = 0
# As the prompts feature calls them in reviews.
KIND = "prompt"


class Reloads(BaseModel):
    """Which reload was the last, by a random name, for processes that missed the news of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    last: str = ""


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
        # Of the last reload that this process followed; None before it heard of any.
        self._last: str | None = None

    @app_commands.command(name="reload")
    async def reload(self, interaction: discord.Interaction) -> None:
        """Read the catalogue's files again; only for the people who run me."""
        await self.house.operators.require(interaction.user.id)
        async with self._turn:
            fresh = await self._read()
            panel = await self._take_in(fresh)
            if fresh.shelf is not None:
                await self._tell_others()
        await replies.reply(interaction, panel)

    async def hear(self, _: str | None) -> None:
        """Read the files again where another process was told to and this one was not yet."""
        await self.house.guilds.hear(str(EVERYWHERE))
        last = self.house.guilds.get(EVERYWHERE, Reloads).last
        known, self._last = self._last, last
        if known in (None, last):
            return
        async with self._turn:
            await self._take_in(await self._read())

    async def _tell_others(self) -> None:
        self._last = secrets.token_hex(8)
        now = self.house.clock.now()
        await self.house.guilds.change(EVERYWHERE, Reloads, at=now, last=self._last)
        async with self.house.storage.write() as connection:
            await tell(connection, NEWS)

    async def _read(self) -> Fresh:
        settings = self.house.settings
        copies = folder_beside(settings.database_url.get_secret_value())
        return await asyncio.to_thread(read_afresh, settings.catalog, copies)

    async def _take_in(self, fresh: Fresh) -> Panel:
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
