"""What the bench of the queue plans: a post, and a job that only says how late it began."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from discord.ext import commands

from bot.feature import Feature
from bot.jobs.kinds import JobKind
from bot.ui.panels import say

if TYPE_CHECKING:
    from bot.app import Attune
    from bot.jobs.run import Run

POST, LATE = "bench.post", "bench.late"


class JobsBench(commands.Cog):
    """The handlers."""

    async def post(self, run: "Run") -> None:
        """One message."""
        channel_id = run.job.channel_id
        if channel_id is not None:
            await run.delivery.send("post", channel_id, say(run.job.key))

    async def late(self, run: "Run") -> None:
        """Tell how many milliseconds it began after its time."""
        late = (run.clock.now() - run.job.due_at) / timedelta(milliseconds=1)
        sys.stdout.write(f"{late:.1f}\n")
        sys.stdout.flush()


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    bench = JobsBench()
    day = timedelta(days=1)
    kinds = (
        JobKind(POST, bench.post, day, lambda job: job.key),
        JobKind(LATE, bench.late, day, lambda job: job.key),
    )
    await app.add_feature(Feature(name="bench", title="Bench", jobs=kinds), bench)
