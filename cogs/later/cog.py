"""`/later list`, and the buttons under what could not be posted."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.delivery.permissions import held_in_guild
from bot.errors import NotAllowedError, NotFoundError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right, Standing, holds, refusal
from bot.guilds.standing import require
from bot.jobs.records import Job
from bot.ui.actions import Press
from cogs.later import views
from cogs.later.entries import entry_of
from cogs.later.records import Entry
from cogs.later.rules import ON_A_PAGE, page_within

if TYPE_CHECKING:
    from bot.app import Attune


class Later(commands.Cog):
    """Shows what is planned, lets staff decide, and hears of servers that come and go."""

    later = app_commands.Group(
        name="later",
        description="What is going to happen in this server",
        guild_only=True,
    )

    def __init__(self, app: "Attune") -> None:
        self._app = app
        self.house = app.house

    @later.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """See everything that is going to happen here, when, and who planned it."""
        require(self.house.guilds, interaction, Right.ORGANISER)
        await replies.reply(interaction, await self._page(_guild_id(interaction), 0))

    async def turn_page(self, press: Press) -> None:
        """Another page of the list."""
        require(self.house.guilds, press.interaction, Right.ORGANISER)
        panel = await self._page(_guild_id(press.interaction), int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def choose(self, press: Press) -> None:
        """One of the list, with what can be done about it."""
        require(self.house.guilds, press.interaction, Right.ORGANISER)
        job = await self._job_of(press, int(press.values[0]))
        await replies.update(press.interaction, views.entry_panel(self._entry(job)))

    async def cancel(self, press: Press) -> None:
        """Call one off."""
        job = await self._may_decide(press)
        await self.house.jobs.cancel(job.id)
        await self._decided(press, job, "Cancelled")

    async def post_now(self, press: Press) -> None:
        """Post what was missed or stopped."""
        job = await self._may_decide(press)
        await self.house.jobs.post_now(job.id)
        await self._decided(press, job, "Asked to be posted now")

    async def skip(self, press: Press) -> None:
        """Leave out what was missed or stopped."""
        job = await self._may_decide(press)
        await self.house.jobs.skip(job.id)
        await self._decided(press, job, "Skipped")

    # --- servers that come and go -----------------------------------------------------------------

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """What is planned there waits."""
        await self._app.runner.server_gone(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """What waited for a return goes on."""
        await self._app.runner.servers_back(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Attune may have been added again while it was not running."""
        await self._app.runner.servers_back(*(guild.id for guild in self._app.guilds))

    # --- how --------------------------------------------------------------------------------------

    async def _page(self, guild_id: int, page: int) -> "views.Panel":
        store, kinds = self.house.jobs.store, self.house.jobs.kinds
        hidden = kinds.hidden()
        count = await store.count_unfinished(guild_id, leaving_out=hidden)
        page = page_within(page, count)
        jobs = await store.unfinished(
            guild_id, leaving_out=hidden, skip=page * ON_A_PAGE, limit=ON_A_PAGE
        )
        zone = self.house.guilds.get(guild_id, ServerSettings).zone
        entries = [self._entry(job) for job in jobs]
        return views.list_panel(entries, page=page, count=count, zone=zone)

    async def _decided(self, press: Press, job: Job, what: str) -> None:
        panel = views.decided_panel(self._entry(job), what, press.interaction.user.id)
        await replies.update(press.interaction, panel)

    async def _job_of(self, press: Press, job_id: int) -> Job:
        job = await self.house.jobs.store.job(job_id)
        here = press.interaction.guild_id
        if job is None or (here is not None and job.guild_id != here):
            raise NotFoundError("That is not planned any more.")
        return job

    async def _may_decide(self, press: Press) -> Job:
        """The job of a button, for somebody who may decide about it."""
        job = await self._job_of(press, int(press.arguments[0]))
        kind = self.house.jobs.kinds.get(job.kind)
        right = Right.ORGANISER if kind is None else kind.right
        if press.interaction.guild_id is not None:
            require(self.house.guilds, press.interaction, right)
        else:
            await self._require_planner(press.interaction.user.id, job, right)
        return job

    async def _require_planner(self, user_id: int, job: Job, right: Right) -> None:
        """In a direct message Discord says nothing of rights: ask it about the planner."""
        if user_id != job.planned_by or job.guild_id is None:
            raise NotAllowedError("Only whoever planned it can decide that here.")
        named = self.house.guilds.get(job.guild_id, ServerSettings)
        if not holds(right, named, await self._standing(job.guild_id, user_id)):
            raise NotAllowedError(refusal(right))

    async def _standing(self, guild_id: int, user_id: int) -> Standing:
        http = self._app.http
        try:
            guild = await http.get_guild(guild_id, with_counts=False)
            member = await http.get_member(guild_id, user_id)
        except (discord.NotFound, discord.Forbidden):
            raise NotAllowedError("You or I are not in that server any more.") from None
        may = discord.Permissions(held_in_guild(guild, member))
        return Standing(
            roles=[int(role) for role in member["roles"]],
            manage_guild=may.manage_guild,
            manage_events=may.manage_events,
            moderate_members=may.moderate_members,
        )

    def _entry(self, job: Job) -> Entry:
        return entry_of(job, self.house.jobs.kinds)


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise NotFoundError("That only works in a server.")
    return interaction.guild_id
