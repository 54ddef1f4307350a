"""`/announce compose|edit|list|templates|settings|digest`, and the commands about one."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import NotSetUpError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.panels import say
from bot.ui.suggestions import suggesting
from cogs.announcements import forms
from cogs.announcements.approving import Approving
from cogs.announcements.choices import Chosen, placed
from cogs.announcements.desk import Desk
from cogs.announcements.digest.flow import Digests
from cogs.announcements.list_views import Shelf
from cogs.announcements.managing import Managing
from cogs.announcements.one import One
from cogs.announcements.records import Opened, Placing, Wishes
from cogs.announcements.settings import AnnouncementSettings
from cogs.announcements.suggesting import Choices, Suggestions
from cogs.announcements.templates.flow import TemplateFlow
from cogs.announcements.texts import Texts

Channel = discord.TextChannel
SHELVES = [app_commands.Choice(name=each.label, value=each.value) for each in Shelf]
APPROVALS = [
    app_commands.Choice(name="nobody else", value=0),
    app_commands.Choice(name="one other organiser", value=1),
    app_commands.Choice(name="two other organisers", value=2),
]


class Announce(commands.Cog):
    """Reads the options, and hands over to the part that does it."""

    announce = app_commands.Group(
        name="announce", description="What this server announces, and when", guild_only=True
    )

    def __init__(
        self,
        desk: Desk,
        texts: Texts,
        one: One,
        managing: Managing,
        approving: Approving,
        templates: TemplateFlow,
        digests: Digests,
        suggestions: Suggestions,
    ) -> None:
        self._texts = texts
        self._one = one
        self._managing = managing
        self._approving = approving
        self._templates = templates
        self._digests = digests
        self._suggestions = suggestions
        self.desk = desk
        for command in one.commands():
            self.announce.add_command(command)

    @announce.command(name="compose")
    async def compose(
        self,
        interaction: discord.Interaction,
        *,
        channel: Channel | None = None,
        when: app_commands.Range[str, 1, 200] | None = None,
        repeat: app_commands.Range[str, 1, 100] | None = None,
        ends: app_commands.Range[str, 1, 100] | None = None,
        skip: app_commands.Range[str, 1, 500] | None = None,
        notify: discord.Role | None = None,
        publish: bool = False,
        thread: bool = False,
        take_down: app_commands.Range[str, 1, 100] | None = None,
        template: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Write an announcement; you see it as it will look before anything is posted.

        Args:
            interaction: The command.
            channel: Where it goes; left out, the server's announcements channel.
            when: Like "tomorrow 6pm" or "1 Dec 18:00 London"; you can choose it later too.
            repeat: Like "weekly" or "every 2 weeks".
            ends: When the repeat ends, like "10 times" or "until 3 March".
            skip: Days to leave out, like "25 Dec, 1 Jan".
            notify: The one role that is notified; left out, nobody is.
            publish: Publish it to the servers that follow the channel.
            thread: Open a thread below it.
            take_down: After how long it is taken down again, like "2 days".
            template: A saved text to begin from.
        """
        guild_id = self.desk.here(interaction)
        wishes = Wishes(when=when or "", repeat=repeat or "", ends=ends or "", skip=skip or "")
        chosen = Chosen(channel, notify, publish, thread, take_down)
        opened = Opened(placed(self._usual_place(guild_id, channel), chosen), wishes)
        filled = None
        if template is not None:
            filled = forms.filled_template(await self._templates.store.template(guild_id, template))
        await self._texts.compose(interaction, opened, filled)

    @announce.command(name="edit")
    @app_commands.choices(clear=forms.CLEARABLE)
    async def edit(
        self,
        interaction: discord.Interaction,
        announcement: str,
        *,
        channel: Channel | None = None,
        when: app_commands.Range[str, 1, 200] | None = None,
        repeat: app_commands.Range[str, 1, 100] | None = None,
        ends: app_commands.Range[str, 1, 100] | None = None,
        skip: app_commands.Range[str, 1, 500] | None = None,
        notify: discord.Role | None = None,
        publish: bool | None = None,
        thread: bool | None = None,
        take_down: app_commands.Range[str, 1, 100] | None = None,
        clear: str | None = None,
    ) -> None:
        """Change an announcement: its place and time here, its text with the button below it.

        Args:
            interaction: The command.
            announcement: Which one.
            channel: Where it goes.
            when: When it is posted, like "tomorrow 6pm".
            repeat: Like "weekly", or "no".
            ends: When the repeat ends, like "10 times".
            skip: Days to leave out, like "25 Dec, 1 Jan".
            notify: The one role that is notified.
            publish: Whether it is published to followers.
            thread: Whether a thread is opened below it.
            take_down: After how long it is taken down again, like "2 days".
            clear: A choice to take back.
        """
        found = await self.desk.named(self.desk.here(interaction), announcement)
        chosen = Chosen(channel, notify, publish, thread, take_down)
        times = {"when": when, "repeat": repeat, "ends": ends, "skip": skip}
        await self._one.edit(interaction, found, chosen, times, clear)

    @announce.command(name="list")
    @app_commands.choices(what=SHELVES)
    async def list(self, interaction: discord.Interaction, what: str = Shelf.COMING) -> None:
        """See what is planned, the drafts, or what was posted.

        Args:
            interaction: The command.
            what: Which of them; left out, what comes next.
        """
        await self._managing.list(interaction, Shelf(what))

    @announce.command(name="templates")
    async def templates(self, interaction: discord.Interaction) -> None:
        """See the saved texts, and what they can leave open until they are posted."""
        await self._templates.list(interaction)

    @announce.command(name="settings")
    @app_commands.choices(approvals=APPROVALS)
    async def settings(self, interaction: discord.Interaction, approvals: int) -> None:
        """Choose whether somebody else looks at announcements before they go out.

        Args:
            interaction: The command.
            approvals: Who has to approve an announcement beside its author.
        """
        house = self.desk.house
        require(house.guilds, interaction, Right.MANAGER)
        guild_id = self.desk.guild(interaction).id
        await house.guilds.change(
            guild_id, AnnouncementSettings, at=house.clock.now(), approvals=approvals
        )
        await self._approving.ask_about_all(guild_id)
        who = next(choice.name for choice in APPROVALS if choice.value == approvals)
        await replies.reply(
            interaction,
            say(
                f"Saved. Before an announcement goes out, it has to be approved by {who}.",
                "-# This holds for what is planned already, too.",
            ),
        )

    @announce.command(name="digest")
    async def digest(
        self,
        interaction: discord.Interaction,
        weekly: app_commands.Range[str, 1, 100] | None = None,
        channel: Channel | None = None,
        notify: discord.Role | None = None,
    ) -> None:
        """Draft what is new here, for you to edit; or have it drafted each week.

        Args:
            interaction: The command.
            weekly: When it is drafted each week, like "friday 9:00"; or "off".
            channel: Where it goes once you post it.
            notify: The one role that is notified then.
        """
        guild_id = self.desk.here(interaction)
        placing = placed(self._usual_place(guild_id, channel), Chosen(channel, notify))
        if weekly is None:
            await self._digests.draft_now(interaction, placing)
        else:
            await self._digests.set_weekly(interaction, weekly, placing)

    # --- suggestions ------------------------------------------------------------------------------

    @edit.autocomplete("announcement")
    @suggesting
    async def suggest_announcement(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Announcements of this server."""
        return await self._suggestions.announcements(interaction, typed)

    @compose.autocomplete("template")
    @suggesting
    async def suggest_template(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Templates of this server."""
        return await self._suggestions.templates(interaction, typed)

    @compose.autocomplete("when")
    @edit.autocomplete("when")
    @digest.autocomplete("weekly")
    @suggesting
    async def suggest_time(self, interaction: discord.Interaction, typed: str) -> Choices:
        """How a time is understood."""
        return await self._suggestions.times(interaction, typed)

    @compose.autocomplete("repeat")
    @edit.autocomplete("repeat")
    @suggesting
    async def suggest_repeat(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Repeats that fit the time."""
        return await self._suggestions.repeats(interaction, typed)

    def _usual_place(self, guild_id: int, channel: Channel | None) -> Placing:
        usual = self.desk.house.guilds.get(guild_id, ServerSettings).announcements_channel
        if channel is None and usual is None:
            raise NotSetUpError(
                "This server has no announcements channel yet. Choose one with `channel`, or have "
                "someone with Manage Server name it with `/settings set`."
            )
        return Placing(channel_id=channel.id if channel is not None else usual or 0)
