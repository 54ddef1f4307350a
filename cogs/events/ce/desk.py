"""`/training attendance`: for hosts and organisers, who was there and what counts."""

import contextlib
import io
from datetime import timedelta
from typing import NoReturn

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import NotAllowedError, NotFoundError
from bot.feature import Audience, House
from bot.guilds.rights import Right, refusal
from bot.help import HelpLine
from bot.ui.actions import Action, Press
from cogs.events.access import Access
from cogs.events.ce import staff_views as views
from cogs.events.ce.doors import Doors
from cogs.events.ce.gate import Gate
from cogs.events.ce.records import Sitting
from cogs.events.ce.rules import CLOSES_AFTER, OPENS_BEFORE, code_word
from cogs.events.ce.sittings import Sittings
from cogs.events.ce.spreadsheets import csv_of_attendance
from cogs.events.ce.store import AttendanceStore
from cogs.events.ce.views import table_panel
from cogs.events.ce.wording import file_name
from cogs.events.parts import Part

# Hosts put the code word on their slides in good time.
LOOK_BACK, LOOK_AHEAD = timedelta(days=92), timedelta(days=31)
MOST_CHOICES = 25
NAMES_AT_ONCE = 100
NO_DATES = (
    "There was no training in the last three months, and none comes within a month. Plan one with "
    "`/training create`; its attendance is found here."
)
HOSTS_TOO = "Hosts find their own trainings here, from a month before on."


class AttendanceDesk(commands.Cog):
    """Shows who was there and the code word."""

    def __init__(
        self,
        house: House,
        access: Access,
        gate: Gate,
        sittings: Sittings,
        store: AttendanceStore,
        doors: Doors,
    ) -> None:
        self._house = house
        self._access = access
        self._gate = gate
        self._sittings = sittings
        self._store = store
        self._doors = doors

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        line = "See who was at a training, show its code word, decide with a reason"
        return Part(
            actions=(
                Action("events.attendance", self.choose),
                Action("events.attendance_page", self.turn_page),
                Action("events.word", self.show_word),
                Action("events.new_word", self.renew_word),
                Action("events.doors", self.post_doors),
                Action("events.attendance_csv", self.as_csv),
            ),
            help=(HelpLine("training attendance", line, Audience.ORGANISER),),
            staff=self,
        )

    # --- looking ----------------------------------------------------------------------------------

    @app_commands.command(name="attendance")
    async def attendance(self, interaction: discord.Interaction) -> None:
        """See who was at a training, show its code word, and decide what counts."""
        dates = await self._dates(interaction)
        if not dates:
            self._refuse(interaction)
        now = self._house.clock.now()
        running = [d for d in dates if d.starts - OPENS_BEFORE <= now <= d.ends + CLOSES_AFTER]
        if len(running) == 1 or len(dates) == 1:
            await replies.reply(interaction, await self._gate.panel((running or dates)[0]))
        else:
            await replies.reply(interaction, views.dates_panel(dates[:MOST_CHOICES]))

    async def choose(self, press: Press) -> None:
        """Show one date, chosen from the list or seen anew."""
        chosen = press.values[0] if press.values else press.arguments[0]
        sitting = await self._sittings.of(await self._gate.occasion(press, int(chosen)))
        await replies.update(press.interaction, await self._gate.panel(sitting))

    async def turn_page(self, press: Press) -> None:
        """Show another page."""
        sitting = await self._gate.sitting(press)
        panel = await self._gate.panel(sitting, int(press.arguments[1]))
        await replies.update(press.interaction, panel)

    async def as_csv(self, press: Press) -> None:
        """Give who was there as a table, with the names that Discord shows now."""
        sitting = await self._gate.sitting(press)
        people = await self._store.everyone(sitting.guild_id, sitting.occurrence_id)
        names = await self._names(press.interaction, [person.member_id for person in people])
        name = file_name(sitting, "attendance", "csv")
        file = discord.File(io.BytesIO(csv_of_attendance(sitting, people, names)), name)
        said = "Who was there. It names people: keep it as carefully as your other records."
        await replies.reply(press.interaction, table_panel(said, name), files=[file])

    # --- code words and doors ---------------------------------------------------------------------

    async def show_word(self, press: Press) -> None:
        """Show the code word, made now where there is none."""
        sitting = await self._gate.sitting(press)
        new = code_word(self._house.chance)
        word = await self._store.word_or(sitting.guild_id, sitting.occurrence_id, new)
        await replies.reply(press.interaction, views.word_panel(sitting, word))

    async def renew_word(self, press: Press) -> None:
        """Put another word in its place."""
        sitting = await self._gate.sitting(press)
        word = code_word(self._house.chance)
        await self._store.renew_word(sitting.guild_id, sitting.occurrence_id, word)
        await replies.update(press.interaction, views.word_panel(sitting, word))

    async def post_doors(self, press: Press) -> None:
        """Post *Check in* and *Check out* where those who come will see them."""
        occasion = await self._gate.occasion(press, int(press.arguments[0]))
        await self._doors.open_now(occasion)
        await replies.reply(press.interaction, views.doors_posted_panel())

    # --- parts ------------------------------------------------------------------------------------

    async def _dates(self, interaction: discord.Interaction) -> list[Sitting]:
        """The dates whose attendance somebody may see, the latest first."""
        now, guild_id = self._house.clock.now(), interaction.guild_id or 0
        found: list[Sitting] = []
        for occurrence_id in await self._store.dates(guild_id, now - LOOK_BACK, now + LOOK_AHEAD):
            occasion = await self._sittings.occasion(guild_id, occurrence_id)
            if self._access.may(interaction, occasion.event) and not occasion.is_cancelled:
                found.append(await self._sittings.of(occasion))
        return found

    def _refuse(self, interaction: discord.Interaction) -> NoReturn:
        if not self._access.is_organiser(interaction):
            raise NotAllowedError(f"{refusal(Right.ORGANISER)} {HOSTS_TOO}")
        raise NotFoundError(NO_DATES)

    async def _names(self, interaction: discord.Interaction, ids: list[int]) -> dict[int, str]:
        """The names that Discord shows now; who has left has none."""
        guild, names = interaction.guild, dict[int, str]()
        if guild is None:
            return names
        for start in range(0, len(ids), NAMES_AT_ONCE):
            some = ids[start : start + NAMES_AT_ONCE]
            # Without an answer of Discord's, the ids have to do.
            with contextlib.suppress(TimeoutError):
                found = await guild.query_members(user_ids=some, limit=NAMES_AT_ONCE, cache=False)
                names |= {member.id: member.display_name for member in found}
        return names
