"""Attune, the process: opens the parts, loads the features, connects, and closes all in order."""

import asyncio
import hashlib
import importlib
import json
from collections.abc import Sequence
from datetime import timedelta

import discord
import structlog
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot import replies
from bot.catalog.copies import folder_beside
from bot.catalog.loader import load_catalog
from bot.catalog.shelf import Shelf
from bot.clock import Clock
from bot.connecting import connect, intents_for, shards_for
from bot.delivery.runner import runner_for
from bot.errors import DatabaseError, StartError
from bot.feature import Feature, House
from bot.guilds.operators import Operators
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.guilds.store import NEWS as SETTINGS_NEWS
from bot.jobs.planning import Jobs
from bot.jobs.runner import Pulse, Runner
from bot.members.store import Members
from bot.ops.logs import keep_loop_from_quoting
from bot.ops.pauses import without_pauses
from bot.reviews.approvals import read_approvals
from bot.reviews.service import Reviews
from bot.reviews.store import NEWS as REVIEWS_NEWS
from bot.settings import DISCORD_API, Settings
from bot.storage import Storage
from bot.storage.commands_synced import SyncedCommands
from bot.storage.news import News
from bot.tree import Tree, UnderWay, Watched
from bot.ui.actions import Actions

log = structlog.stdlib.get_logger(__name__)

# In load order. A feature that fails to load stops the start.
COGS = (
    "cogs.setup",
    "cogs.community",
    "cogs.safeguards",
    "cogs.prompts",
    "cogs.resources",
    "cogs.reviews",
    "cogs.catalog",
    "cogs.announcements",
    "cogs.later",
    "cogs.events",
    "cogs.moderation",
)
# Models of what a server chooses for all features together, beside those of the Feature records.
SERVER = "server"
# Attune does not speak; discord.py would warn at each start that it can't.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
WATCH_DATABASE_EVERY = timedelta(seconds=20)
FINISH_WITHIN = timedelta(seconds=10)


