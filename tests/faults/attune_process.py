"""Attune in a process of its own, for tests of its death: python -m tests.faults.attune_process.

Settings come from the environment as always. ATTUNE_TEST_DIE_AT names the point at which the
process kills itself (tests/faults/dying.py); ATTUNE_TEST_CLOCK the playground's clock;
ATTUNE_TEST_COGS further features to load. It writes a line when it is ready.
"""

import asyncio
import os
import sys
from datetime import timedelta

from bot.app import Attune
from bot.clock import RemoteClock, SystemClock
from bot.jobs.runner import Pulse
from bot.ops.logs import set_up_logs
from bot.settings import read_settings

COGS = ("cogs.setup", "cogs.later", "tests.jobs.probe", "tests.faults.dying")
# A minute is long for a test; everything else is as it is.
PULSE = Pulse(
    lease=timedelta(seconds=2),
    renew_each=timedelta(seconds=0.5),
    look_each=timedelta(seconds=0.2),
)


async def main() -> None:
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    url = os.environ.get("ATTUNE_TEST_CLOCK")
    clock = SystemClock() if url is None else await RemoteClock.connect(url)
    more = os.environ.get("ATTUNE_TEST_COGS", "").split()
    app = Attune(settings, clock, cogs=(*COGS, *more), pulse=PULSE)
    telling = asyncio.create_task(tell_when_ready(app))
    try:
        await app.run_until_stopped()
    finally:
        telling.cancel()


async def tell_when_ready(app: Attune) -> None:
    """Write a line once what is due is done."""
    await app.answering.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
