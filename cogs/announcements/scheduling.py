"""What becomes of announcements: planned, posted now, paused, skipped, called off."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import discord

from bot import replies
from bot.errors import InvalidInputError
from bot.guilds.rights import Right
from bot.jobs.records import State as JobState
from bot.jobs.watching import outcome_of
from bot.ui.actions import Action, Press
from bot.when.instants import wall_time
from cogs.announcements.desk import Desk
from cogs.announcements.places import require_place
from cogs.announcements.queue import Ends
from cogs.announcements.records import Announcement, State
from cogs.announcements.rules import is_going
from cogs.announcements.times import (
    at_once,
    following,
    left_out,
    planned_next,
)
from cogs.announcements.timings import CALLED_OFF, PAUSED, Timings, left_out_note, time_note

NOT_PLANNED = (
    "It is not planned, so there is nothing to change about its time. See `/announce show`."
)


class Scheduling:
    """Decides when an announcement goes out; whoever calls has checked that they may."""

    def __init__(self, desk: Desk, timings: Timings, ends: Ends) -> None:
        self._desk = desk
        self._timings = timings
        self._ends = ends

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms do; only organisers may."""
        named = {
            "announce.post": self.press_post,
            "announce.stand": self.press_stand,
            "announce.schedule": self.press_schedule,
            "announce.pause": self.press_pause,
            "announce.resume": self.press_resume,
            "announce.skip": self.press_skip,
            "announce.cancel": self.press_cancel,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    # --- deciding ---------------------------------------------------------------------------------

    async def press_schedule(self, press: Press) -> None:
        """Plan it for its time; without one, ask for it first."""
        guild_id = self._desk.here(press.interaction)
        found = await self._desk.store.for_a_form(guild_id, int(press.arguments[0]))
        if found.timing is None:
            await self._timings.open_times(press, found)
            return
        planned = await self.schedule(press.interaction, found)
        await self._show(press, planned, time_note(planned))

    async def schedule(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> Announcement:
        """Plan it for the time that was chosen.

        Raises:
            InvalidInputError: It can't go out as it is, or its time is past.
        """
        await self._require_ready(interaction, announcement)

        def revise(found: Announcement) -> Announcement:
            if found.state is not State.DRAFT:
                raise InvalidInputError("It is planned already. `/announce show` shows for when.")
            return planned_next(replace(found, state=State.PLANNED, trouble=None), self._now())

        return await self._desk.change(interaction, announcement, revise)

    async def press_post(self, press: Press) -> None:
        """Post it at once, and show what came of it as soon as that is known."""
        found = await self._desk.of_press(press)
        with self._ends.expecting((found.guild_id, found.id)) as ended:
            going = await self.post_now(press.interaction, found)
            where = f"<#{found.placing.channel_id}>"
            await self._show(press, going, f"It is on its way to {where}.")
            await self._show_end(press, going, ended)

    async def press_stand(self, press: Press) -> None:
        """Show how it stands by now."""
        guild_id, number = self._desk.here(press.interaction), int(press.arguments[0])
        with self._ends.expecting((guild_id, number)) as ended:
            found = await self._desk.store.announcement(guild_id, number)
            await self._show(press, found, "")
            if is_going(found, self._now()):
                await self._show_end(press, found, ended)

    async def post_now(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> Announcement:
        """Put it at the head of the queue.

        Raises:
            InvalidInputError: It can't or may not go out as it is.
        """
        await self._require_ready(interaction, announcement)
        if (await self._desk.approvals(announcement)).missing:
            raise InvalidInputError(
                "Here another organiser looks at announcements first. Press *Ask for approval*; "
                "once it is approved you can post it."
            )
        now = self._now()
        zone = (await self._desk.zones(interaction)).shown

        def revise(found: Announcement) -> Announcement:
            if found.state not in (State.DRAFT, State.PLANNED) or found.repeats:
                raise InvalidInputError("It can't be posted once more. *Use again* makes a copy.")
            if is_going(found, now):
                raise InvalidInputError("It is being posted already.")
            return self._at_once(found, now, zone)

        return await self._desk.change(interaction, announcement, revise)

    def _at_once(self, found: Announcement, now: datetime, zone: str) -> Announcement:
        timing = found.timing or at_once(now, zone)
        planned = wall_time(now, ZoneInfo(timing.plan.zone))
        return replace(found, state=State.PLANNED, planned=planned, due_at=now, trouble=None)

    async def press_pause(self, press: Press) -> None:
        """Post nothing of it until it is resumed."""
        paused = await self.pause(press.interaction, await self._desk.of_press(press))
        await self._show(press, paused, PAUSED)

    async def pause(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> Announcement:
        """Take it out of the queue for a while."""

        def revise(found: Announcement) -> Announcement:
            if found.state is not State.PLANNED:
                raise InvalidInputError(NOT_PLANNED)
            return replace(found, state=State.PAUSED)

        return await self._desk.change(interaction, announcement, revise)

    async def press_resume(self, press: Press) -> None:
        """Go on with what was paused."""
        resumed = await self.resume(press.interaction, await self._desk.of_press(press))
        await self._show(press, resumed, time_note(resumed))

    async def resume(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> Announcement:
        """Put it into the queue again, for the next time that is still to come."""

        def revise(found: Announcement) -> Announcement:
            if found.state is not State.PAUSED:
                raise InvalidInputError("It is not paused.")
            return planned_next(replace(found, state=State.PLANNED), self._now())

        return await self._desk.change(interaction, announcement, revise)

    async def press_skip(self, press: Press) -> None:
        """Leave the next time out."""
        skipped = await self.skip(press.interaction, await self._desk.of_press(press))
        await self._show(press, skipped, left_out_note(skipped))

    async def skip(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> Announcement:
        """Leave out the next occurrence of what repeats."""

        def revise(found: Announcement) -> Announcement:
            timing = found.timing
            if timing is None or not timing.repeats or found.state is State.DRAFT:
                raise InvalidInputError(
                    "Only something that repeats has a next time to leave out. To keep this one "
                    "from being posted, use `/announce cancel`."
                )
            coming = following(timing, self._now())
            if coming is None:
                raise InvalidInputError("Nothing more of it is planned.")
            changed = replace(found, timing=left_out(timing, coming.planned))
            if following(changed.timing or timing, self._now()) is None:
                raise InvalidInputError("That is its last time. To end it, use `/announce cancel`.")
            return planned_next(changed, self._now()) if found.state is State.PLANNED else changed

        return await self._desk.change(interaction, announcement, revise, what="one time left out")

    async def press_cancel(self, press: Press) -> None:
        """Call it off; the text stays as a draft."""
        off = await self.cancel(press.interaction, await self._desk.of_press(press))
        await self._show(press, off, CALLED_OFF)

    async def cancel(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> Announcement:
        """Take it out of the queue for good."""

        def revise(found: Announcement) -> Announcement:
            off = found.state in (State.PLANNED, State.PAUSED) or found.planned is not None
            if not off:
                raise InvalidInputError("It is not planned, so there is nothing to call off.")
            return replace(found, state=State.DRAFT, planned=None, due_at=None, trouble=None)

        return await self._desk.change(interaction, announcement, revise)

    # --- parts ------------------------------------------------------------------------------------

    async def _require_ready(
        self, interaction: discord.Interaction, announcement: Announcement
    ) -> None:
        """Go on only if it could be posted as it is, and where it is meant to go."""
        desktop = await self._desk.desktop(interaction.user.id, announcement)
        if desktop.troubles:
            raise InvalidInputError(desktop.troubles[0])
        has_image = announcement.content.picture is not None
        require_place(self._desk.guild(interaction), announcement.placing, image=has_image)

    async def _show_end(
        self, press: Press, going: Announcement, ended: asyncio.Future[JobState]
    ) -> None:
        """Show what came of a post; what takes longer is shown by the button on the panel."""
        if await outcome_of(ended) is None:
            return
        # The lock waits for the transaction in which the job has ended.
        async with self._desk.house.storage.write() as connection:
            after = await self._desk.store.locked(connection, going.guild_id, going.id)
        where = f"<#{after.placing.channel_id}>"
        note = f"It is posted in {where}." if after.state is State.POSTED else ""
        # Whoever pressed may have dismissed the panel meanwhile.
        with suppress(discord.NotFound):
            await self._show(press, after, note)

    async def _show(self, press: Press, announcement: Announcement, note: str) -> None:
        panel = await self._desk.panel(press.interaction, announcement, note)
        await replies.update(press.interaction, panel)

    def _now(self) -> datetime:
        return self._desk.house.clock.now()
