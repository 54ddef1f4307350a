"""Looking after announcements: lists, history, tests, handing over, taking down, deleting."""

from dataclasses import replace

import discord

from bot import replies
from bot.errors import InvalidInputError, NotSetUpError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right, Standing, holds
from bot.storage import Storage
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from cogs.announcements import card_views, list_views, panel_views
from cogs.announcements.desk import Desk
from cogs.announcements.list_views import ON_A_PAGE, Shelf
from cogs.announcements.places import require_place
from cogs.announcements.queue import Queue
from cogs.announcements.records import Announcement, Placing, State

WAS_POSTED = (
    "It was posted already, so its history stays. Take the post down with *Take it down*, where "
    "it is still there."
)


class Managing:
    """What organisers do with announcements beside writing and planning them."""

    def __init__(self, desk: Desk, storage: Storage, jobs: Queue) -> None:
        self._desk = desk
        self._storage = storage
        self._queue = jobs

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons do; only organisers may."""
        named = {
            "announce.list": self.turn_page,
            "announce.open": self.open,
            "announce.keep": self.keep,
            "announce.test": self.test,
            "announce.down": self.take_down,
            "announce.delete": self.ask_to_delete,
            "announce.gone": self.delete,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    # --- lists ------------------------------------------------------------------------------------

    async def list(self, interaction: discord.Interaction, shelf: Shelf) -> None:
        """Show what there is."""
        await replies.reply(interaction, await self._page(interaction, shelf, 0))

    async def turn_page(self, press: Press) -> None:
        """Show another page, or another kind."""
        shelf, page = Shelf(press.arguments[0]), int(press.arguments[1])
        await replies.update(press.interaction, await self._page(press.interaction, shelf, page))

    async def open(self, press: Press) -> None:
        """Show one of the list."""
        guild_id = self._desk.here(press.interaction)
        found = await self._desk.store.announcement(guild_id, int(press.values[0]))
        await self._desk.show(press.interaction, found)

    async def _page(self, interaction: discord.Interaction, shelf: Shelf, page: int) -> Panel:
        guild_id, lists = self._desk.here(interaction), self._desk.lists
        counts = {each: await lists.count(guild_id, each.states) for each in Shelf}
        page = min(max(page, 0), max(-(-counts[shelf] // ON_A_PAGE), 1) - 1)
        found = await lists.listed(guild_id, shelf.states, skip=page * ON_A_PAGE, limit=ON_A_PAGE)
        zone = (await self._desk.zones(interaction)).shown
        return list_views.list_panel(found, shelf, counts, page=page, zone=zone)

    async def history(self, interaction: discord.Interaction, found: Announcement) -> None:
        """Show who changed what, and when it was posted."""
        history = self._desk.history
        versions = await history.versions(found.guild_id, found.id)
        posts = await history.posts(found.guild_id, found.id)
        approvals = await self._desk.approvals(found)
        panel = list_views.history_panel(found, versions, posts, approvals)
        await replies.reply(interaction, panel)

    # --- one of them ------------------------------------------------------------------------------

    async def keep(self, press: Press) -> None:
        """It is saved already; say where."""
        found = await self._desk.of_press(press)
        note = f"Saved as a draft. `/announce show` with number {found.id} opens it again."
        panel = await self._desk.panel(press.interaction, found, note)
        await replies.update(press.interaction, panel)

    async def test(self, press: Press) -> None:
        """Show it in the staff channel."""
        found = await self._desk.of_press(press)
        guild = self._desk.guild(press.interaction)
        staff = self._desk.house.guilds.get(guild.id, ServerSettings).staff_channel
        if staff is None:
            raise NotSetUpError(
                "A test goes to the staff channel, and this server has named none yet. Someone "
                "with Manage Server can do that with `/settings set`."
            )
        has_image = found.content.picture is not None
        require_place(guild, Placing(channel_id=staff), image=has_image)
        now = self._desk.house.clock.now()
        await self._queue.test(found, press.interaction.user.id, now)
        panel = await self._desk.panel(
            press.interaction, found, f"A test is on its way to <#{staff}>. Nobody is notified."
        )
        await replies.update(press.interaction, panel)

    async def place(
        self, interaction: discord.Interaction, found: Announcement, placing: Placing
    ) -> Announcement:
        """Choose another place, or another way to post it."""
        if found.state is State.POSTED:
            raise InvalidInputError(
                "It is posted already, so only its text can be changed. *Use again* makes a copy "
                "that can go elsewhere."
            )
        has_image = found.content.picture is not None
        require_place(self._desk.guild(interaction), placing, image=has_image)
        return await self._desk.change(
            interaction, found, lambda now: replace(now, placing=placing), what="place"
        )

    async def without_image(
        self, interaction: discord.Interaction, found: Announcement
    ) -> Announcement:
        """Take the image away; where it is posted, from the post too."""

        def revise(now: Announcement) -> Announcement:
            return replace(now, content=replace(now.content, picture=None))

        return await self._desk.change(interaction, found, revise, what="image taken away")

    async def hand_over(
        self, interaction: discord.Interaction, found: Announcement, to: discord.Member
    ) -> Announcement:
        """Make somebody else its planner: they are told where it can't be posted."""
        named = self._desk.house.guilds.get(found.guild_id, ServerSettings)
        may = to.resolved_permissions or discord.Permissions.none()
        standing = Standing(
            roles=[role.id for role in to.roles],
            manage_guild=may.manage_guild,
            manage_events=may.manage_events,
            moderate_members=may.moderate_members,
        )
        if to.bot or not holds(Right.ORGANISER, named, standing):
            raise InvalidInputError(f"{to.mention} is no organiser here. Choose somebody who is.")
        return await self._desk.change(
            interaction, found, lambda now: replace(now, planned_by=to.id)
        )

    async def take_down(self, press: Press) -> None:
        """Delete what stands in the channel; the announcement and its history stay."""
        found = await self._desk.of_press(press)
        posts = await self._desk.history.posts(found.guild_id, found.id)
        there = [post for post in posts if post.taken_down_at is None]
        if not there:
            raise InvalidInputError("Nothing of it is in a channel any more.")
        now = self._desk.house.clock.now()
        async with self._storage.write() as connection:
            for post in there:
                await self._queue.take_down(connection, found, post, now)
        desktop = await self._desk.desktop(press.interaction.user.id, found)
        gone = replace(desktop, links=())
        panel = panel_views.control_panel(gone, "It is taken down in a moment.")
        await replies.update(press.interaction, panel)

    async def ask_to_delete(self, press: Press) -> None:
        """Ask before a draft is deleted."""
        found = await self._desk.of_press(press)
        await replies.update(press.interaction, card_views.sure_panel(found))

    async def delete(self, press: Press) -> None:
        """Delete a draft that was never posted."""
        found = await self._desk.of_press(press)
        if found.state is not State.DRAFT:
            raise InvalidInputError("It is no draft any more. Call it off first.")
        if await self._desk.history.posts(found.guild_id, found.id):
            raise InvalidInputError(WAS_POSTED)
        await self._desk.store.delete(found.guild_id, found.id)
        await replies.update(press.interaction, card_views.deleted_panel(found.content.title))
