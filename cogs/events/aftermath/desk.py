"""`/training report`: for hosts and organisers, what was delivered and how it went."""

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import NotAllowedError, NotFoundError
from bot.feature import Audience, House
from bot.guilds.rights import Right, refusal
from bot.help import HelpLine
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from cogs.events.access import Access
from cogs.events.aftermath import report_views as views
from cogs.events.aftermath.guests import Guests
from cogs.events.aftermath.rules import SHARED_FOR
from cogs.events.ce.store import AttendanceStore
from cogs.events.mirror.mirroring import Mirroring
from cogs.events.mirror.records import State
from cogs.events.mirror.rules import standing_line
from cogs.events.mirror.store import MirrorStore
from cogs.events.parts import Part
from cogs.events.records import Occasion
from cogs.events.reminders.rules import next_step
from cogs.events.reminders.store import ReminderStore
from cogs.events.store import EventStore

LOOK_AHEAD = timedelta(days=92)
MOST_CHOICES = 25
NO_DATES = "There was no training in the last three months, and none is coming."


class ReportDesk(commands.Cog):
    """Shows one date; the command comes under `/training`."""

    def __init__(
        self,
        house: House,
        events: EventStore,
        access: Access,
        guests: Guests,
        attendance: AttendanceStore,
        deliveries: ReminderStore,
        mirroring: Mirroring,
        mirrors: MirrorStore,
    ) -> None:
        self._house = house
        self._events = events
        self._access = access
        self._guests = guests
        self._attendance = attendance
        self._deliveries = deliveries
        self._mirroring = mirroring
        self._mirrors = mirrors

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        line = "See what was delivered, share a recording, read the feedback"
        return Part(
            actions=(
                Action("events.report", self.choose),
                Action("events.native", self.switch_native),
            ),
            help=(HelpLine("training report", line, Audience.ORGANISER),),
            staff=self,
        )

    @app_commands.command(name="report")
    async def report(self, interaction: discord.Interaction) -> None:
        """See what a training's members were sent, share a recording, and read the feedback."""
        dates = await self._dates(interaction)
        if not dates and not self._access.is_organiser(interaction):
            raise NotAllowedError(
                f"{refusal(Right.ORGANISER)} Hosts find their own trainings here."
            )
        if not dates:
            raise NotFoundError(f"{NO_DATES} Plan one with `/training create`.")
        if len(dates) == 1:
            await replies.reply(interaction, await self._panel(dates[0]))
        else:
            await replies.reply(interaction, views.dates_panel(dates[:MOST_CHOICES]))

    async def choose(self, press: Press) -> None:
        """Show one date, chosen from the list or seen anew."""
        chosen = press.values[0] if press.values else press.arguments[0]
        occasion = await self._occasion(press, int(chosen))
        await replies.update(press.interaction, await self._panel(occasion))

    async def switch_native(self, press: Press) -> None:
        """Let the training have a server event from now on, or none."""
        occasion = await self._occasion(press, int(press.arguments[1]))
        event = occasion.event
        state = State.ON if press.arguments[2] == "on" else State.OFF
        await self._mirrors.set_state(event.guild_id, event.id, state)
        await self._mirroring.look_again(event.guild_id, event.id)
        await replies.update(press.interaction, await self._panel(occasion))

    # --- how --------------------------------------------------------------------------------------

    async def _panel(self, occasion: Occasion) -> Panel:
        event, occurrence, now = occasion.event, occasion.occurrence, self._house.clock.now()
        mirror = await self._mirrors.mirror(event.guild_id, event.id)
        wants = self._mirroring.server_wants(event.guild_id)
        coming = next_step(event.ladder, occurrence.starts, after=now, now=now)
        has_begun = now >= occurrence.starts and not occasion.is_cancelled
        return views.report_panel(
            views.Report(
                occasion,
                await self._deliveries.delivered(event.guild_id, occurrence.id),
                None if occasion.is_cancelled else coming,
                standing_line(mirror, server_wants=wants),
                wants and (mirror is None or mirror.state is State.ON),
                await self._guests.sums(occasion),
                has_begun and now <= occurrence.ends + SHARED_FOR,
                has_begun,
            )
        )

    async def _dates(self, interaction: discord.Interaction) -> list[Occasion]:
        """The dates whose report somebody may see, the latest first."""
        now, guild_id = self._house.clock.now(), interaction.guild_id or 0
        dates = await self._attendance.dates(guild_id, now - SHARED_FOR, now + LOOK_AHEAD)
        found = [await self._events.occasion(guild_id, occurrence_id) for occurrence_id in dates]
        return [one for one in found if one and self._access.may(interaction, one.event)]

    async def _occasion(self, press: Press, occurrence_id: int) -> Occasion:
        guild_id = press.interaction.guild_id or 0
        occasion = await self._events.occasion(guild_id, occurrence_id)
        if occasion is None:
            raise NotFoundError("That training is not here any more.")
        self._access.require(press.interaction, occasion.event)
        return occasion
