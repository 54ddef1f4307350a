"""Taking answers, and telling those who waited that a seat is theirs."""

from datetime import datetime, timedelta

from bot import replies
from bot.errors import NotAllowedError
from bot.feature import House, Keeps
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job
from bot.jobs.run import Run
from bot.ui.actions import Action, Press
from cogs.events.plans import HELD, SEAT, place_of_notices, server_of_job, title_of
from cogs.events.records import Answer, Occasion, Rsvp
from cogs.events.seats import views
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore

HELD_WITHIN = timedelta(days=1)


class Desk:
    """The buttons under posts and in direct messages, which work for ever."""

    def __init__(self, house: House, events: EventStore, store: SeatStore) -> None:
        self._house = house
        self._events = events
        self._store = store

    @property
    def actions(self) -> tuple[Action, ...]:
        """*Going*, *Maybe* and *Can't*."""
        return (Action("events.answer", self.answer),)

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """What is told, and what goes on, later."""
        return (
            JobKind(
                SEAT,
                self.tell,
                grace=HELD_WITHIN,
                title=lambda job: f"A seat of {title_of(job)} is offered",
                told=False,
                listed=False,
            ),
            JobKind(
                HELD,
                self.end_hold,
                grace=HELD_WITHIN,
                title=lambda job: f"A kept seat of {title_of(job)} goes on",
                told=False,
                listed=False,
            ),
        )

    @property
    def keeps(self) -> tuple[Keeps, ...]:
        """What is kept of members."""
        return (
            Keeps(
                "Your answers to trainings: going, maybe, can't, waiting",
                "until you ask me to forget them; your seat then goes to the next in line",
                self._store.export_member,
                self._store.forget_member,
            ),
        )

    async def answer(self, press: Press) -> None:
        """Take the answer of whoever pressed."""
        member_id = press.interaction.user.id
        occurrence_id, wanted = int(press.arguments[1]), Answer(press.arguments[2])
        guild_id = await self._server_of(press, occurrence_id)
        answered = await self._store.answer(
            guild_id, occurrence_id, member_id, wanted, now=self._house.clock.now()
        )
        await replies.reply(press.interaction, views.answered_panel(answered))

    async def tell(self, run: Run) -> None:
        """Tell somebody that a seat is theirs: by DM, else with a mention where it was posted."""
        payload = run.job.payload
        occasion, mine = await self._standing(run.job)
        if occasion is None or mine is None or not _still(mine, run.job):
            return
        held = payload["held_until"]
        held_until = None if held is None else datetime.fromisoformat(held)
        try:
            panel = views.offer_panel(occasion, held_until, None)
            await run.delivery.send_direct("dm", mine.member_id, panel)
        except CannotWorkError:
            # Closed, too many opened, or no longer in the server: the channel is left.
            panel = views.offer_panel(occasion, held_until, mine.member_id)
            where = place_of_notices(occasion)
            await run.delivery.send("mention", where, panel, members=[mine.member_id])

    async def end_hold(self, run: Run) -> None:
        """Let a kept seat go on that nobody took."""
        payload = run.job.payload
        await self._store.end_hold(
            server_of_job(run.job),
            payload["occurrence"],
            payload["member"],
            payload["number"],
            now=self._house.clock.now(),
        )

    async def _server_of(self, press: Press, occurrence_id: int) -> int:
        """The server of a button; outside servers, only for who has answered before."""
        if (guild_id := press.interaction.guild_id) is not None:
            return guild_id
        found = await self._store.server_of(occurrence_id, press.interaction.user.id)
        if found is None:
            raise NotAllowedError("Please answer in the server where the training is posted.")
        return found

    async def _standing(self, job: Job) -> tuple[Occasion | None, Rsvp | None]:
        guild_id, payload = server_of_job(job), job.payload
        occasion = await self._events.occasion(guild_id, payload["occurrence"])
        if occasion is None or occasion.is_cancelled:
            return None, None
        mine = await self._store.mine(guild_id, payload["occurrence"], payload["member"])
        return occasion, mine


def _still(mine: Rsvp, job: Job) -> bool:
    """Whether they still have what the job tells them of."""
    has_it = mine.answer is Answer.GOING or mine.held_until is not None
    return has_it and mine.number == job.payload["number"]
