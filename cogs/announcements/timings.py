"""When announcements go out, as organisers type it: reading it, asking back, keeping it."""

from dataclasses import replace
from datetime import datetime

import discord

from bot import replies
from bot.errors import InvalidInputError
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel, button, menu, row, text
from cogs.announcements import forms
from cogs.announcements.desk import Desk, late_panel
from cogs.announcements.intake import Intake
from cogs.announcements.records import Announcement, State, Timing, Wishes
from cogs.announcements.times import Unclear, due_of, planned_next, read_timing, settled

PAUSED = "Paused. Nothing of it is posted until you resume it."
CALLED_OFF = "Called off. The text is kept as a draft."


class Timings:
    """Takes what is typed about times; whoever calls has checked that they may."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms do; only organisers may."""
        named = {
            "announce.time": self.ask_time,
            "announce.times": self.take_time,
            "announce.pick": self.pick,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    async def read(
        self, interaction: discord.Interaction, wishes: Wishes, before: Timing | None = None
    ) -> Timing | Unclear | None:
        """What was typed about a time, by the clocks of whoever typed it."""
        return read_timing(
            wishes,
            now=self._now(),
            zones=await self._desk.zones(interaction),
            language=interaction.locale.value,
            before=before,
        )

    async def understand(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> tuple[Announcement, Unclear | None]:
        """Read what was typed about its time; what that leaves open, if anything."""
        read = await self.read(interaction, announcement.wishes, announcement.timing)
        if isinstance(read, Unclear):
            return announcement, read
        if read is None:
            return announcement, None
        wishes = settled(announcement.wishes, read)
        changed = await self._desk.change(
            interaction,
            announcement,
            lambda found: self._timed(found, read, wishes),
            what="time",
        )
        return changed, None

    def _timed(self, found: Announcement, timing: Timing, wishes: Wishes) -> Announcement:
        """With another time; what is planned is planned anew."""
        changed = replace(found, timing=timing, wishes=wishes)
        return planned_next(changed, self._now()) if found.state is State.PLANNED else changed

    async def pick(self, press: Press) -> None:
        """One of the meanings that were offered."""
        found, field = await self._desk.of_press(press), press.arguments[1]
        if field not in ("when", "repeat", "ends", "skip"):
            raise InvalidInputError("I don't know what that was about. Press *Change time* again.")
        await self._read_anew(press, found, replace(found.wishes, **{field: press.values[0]}))

    async def wish(
        self, interaction: discord.Interaction, found: Announcement, wishes: Wishes
    ) -> tuple[Announcement, Unclear | None]:
        """Take what was typed about its time; what that leaves open, if anything.

        It is kept in any case, so that nobody types it twice.

        Raises:
            InvalidInputError: What is posted already has no time any more.
        """
        if found.state is State.POSTED:
            raise InvalidInputError("It is posted already. *Use again* makes a copy to plan.")
        kept = await self._desk.change(interaction, found, lambda now: replace(now, wishes=wishes))
        return await self.understand(interaction, kept)

    async def ask_time(self, press: Press) -> None:
        """Open the form of its time, with what is known."""
        guild_id = self._desk.here(press.interaction)
        found = await self._desk.store.for_a_form(guild_id, int(press.arguments[0]))
        await self.open_times(press, found)

    async def take_time(self, press: Press) -> None:
        """Keep what the form says about its time."""

        async def keep() -> None:
            wishes = Wishes(
                **{name: press.text(name) for name in ("when", "repeat", "ends", "skip")}
            )
            await self._read_anew(press, await self._desk.of_press(press), wishes)

        await self._intake.take(press, "time", keep)

    async def _read_anew(self, press: Press, found: Announcement, wishes: Wishes) -> None:
        interaction = press.interaction
        changed, unclear = await self.wish(interaction, found, wishes)
        if unclear is not None:
            panel = which_panel(found.id, unclear)
        else:
            panel = await self._desk.panel(interaction, changed, time_note(changed))
        show = replies.reply if interaction.message is None else replies.update
        await show(interaction, panel)

    async def open_times(self, press: Press, found: Announcement) -> None:
        """Open the form of a time, with what is known of it."""
        if press.interaction.response.is_done():
            await replies.reply(press.interaction, late_panel())
            return
        filled = forms.filled_times(found.wishes)
        await replies.ask(press.interaction, forms.time_form(filled, "announce.times", found.id))

    def _now(self) -> datetime:
        return self._desk.house.clock.now()


def which_panel(number: int, unclear: Unclear) -> Panel:
    """What a time that was typed leaves open."""
    question = unclear.question
    panel = Panel(text(question.sentence))
    if question.choices:
        options = [
            discord.SelectOption(label=choice.name, value=choice.value)
            for choice in question.choices
        ]
        panel.add_item(row(menu("Which one?", options, "announce.pick", number, unclear.field)))
    again = button("Type it again", "announce.time", number, style=discord.ButtonStyle.primary)
    panel.add_item(row(again))
    return panel


def time_note(announcement: Announcement) -> str:
    """What to say once its time is known."""
    if announcement.state is State.PLANNED and announcement.due_at is not None:
        at = int(announcement.due_at.timestamp())
        return f"Planned for <t:{at}:F> in <#{announcement.placing.channel_id}>."
    if announcement.state is State.PAUSED:
        return "It is paused: nothing of it is posted until you resume it."
    if announcement.timing is not None:
        at = int(due_of(announcement.timing).timestamp())
        return f"Understood as <t:{at}:F>. Press *Schedule* to plan it."
    return "Saved."


def left_out_note(skipped: Announcement) -> str:
    """What to say once a time of it is left out."""
    return f"Left out. {time_note(skipped)}"