class Attune(Watched):
    """One running Attune; `run()` returns when it has stopped.

    Args:
        settings: As read at the start.
        clock: Where every feature reads the time.
        cogs: The features to load, in order; tests add their own.
        pulse: The times of the queue; tests shorten them.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        cogs: Sequence[str] = COGS,
        pulse: Pulse | None = None,
    ) -> None:
        super().__init__(
            command_prefix=(),
            tree_cls=Tree,
            intents=intents_for(settings),
            help_command=None,
            allowed_mentions=discord.AllowedMentions.none(),
            # Handlers work from events, rows and REST, so nothing is kept of members and messages.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            **shards_for(settings),
        )
        self.settings = settings
        self.clock = clock
        self.under_way = UnderWay()
        # Set from READY on: commands are answered. discord.py's own "ready" comes 2 s later.
        self.answering = asyncio.Event()
        self.stopping = asyncio.Event()
        self.actions: Actions
        self.features: dict[str, Feature] = {}
        self.house: House
        self.runner: Runner
        self._pulse = pulse
        self._cogs_to_load = tuple(cogs)
        self._storage: Storage | None = None
        self._failure: StartError | None = None
        self._closing: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None

    # --- start ------------------------------------------------------------------------------------

    async def run_until_stopped(self) -> None:
        """Open everything, connect, and return when stopped; may be called once.

        Raises:
            StartError: A part failed, at the start or later; the text is one line for the operator.
        """
        keep_loop_from_quoting(asyncio.get_running_loop())
        async with self:
            try:
                with without_pauses():
                    await self.open()
                await connect(self, self.settings)
            finally:
                await self.close()
        if self._failure is not None:
            raise self._failure

    async def open(self) -> None:
        """Open database and catalogue and load the features, without Discord; inside `async with`.

        Raises:
            StartError: A part failed; the text is one line for the operator.
        """
        copies = folder_beside(self.settings.database_url.get_secret_value())
        catalog = await asyncio.to_thread(load_catalog, self.settings.catalog, copies=copies)
        approvals = await asyncio.to_thread(read_approvals, self.settings.catalog)
        url = self.settings.database_url.get_secret_value()
        self._storage = await Storage.open(url)
        guilds = GuildSettings(self._storage, {SERVER: ServerSettings})
        self.actions = Actions(guilds)
        self.house = House(
            client=self,
            clock=self.clock,
            settings=self.settings,
            storage=self._storage,
            shelf=Shelf(catalog),
            guilds=guilds,
            members=Members(self._storage),
            operators=Operators(self, self.clock),
            reviews=Reviews(self._storage, guilds, approvals=approvals),
            jobs=Jobs(self._storage, self.clock),
            news=News(url if self._storage.dialect == "postgresql" else None),
            features=self.features,
        )
        self.house.news.follow(SETTINGS_NEWS, guilds.hear)
        self.house.news.follow(REVIEWS_NEWS, self.house.reviews.hear)
        await self.house.reviews.load()
        self.runner = runner_for(self.house, pulse=self._pulse)
        for name in self._cogs_to_load:
            await self._load(name)
        for misfit in await self.house.guilds.load():
            log.warning("a stored setting no longer fits; its default is used", misfit=str(misfit))
        self.add_listener(self._on_press, "on_interaction")
        self._watch = asyncio.create_task(self._watch_database(), name="watch the database")

    async def _load(self, name: str) -> None:
        # Not load_extension(): at the end it would drop the modules, and with them the tables.
        try:
            await importlib.import_module(name).setup(self)
        except StartError:
            raise
        except Exception:
            log.exception("a feature failed to load", feature=name)
            raise StartError(f"The feature {name} failed to load; the trace is above.") from None

    async def add_feature(self, feature: Feature, cog: commands.Cog) -> None:
        """Take a feature in; called by its `setup()`."""
        self.features[feature.name] = feature
        for action in feature.actions:
            self.actions.add(action)
        for kind in feature.jobs:
            self.house.jobs.add_kind(kind)
        if feature.settings is not None:
            self.house.guilds.declare(feature.name, feature.settings)
        await self.add_cog(cog)

    async def setup_hook(self) -> None:
        """Between login and gateway: find the gateway, tell Discord of the commands."""
        if self.settings.api_url != DISCORD_API:
            _, gateway, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        await self._sync_commands()

    async def _sync_commands(self) -> None:
        """Overwrite the commands in one call, but only if they differ from what was sent last."""
        application_id = self.application_id
        if application_id is None:
            raise StartError("Discord named no application for this token.")
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        synced = SyncedCommands(self.house.storage)
        if await synced.digest_of(application_id) == digest:
            return
        await self.tree.sync()
        await synced.remember_digest(application_id, digest, at=self.clock.now())
        log.info("commands synced", count=len(payload))

    # --- events -----------------------------------------------------------------------------------

    async def on_connect(self) -> None:
        """Commands are answered, and what is due is done, from READY on."""
        self.answering.set()
        self.runner.start()
        self.house.news.start()

    async def on_ready(self) -> None:
        """Load what is first needed later, while nobody waits for it: 2 s after READY."""
        with without_pauses():
            await asyncio.to_thread(_warm)
            await asyncio.to_thread(self.house.shelf.warm)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the features' listeners: there are no text commands."""

    async def on_error(self, event_method: str, /, *args: object, **_: object) -> None:
        """Show an error of a listener to whoever waits for an answer, else log it."""
        await replies.report_event(event_method, args, addressed_to=self.user)

    async def _on_press(self, interaction: discord.Interaction) -> None:
        if interaction.type in (
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        ):
            self.under_way.add_current()
            await self.actions.run(interaction)

    # --- end --------------------------------------------------------------------------------------

    def stop(self, failure: StartError | None = None) -> None:
        """Ask Attune to finish what it is doing and stop; `failure` is what broke, if anything."""
        if self._closing is None:
            self.stopping.set()
            self._failure = failure
            self._closing = asyncio.create_task(self._close(), name="stop")

    async def close(self) -> None:
        """Answer what is under way, leave Discord, close the database; safe to call again."""
        self.stop()
        if self._closing is not None:
            await asyncio.shield(self._closing)

    async def _close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        if hasattr(self, "runner"):
            await self.runner.stop(FINISH_WITHIN)
            await self.house.news.stop()
        if left := await self.under_way.finished(FINISH_WITHIN):
            log.warning("stopped while interactions were unanswered", count=left)
        await super().close()
        if self._storage is not None:
            await self._storage.close()

    async def _watch_database(self) -> None:
        while True:
            await asyncio.sleep(WATCH_DATABASE_EVERY.total_seconds())
            try:
                await self.house.storage.check_still_there()
            except DatabaseError as error:
                self.stop(error)
                return


def _warm() -> None:
    from bot.when.typed import warm  # a run may never need it

    warm()
