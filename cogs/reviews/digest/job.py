"""The job that tells; one a server, which plans itself from the next date of its reviews."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan, State
from bot.jobs.run import Run
from bot.reviews.records import Change
from cogs.reviews.digest.rules import morning_after, next_instant, tidings_between
from cogs.reviews.digest.views import digest_panel

KIND = "reviews.digest"
# A digest is late rather than missed: what it tells is true until somebody looks.
GRACE = timedelta(days=30)


class Digest:
    """Tells the review channel what became true since the last digest.

    Each step of a review plans the digest in its own transaction, or has it come earlier; each
    digest plans the next one in the transaction that ends it. So none is planned where the time
    brings nothing, and nothing is looked at before its date.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    def kind(self) -> JobKind:
        """What the queue must know of it."""
        return JobKind(
            KIND,
            self.post,
            grace=GRACE,
            title=lambda _: "Reminder of reviews",
            ended=self.ended,
            post_now=False,
            listed=False,
        )

    async def follow(self, within: AsyncConnection, change: Change) -> None:
        """Plan the digest that steps lead to, in the transaction that writes them."""
        since = change.steps[0].at
        ahead = next_instant([change.after], since)
        if ahead is not None:
            await self._plan(within, change.after.guild_id, ahead, since)

    async def post(self, run: Run) -> None:
        """Post what became true until now; nothing where nothing did, or no channel is set."""
        guild_id, since = _server(run.job), _since(run.job)
        until = datetime.fromisoformat(await run.note("until", self._now))
        channel_id = self._house.guilds.get(guild_id, ServerSettings).review_channel
        if channel_id is None:
            return
        reviews = await self._house.reviews.store.all_reviews(guild_id)
        if tidings := tidings_between(reviews, since, until):
            await run.delivery.send("digest", channel_id, digest_panel(tidings))

    async def ended(self, within: AsyncConnection, job: Job, state: State) -> None:
        """Plan the next one; what could not be told goes into it."""
        guild_id, since, now = _server(job), _since(job), self._house.clock.now()
        reviews = await self._house.reviews.store.all_reviews(guild_id, within=within)
        told = since
        if state is State.DONE:
            told = max(since, datetime.fromisoformat(job.steps["until"].value))
        ahead = next_instant(reviews, told if state is State.DONE else now)
        if ahead is not None:
            await self._plan(within, guild_id, ahead, told)

    async def _plan(
        self, within: AsyncConnection, guild_id: int, ahead: datetime, since: datetime
    ) -> None:
        zone = ZoneInfo(self._house.guilds.get(guild_id, ServerSettings).zone or "UTC")
        plan = Plan(
            KIND,
            "digest",
            morning_after(ahead, zone),
            guild_id=guild_id,
            payload={"since": since.isoformat()},
        )
        await self._house.jobs.schedule_no_later(plan, within=within)

    async def _now(self) -> Any:  # noqa: ANN401 - JSON
        return self._house.clock.now().astimezone(UTC).isoformat()


def _since(job: Job) -> datetime:
    return datetime.fromisoformat(job.payload["since"])


def _server(job: Job) -> int:
    if job.guild_id is None:
        raise LookupError("a digest belongs to a server")
    return job.guild_id
