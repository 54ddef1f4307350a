"""What all parts of the feature do for an organiser: finding an announcement and showing it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import discord

from bot import replies
from bot.delivery.records import Image
from bot.errors import NotAllowedError, NotFoundError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.actions import Press
from bot.ui.panels import Panel, say
from cogs.announcements import panel_views, views
from cogs.announcements.history import History
from cogs.announcements.layout import MOST_MESSAGES, laid_out
from cogs.announcements.lists import Lists
from cogs.announcements.records import Announcement, Approvals, Posted
from cogs.announcements.rules import hash_of, is_going, link_trouble, troubles_of
from cogs.announcements.screening import look_again
from cogs.announcements.settings import AnnouncementSettings
from cogs.announcements.store import Announcements, Revise
from cogs.announcements.times import Zones, following
from cogs.announcements.values import Values

MOST_LINKS = 3


class Desk:
    """Finds and shows announcements; every other part stands on it."""

    def __init__(
        self, house: House, store: Announcements, history: History, values: Values
    ) -> None:
        self.house = house
        self.store = store
        self.history = history
        self.values = values
        self.lists = Lists(house.storage)

    # --- who and what -----------------------------------------------------------------------------

    def here(self, interaction: discord.Interaction) -> int:
        """The server, for somebody who plans announcements in it.

        Raises:
            NotAllowedError: They don't.
        """
        require(self.house.guilds, interaction, Right.ORGANISER)
        return self.guild(interaction).id

    def guild(self, interaction: discord.Interaction) -> discord.Guild:
        """The server itself; NotAllowedError where Attune is no member of it."""
        if interaction.guild is None:
            raise NotAllowedError("That only works in a server that I am a member of.")
        return interaction.guild

    async def of_press(self, press: Press) -> Announcement:
        """The announcement that a button or form is about, for somebody who may."""
        guild_id = self.here(press.interaction)
        return await self.store.announcement(guild_id, int(press.arguments[0]))

    async def named(self, guild_id: int, typed: str) -> Announcement:
        """The announcement that was picked or typed: its number, or words of its title.

        Raises:
            NotFoundError: There is none, or several.
        """
        number = typed.strip().removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 16:
            return await self.store.announcement(guild_id, int(number))
        found = await self.lists.called(guild_id, typed.strip(), limit=2)
        if len(found) != 1:
            raise NotFoundError(
                "Please pick an announcement from the list that opens while you type."
            )
        return found[0]

    async def zones(self, interaction: discord.Interaction) -> Zones:
        """Whose time counts for whoever acts."""
        profile = await self.house.members.profile(interaction.user.id)
        return Zones(profile.zone, self.server_zone(self.guild(interaction).id))

    def server_zone(self, guild_id: int) -> str | None:
        """The server's own time zone; None where it chose none."""
        return self.house.guilds.get(guild_id, ServerSettings).zone

    async def change(
        self,
        interaction: discord.Interaction,
        announcement: Announcement,
        revise: Revise,
        *,
        what: str = "",
    ) -> Announcement:
        """Replace it by what `revise` makes of it, in the name of whoever acts."""
        return await self.store.change(
            announcement.guild_id,
            announcement.id,
            revise,
            by=interaction.user.id,
            at=self.house.clock.now(),
            what=what,
        )

    # --- showing ----------------------------------------------------------------------------------

    async def show(
        self, interaction: discord.Interaction, announcement: Announcement, note: str = ""
    ) -> None:
        """Show it privately exactly as it will look, and below that what can be done with it."""
        for panel, images in await self.messages(announcement):
            files = [
                discord.File(BytesIO(i.content), i.filename, description=i.alt or None)
                for i in images
            ]
            await replies.reply(interaction, panel, files=files)
        await replies.reply(interaction, await self.panel(interaction, announcement, note))

    async def messages(self, announcement: Announcement) -> list[tuple[Panel, list[Image]]]:
        """Its messages as they will be posted next, each with its images.

        What Discord would refuse to show is left out: the panel says what is wrong with it.
        """
        content = announcement.content
        image = await self.store.pictures.of(announcement.guild_id, announcement.id, content)
        if image is None:
            content = replace(content, picture=None)
        if link_trouble(content.link) is not None:
            content = replace(content, link="")
        values = await self.values_of(announcement)
        panels = views.post_panels(laid_out(content, announcement.placing, values))
        images = [] if image is None else [image]
        made = [(panel, images if panel is panels[-1] else []) for panel in panels]
        return made[:MOST_MESSAGES]

    async def panel(
        self, interaction: discord.Interaction, announcement: Announcement, note: str = ""
    ) -> Panel:
        """Where it stands, and what can be done with it."""
        return panel_views.control_panel(
            await self.desktop(interaction.user.id, announcement), note
        )

    async def desktop(self, viewer_id: int, announcement: Announcement) -> panel_views.Desktop:
        """All that its panel shows to somebody."""
        values = await self.values_of(announcement)
        approvals = await self.approvals(announcement)
        answered = viewer_id in approvals.authors or viewer_id in approvals.given
        posts = await self.history.posts(announcement.guild_id, announcement.id)
        content, placing = announcement.content, announcement.placing
        line = look_again([content.title, content.body, content.link])
        return panel_views.Desktop(
            announcement=announcement,
            approvals=approvals,
            troubles=troubles_of(content, placing, values, self.values.known()),
            messages=len(laid_out(content, placing, values).parts),
            may_answer=approvals.missing and not answered,
            links=_links(announcement.guild_id, posts),
            notes=[line] if line else [],
            going=is_going(announcement, self.house.clock.now()),
        )

    async def values_of(self, announcement: Announcement) -> Mapping[str, str]:
        """What its variables mean when it is posted next."""
        zone = self.server_zone(announcement.guild_id) or "UTC"
        if announcement.timing is not None:
            zone = announcement.timing.plan.zone
        moment = self.next_time(announcement)
        content = announcement.content
        return await self.values.at(announcement.guild_id, moment, zone, content)

    def next_time(self, announcement: Announcement) -> datetime:
        """When it is posted next, as far as that is known; else now."""
        now = self.house.clock.now()
        if announcement.due_at is not None and announcement.due_at > now:
            return announcement.due_at
        if announcement.timing is None:
            return now
        coming = following(announcement.timing, now)
        return now if coming is None else coming.starts

    async def approvals(self, announcement: Announcement) -> Approvals:
        """How it stands with those who are to approve it."""
        needed = self.house.guilds.get(announcement.guild_id, AnnouncementSettings).approvals
        return await self.history.approvals(
            announcement.guild_id, announcement.id, hash_of(announcement), needed=needed
        )


def late_panel() -> Panel:
    """When a form could not open in time."""
    return say("That took me too long, and Discord gave up on the form. Please press it again.")


def _links(guild_id: int, posts: list[Posted]) -> list[str]:
    """Where it can be read now, newest first."""
    there = [post for post in posts if post.taken_down_at is None and post.messages[0] is not None]
    return [
        f"https://discord.com/channels/{guild_id}/{post.channel_id}/{post.messages[0]}"
        for post in there[:MOST_LINKS]
    ]
