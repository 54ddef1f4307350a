"""A feature for tests alone: a plain post, and jobs that fail in each way."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from discord.ext import commands
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import Attune
from bot.delivery.records import Image
from bot.feature import Feature
from bot.guilds.rights import Right
from bot.jobs.errors import CannotWorkError
from bot.jobs.kinds import JobKind
from bot.jobs.records import Job, State
from bot.jobs.run import Run
from bot.ui.panels import Panel, box, say, text

Handler = Callable[[Run], Awaitable[None]]
GRACE = timedelta(hours=6)
PIXEL = b"\x89PNG\r\n\x1a\n fictional"


class Probe(commands.Cog):
    """Posts what the payload says, and remembers what it was asked to do."""

    def __init__(self) -> None:
        self.tries: Counter[str] = Counter()
        self.ended: list[tuple[str, State]] = []

    async def post(self, run: Run) -> None:
        """One message a part; a thread, a forum post or a direct message where asked."""
        payload = run.job.payload
        self.tries[run.job.key] += 1
        channel = payload.get("channel", run.job.channel_id)
        for part in range(payload.get("parts", 1)):
            panel = Panel(box(text(f"{payload.get('text', run.job.key)} part {part}")))
            images = [Image("pixel.png", PIXEL, "A pixel")] if payload.get("image") else []
            sent = await run.delivery.send(
                f"part {part}", channel, panel, images=images, roles=payload.get("roles", ())
            )
            if payload.get("thread"):
                await run.delivery.open_thread(f"thread {part}", sent, "Talk")

    async def direct(self, run: Run) -> None:
        await run.delivery.send_direct("dm", run.job.payload["user"], say(run.job.key))

    async def forum(self, run: Run) -> None:
        await run.delivery.post_in_forum(
            "post", run.job.payload["forum"], run.job.key, say(run.job.key)
        )

    async def bug(self, run: Run) -> None:
        self.tries[run.job.key] += 1
        raise ValueError("a poison row")

    async def never(self, run: Run) -> None:
        raise CannotWorkError("The moon is in the way. Wait for it to pass.")

    async def fail_at_the_end(self, within: AsyncConnection, job: Job, state: State) -> None:
        self.tries["at the end"] += 1
        raise ValueError("what follows is wrong")

    async def note_end(self, within: AsyncConnection, job: Job, state: State) -> None:
        self.ended.append((job.key, state))


async def setup(app: Attune) -> None:
    probe = Probe()

    def title(job: Job) -> str:
        return f"Probe {job.key}"

    def kind(name: str, run: Handler, **more: Any) -> JobKind:
        given: dict[str, Any] = {"grace": GRACE, "ended": probe.note_end, **more}
        return JobKind(name, run, title=title, **given)

    feature = Feature(
        name="jobs probe",
        title="Jobs probe",
        jobs=(
            kind("probe.post", probe.post),
            kind("probe.short", probe.post, grace=timedelta(minutes=10)),
            kind("probe.quiet", probe.post, post_now=False),
            kind("probe.direct", probe.direct),
            kind("probe.forum", probe.forum),
            kind("probe.bug", probe.bug),
            kind("probe.never", probe.never),
            kind("probe.end", probe.post, ended=probe.fail_at_the_end),
            kind("probe.mods", probe.post, right=Right.MODERATOR),
            kind("probe.hidden", probe.post, listed=False),
        ),
    )
    await app.add_feature(feature, probe)
