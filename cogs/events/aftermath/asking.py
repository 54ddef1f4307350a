"""The two questions: asked after the end, and answered by those who were there."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import replies
from bot.errors import NotAllowedError, NotFoundError
from bot.feature import House, Keeps
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan, State
from bot.jobs.run import Run
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.panels import Panel
from cogs.events.aftermath import views
from cogs.events.aftermath.guests import Guests
from cogs.events.aftermath.records import Feedback
from cogs.events.aftermath.rules import (
    ASKED_AFTER,
    ASKED_WITHIN,
    require_answers_taken,
    useful_in,
)
from cogs.events.aftermath.store import FeedbackStore
from cogs.events.parts import Part
from cogs.events.plans import place_of_notices, title_of
from cogs.events.records import Change, Occasion
from cogs.events.reminders.records import Delivered, What
from cogs.events.reminders.rules import amounts_to
from cogs.events.reminders.store import ReminderStore
from cogs.events.reminders.telling import mention
from cogs.events.store import EventStore

QUESTIONS = "events.questions"


class Asking:
    """Asks in the thread, and keeps what is answered."""

    def __init__(
        self,
        house: House,
        events: EventStore,
        store: FeedbackStore,
        guests: Guests,
        deliveries: ReminderStore,
    ) -> None:
        self._house = house
        self._events = events
        self._store = store
        self._guests = guests
        self._deliveries = deliveries
        self._intake = Intake("events.feedback_again")

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        return Part(
            actions=(
                Action("events.feedback", self.open_form),
                Action("events.feedback_form", self.take_form),
                Action("events.feedback_again", self.open_again),
            ),
            jobs=(
                JobKind(
                    QUESTIONS,
                    self.ask,
                    grace=timedelta(days=1),
                    title=lambda job: f"Two questions after {title_of(job)}",
                    ended=self.ended,
                    post_now=False,
                ),
            ),
            keeps=(
                Keeps(
                    "What you said of trainings: a mark and your words; hosts see no name",
                    "until you delete it with your data, or 30 days after the server removes me",
                    self._store.export_member,
                    self._store.forget_member,
                ),
            ),
            follower=self,
        )

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Ask after the end that holds now."""
        event, occurrence, key = occasion.event, occasion.occurrence, str(occasion.occurrence.id)
        jobs = self._house.jobs
        if change is not Change.OPENED:
            await jobs.cancel_key(event.guild_id, QUESTIONS, key, within=within)
        if occasion.is_cancelled:
            return
        plan = Plan(
            QUESTIONS,
            key,
            occurrence.ends + ASKED_AFTER,
            guild_id=event.guild_id,
            payload={"occurrence": occurrence.id, "title": occasion.details.title},
            channel_id=place_of_notices(occasion),
            planned_by=event.planned_by,
            late_until=occurrence.ends + ASKED_WITHIN,
        )
        await jobs.schedule(plan, within=within)

    async def ask(self, run: Run) -> None:
        """Ask those who were there, with one mention each."""
        guild_id, payload = run.job.guild_id or 0, run.job.payload
        occasion = await self._events.occasion(guild_id, payload["occurrence"])
        if occasion is None or occasion.is_cancelled:
            return

        async def there() -> list[int]:
            return await self._guests.there(occasion)

        members: list[int] = await run.note("members", there)
        await mention(
            run, "part", occasion, members, lambda some: views.questions_panel(occasion, some)
        )

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Note what was delivered."""
        guild_id, members = job.guild_id or 0, job.steps.get("members")
        found = await self._deliveries.occasion_in(within, guild_id, job.payload["occurrence"])
        if found is None or members is None or not members.value:
            return
        steps = {name: step.done for name, step in job.steps.items()}
        parts = amounts_to(steps, mentioned=members.value, direct=(), instead=())
        done = Delivered(What.QUESTIONS, job.due_at, parts, state.value)
        await self._deliveries.note(within, found, done)

    # --- answers ----------------------------------------------------------------------------------

    async def open_form(self, press: Press) -> None:
        """Ask somebody who was there."""
        occasion = await self._answerable(press)
        occurrence_id = occasion.occurrence.id
        if press.interaction.response.is_done():
            panel = views.late_panel("events.feedback", occurrence_id)
            await replies.reply(press.interaction, panel)
        else:
            await replies.ask(press.interaction, views.feedback_form(occurrence_id, {}))

    async def open_again(self, press: Press) -> None:
        """A refused form, filled as it was."""
        typed = self._intake.held(press)
        form = views.feedback_form(int(typed.arguments[0]), typed.fields)
        await replies.ask(press.interaction, form)

    async def take_form(self, press: Press) -> None:
        """Keep an answer; words that could identify a client come back."""
        occasion = await self._answerable(press)

        async def keep() -> Panel:
            given = Feedback(useful_in(press.text("useful")), press.text("words"))
            await self._store.give(
                occasion.event.guild_id,
                occasion.occurrence.id,
                press.interaction.user.id,
                given,
                at=self._house.clock.now(),
            )
            return views.thanks_panel()

        await self._intake.take(press, "feedback", keep, anew=True)

    async def _answerable(self, press: Press) -> Occasion:
        """The date of a button or form, for somebody who was there.

        Raises:
            NotFoundError: It is not there any more.
            NotAllowedError: They were not, or it is too early or too late.
        """
        guild_id = press.interaction.guild_id or 0
        occasion = await self._events.occasion(guild_id, int(press.arguments[0]))
        if occasion is None:
            raise NotFoundError("That training is not here any more.")
        require_answers_taken(occasion, self._house.clock.now())
        if press.interaction.user.id not in await self._guests.there(occasion):
            raise NotAllowedError(
                "These questions are for those who were there. If you were, ask a host to enter "
                "you with `/training attendance`."
            )
        return occasion
