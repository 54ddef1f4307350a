"""Drafting digests: now, or each week, always for an organiser to edit before it goes out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import discord
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import replies
from bot.errors import InvalidInputError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, Plan
from bot.jobs.records import State as JobState
from bot.jobs.recurrence import Plan as Repeating
from bot.jobs.run import Run
from bot.storage import Storage
from bot.ui.panels import say
from bot.when.instants import wall_time
from bot.when.records import Question
from bot.when.repeats import NOT_AT_ALL
from bot.when.rules import CODES
from bot.when.typed import read_time
from cogs.announcements.desk import Desk
from cogs.announcements.digest.rules import TITLE, Section, digest_body
from cogs.announcements.digest.store import DigestPlans, Weekly
from cogs.announcements.places import require_place
from cogs.announcements.queue import Queue
from cogs.announcements.records import Announcement, Content, Placing, State, Timing, Wishes
from cogs.announcements.times import following, timing_wording

DIGEST = "announcements.digest"
KEY = "digest"
WEEK = timedelta(days=7)
BODY = "body"
OFF = NOT_AT_ALL | {"off", "stop", "end"}
NOTHING_NEW = (
    "There is nothing new to tell of the last seven days: no new prompts or resources, and nothing "
    "that is coming up. No draft was made."
)


class Digests:
    """Asks every feature what is new."""

    def __init__(self, desk: Desk, plans: DigestPlans, storage: Storage, jobs: Queue) -> None:
        self._desk = desk
        self._plans = plans
        self._storage = storage
        self._queue = jobs

    def kind(self) -> JobKind:
        """What the queue is told of the weekly drafts."""
        return JobKind(
            DIGEST,
            self.run,
            grace=timedelta(days=1),
            title=lambda _: "Drafting the weekly digest",
            ended=self.ended,
            post_now=False,
        )

    async def draft_now(self, interaction: discord.Interaction, placing: Placing) -> None:
        """Draft what is new of the last seven days, and show the draft."""
        require_place(self._desk.guild(interaction), placing)
        guild_id, now = self._desk.guild(interaction).id, self._desk.house.clock.now()
        body = await self._body(guild_id, now)
        if not body:
            await replies.reply(interaction, say(NOTHING_NEW))
            return
        draft = _draft(guild_id, body, placing, by=interaction.user.id, at=now)
        async with self._storage.write() as connection:
            made = await self._desk.store.add(
                connection, draft, by=interaction.user.id, what="drafted as a digest"
            )
        note = "A draft of what is new. Edit it as you like; nothing is posted before you say so."
        await self._desk.show(interaction, made, note)

    async def set_weekly(
        self, interaction: discord.Interaction, typed: str, placing: Placing
    ) -> None:
        """Draft it each week from now on, or no more."""
        guild_id = self._desk.guild(interaction).id
        if typed.strip().casefold() in OFF:
            await self._stop(guild_id)
            await replies.reply(interaction, say("No digest is drafted by itself any more."))
            return
        require_place(self._desk.guild(interaction), placing)
        weekly = self._weekly(guild_id, await self._timing(interaction, typed), placing)
        await self._start(weekly, interaction.user.id)
        at = int(weekly.due_at.timestamp())
        await replies.reply(
            interaction,
            say(
                f"From <t:{at}:F> on I draft the digest {timing_wording(weekly.timing)}.",
                f"The draft is for <#{placing.channel_id}>. I tell the staff channel, or else you, "
                "when it is there. Nothing goes out before an organiser has looked at it.",
                "-# `/announce digest weekly:off` ends it.",
            ),
        )

    async def _timing(self, interaction: discord.Interaction, typed: str) -> Timing:
        zones, now = await self._desk.zones(interaction), self._desk.house.clock.now()
        read = read_time(
            typed,
            now=now,
            member_zone=zones.member,
            server_zone=zones.server,
            language=interaction.locale.value,
        )
        if isinstance(read, Question):
            raise InvalidInputError(f"{read.sentence} Type for example `friday 9:00`.")
        starts = wall_time(read.instant, ZoneInfo(read.zone))
        rule = f"FREQ=WEEKLY;BYDAY={CODES[starts.weekday()]}"
        return Timing(Repeating(read.zone, starts, rule))

    # --- the job ----------------------------------------------------------------------------------

    async def run(self, run: Run) -> None:
        """Ask what is new; the draft is made as the job ends."""
        guild_id, due = run.job.guild_id or 0, run.job.due_at

        async def body() -> str:
            return await self._body(guild_id, due)

        await run.note(BODY, body)

    async def ended(self, within: AsyncConnection, job: Job, state: JobState) -> None:
        """Keep the draft, tell of it, and plan the next."""
        guild_id = job.guild_id or 0
        weekly = await self._plans.find(guild_id, within=within)
        if weekly is None:
            return
        if state is JobState.DONE and (body := str(job.steps[BODY].value)):
            await self._keep(within, weekly, body, job)
        if weekly.planned.isoformat() == job.payload["occurrence"]:
            coming = following(weekly.timing, weekly.due_at)
            if coming is not None:
                after = Weekly(
                    guild_id, weekly.timing, weekly.placing, coming.planned, coming.starts
                )
                await self._plans.save(within, after)
                await self._schedule(within, after, job.planned_by)

    async def _keep(self, within: AsyncConnection, weekly: Weekly, body: str, job: Job) -> None:
        now = self._desk.house.clock.now()
        draft = _draft(weekly.guild_id, body, weekly.placing, by=job.planned_by, at=now)
        made = await self._desk.store.add(within, draft, by=0, what="drafted as a digest")
        await self._queue.tell(within, made, "", now, drafted=True)

    # --- parts ------------------------------------------------------------------------------------

    async def _body(self, guild_id: int, now: datetime) -> str:
        sections: list[Section] = []
        for feature in list(self._desk.house.features.values()):
            if feature.digest is not None:
                for part in await feature.digest(guild_id, now - WEEK, now):
                    sections.append(Section(part.title, part.lines))
        return digest_body(sections)

    def _weekly(self, guild_id: int, timing: Timing, placing: Placing) -> Weekly:
        coming = following(timing, self._desk.house.clock.now())
        if coming is None:
            raise InvalidInputError("That time is past. Type for example `friday 9:00`.")
        return Weekly(guild_id, timing, placing, coming.planned, coming.starts)

    async def _start(self, weekly: Weekly, by: int) -> None:
        async with self._storage.write() as connection:
            await self._desk.house.jobs.cancel_key(weekly.guild_id, DIGEST, KEY, within=connection)
            await self._plans.save(connection, weekly)
            await self._schedule(connection, weekly, by)

    async def _stop(self, guild_id: int) -> None:
        async with self._storage.write() as connection:
            await self._desk.house.jobs.cancel_key(guild_id, DIGEST, KEY, within=connection)
            await self._plans.delete(connection, guild_id)

    async def _schedule(self, within: AsyncConnection, weekly: Weekly, by: int | None) -> None:
        plan = Plan(
            *(DIGEST, KEY, weekly.due_at),
            guild_id=weekly.guild_id,
            payload={"occurrence": weekly.planned.isoformat()},
            planned_by=by,
        )
        await self._desk.house.jobs.schedule(plan, within=within)


def _draft(
    guild_id: int, body: str, placing: Placing, *, by: int | None, at: datetime
) -> Announcement:
    return Announcement(
        id=0,
        guild_id=guild_id,
        state=State.DRAFT,
        content=Content(title=TITLE, body=body),
        placing=placing,
        wishes=Wishes(),
        planned_by=by,
        made_at=at,
        changed_at=at,
    )
