"""*Share recording*: links of a host's, to those who were there."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import replies
from bot.errors import InvalidInputError, NotFoundError
from bot.feature import House
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan, State
from bot.jobs.run import Run
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.panels import Panel
from cogs.events.access import Access
from cogs.events.aftermath import views
from cogs.events.aftermath.guests import Guests
from cogs.events.aftermath.records import Shared
from cogs.events.aftermath.rules import require_can_share, shared_in
from cogs.events.parts import Part
from cogs.events.plans import title_of
from cogs.events.records import Occasion
from cogs.events.reminders.records import Delivered, What
from cogs.events.reminders.rules import amounts_to
from cogs.events.reminders.store import ReminderStore
from cogs.events.reminders.telling import mention, message, not_messaged
from cogs.events.store import EventStore

SHARE = "events.share"
WITHIN = timedelta(days=1)
NOBODY = "Nobody is known to have been there, so there is nobody to share it with."


class Sharing:
    """Takes the links, and sends them in the thread, or by message to those who want messages."""

    def __init__(
        self,
        house: House,
        events: EventStore,
        access: Access,
        guests: Guests,
        deliveries: ReminderStore,
    ) -> None:
        self._house = house
        self._events = events
        self._access = access
        self._guests = guests
        self._deliveries = deliveries
        self._intake = Intake("events.share_again")

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        return Part(
            actions=(
                Action("events.share", self.open_form),
                Action("events.share_form", self.take_form),
                Action("events.share_again", self.open_again),
            ),
            jobs=(
                JobKind(
                    SHARE,
                    self.send,
                    grace=WITHIN,
                    title=lambda job: f"Recording or slides of {title_of(job)}",
                    ended=self.ended,
                ),
            ),
        )

    # --- hosts ------------------------------------------------------------------------------------

    async def open_form(self, press: Press) -> None:
        """Ask a host for the links."""
        occasion = await self._shareable(press)
        occurrence_id = occasion.occurrence.id
        if press.interaction.response.is_done():
            panel = views.late_panel("events.share", occurrence_id)
            await replies.reply(press.interaction, panel)
        else:
            await replies.ask(press.interaction, views.share_form(occurrence_id, {}))

    async def open_again(self, press: Press) -> None:
        """A refused form, filled as it was."""
        typed = self._intake.held(press)
        form = views.share_form(int(typed.arguments[0]), typed.fields)
        await replies.ask(press.interaction, form)

    async def take_form(self, press: Press) -> None:
        """Send the links on their way."""
        occasion = await self._shareable(press)

        async def keep() -> Panel:
            shared = shared_in(*(press.text(name) for name in ("recording", "slides", "note")))
            there = await self._guests.there(occasion)
            if not there:
                raise InvalidInputError(NOBODY)
            await self._house.jobs.schedule(self._plan(press, occasion, shared))
            return views.on_its_way_panel(len(there))

        await self._intake.take(press, "share", keep, anew=True)

    async def _shareable(self, press: Press) -> Occasion:
        guild_id = press.interaction.guild_id or 0
        occasion = await self._events.occasion(guild_id, int(press.arguments[0]))
        if occasion is None:
            raise NotFoundError("That training is not here any more.")
        self._access.require(press.interaction, occasion.event)
        require_can_share(occasion, self._house.clock.now())
        return occasion

    def _plan(self, press: Press, occasion: Occasion, shared: Shared) -> Plan:
        return Plan(
            SHARE,
            f"{occasion.occurrence.id}:{press.interaction.id}",
            self._house.clock.now(),
            guild_id=occasion.event.guild_id,
            payload={
                "occurrence": occasion.occurrence.id,
                "title": occasion.details.title,
                "recording": shared.recording,
                "slides": shared.slides,
                "note": shared.note,
            },
            planned_by=press.interaction.user.id,
        )

    # --- the job ----------------------------------------------------------------------------------

    async def send(self, run: Run) -> None:
        """Send the links to everybody who was there, each once."""
        guild_id, payload = run.job.guild_id or 0, run.job.payload
        occasion = await self._events.occasion(guild_id, payload["occurrence"])
        if occasion is None:
            return
        shared = Shared(payload["recording"], payload["slides"], payload["note"])

        async def whom() -> dict[str, list[int]]:
            there = await self._guests.there(occasion)
            wants = await self._deliveries.wants_messages(there)
            direct = [member for member in there if member in wants]
            return {"thread": [m for m in there if m not in wants], "direct": direct}

        members: dict[str, list[int]] = await run.note("members", whom)

        def shown(some: Sequence[int] = ()) -> Panel:
            return views.shared_panel(occasion, shared, some)

        await mention(run, "part", occasion, members["thread"], shown)
        await message(run, members["direct"], shown, before=run.job.late_until)

        async def instead() -> list[int]:
            return not_messaged(run, members["direct"])

        await mention(run, "instead", occasion, await run.note("instead", instead), shown)

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Note what was delivered."""
        guild_id, members = job.guild_id or 0, job.steps.get("members")
        found = await self._deliveries.occasion_in(within, guild_id, job.payload["occurrence"])
        if found is None or members is None:
            return
        steps = {name: step.done for name, step in job.steps.items()}
        parts = amounts_to(
            steps,
            mentioned=members.value["thread"],
            direct=members.value["direct"],
            instead=job.steps["instead"].value if "instead" in job.steps else [],
        )
        done = Delivered(What.SHARING, job.due_at, parts, state.value)
        await self._deliveries.note(within, found, done)
