"""*Check in* and *Check out*, and the message that offers them while a training runs."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import replies
from bot.feature import House, Keeps
from bot.jobs.kinds import JobKind
from bot.jobs.records import Plan
from bot.jobs.run import Run
from bot.ui.actions import Action, Press
from cogs.events.ce import views
from cogs.events.ce.records import Attendance
from cogs.events.ce.rules import (
    checked_in,
    checked_out,
    closes_at,
    open_visit,
    opens_at,
    outcome,
    require_open,
)
from cogs.events.ce.sittings import Sittings, sitting_of
from cogs.events.ce.store import AttendanceStore
from cogs.events.parts import Part
from cogs.events.plans import place_of_notices, title_of
from cogs.events.records import Change, Occasion

CHECK_IN = "events.check_in"
LATE = timedelta(hours=2)


class Doors:
    """Lets members in and out, and says so in time where a training offers CE."""

    def __init__(self, house: House, sittings: Sittings, store: AttendanceStore) -> None:
        self._house = house
        self._sittings = sittings
        self._store = store

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        return Part(
            actions=(
                Action("events.check_in", self.ask_word),
                Action("events.checked_in", self.check_in),
                Action("events.check_out", self.check_out),
            ),
            jobs=(
                JobKind(
                    CHECK_IN,
                    self.post,
                    grace=LATE,
                    title=lambda job: f"Check-in for {title_of(job)}",
                ),
            ),
            keeps=(
                Keeps(
                    "When you checked in and out at trainings, and what hosts decided about it",
                    "until you delete it with your data, or 30 days after the server removes me",
                    self._store.export_member,
                    self._store.forget_member,
                ),
            ),
            follower=self,
            split=self._store.take_along,
        )

    # --- members ----------------------------------------------------------------------------------

    async def ask_word(self, press: Press) -> None:
        """Ask for the code word."""
        await replies.ask(press.interaction, views.word_form(press.arguments[0]))

    async def check_in(self, press: Press) -> None:
        """Let somebody in who knows the word."""
        guild_id, occurrence_id = press.interaction.guild_id or 0, int(press.arguments[0])
        sitting = await self._sittings.taking_place(guild_id, occurrence_id)
        word, now = await self._store.word(guild_id, occurrence_id), self._house.clock.now()

        def with_word(before: Attendance) -> Attendance:
            typed = press.text("word")
            return checked_in(before, sitting, word=word, typed=typed, now=now)

        member_id = press.interaction.user.id
        after = await self._store.change(guild_id, occurrence_id, member_id, with_word)
        if open_visit(after) is None:
            await replies.reply(press.interaction, views.wrong_word_panel(sitting, after))
        else:
            await replies.reply(press.interaction, views.inside_panel(sitting, after))

    async def check_out(self, press: Press) -> None:
        """Let somebody out, and say what was counted."""
        guild_id, occurrence_id = press.interaction.guild_id or 0, int(press.arguments[0])
        sitting = await self._sittings.taking_place(guild_id, occurrence_id)
        now = self._house.clock.now()
        after = await self._store.change(
            guild_id,
            occurrence_id,
            press.interaction.user.id,
            lambda before: checked_out(before, sitting, now),
        )
        found = outcome(after, sitting)
        await replies.reply(press.interaction, views.outside_panel(sitting, found))

    # --- the message ------------------------------------------------------------------------------

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Plan the message anew: for trainings with CE, once for each start."""
        guild_id, occurrence = occasion.event.guild_id, occasion.occurrence
        key, jobs = str(occurrence.id), self._house.jobs
        if change is not Change.OPENED:
            await jobs.cancel_key(guild_id, CHECK_IN, key, within=within)
        if occasion.is_cancelled or occasion.details.ce is None:
            return
        posted = await self._store.posted_for(within, guild_id, occurrence.id)
        if posted != occurrence.starts and occurrence.ends > self._house.clock.now():
            await jobs.schedule(_plan(occasion), within=within)

    async def open_now(self, occasion: Occasion) -> None:
        """Post the message now: where no CE is offered, or somebody deleted it.

        Raises:
            NotAllowedError: It is too early or too late.
        """
        now = self._house.clock.now()
        require_open(await self._sittings.of(occasion), now)
        await self._house.jobs.schedule(_plan(occasion, asked_for=True))

    async def post(self, run: Run) -> None:
        """Post the message; nothing where it would be too early, too late or there already."""
        guild_id, occurrence_id = run.job.guild_id or 0, run.job.payload["occurrence"]
        occasion = await self._sittings.found(guild_id, occurrence_id)
        if occasion is None or occasion.is_cancelled:
            return
        sitting, now = sitting_of(occasion), self._house.clock.now()
        if not run.has_begun and not opens_at(sitting) <= now <= closes_at(sitting):
            return
        sitting = await self._sittings.of(occasion)
        await run.delivery.send("doors", place_of_notices(occasion), views.doors_panel(sitting))
        await self._store.note_posted(guild_id, occurrence_id, sitting.starts)


def _plan(occasion: Occasion, *, asked_for: bool = False) -> Plan:
    sitting = sitting_of(occasion)
    return Plan(
        CHECK_IN,
        f"{sitting.occurrence_id}{':again' if asked_for else ''}",
        opens_at(sitting),
        guild_id=sitting.guild_id,
        payload={"occurrence": sitting.occurrence_id, "title": sitting.title},
        channel_id=place_of_notices(occasion),
        planned_by=occasion.event.planned_by,
        late_until=closes_at(sitting),
    )
