"""Attune with the bench's jobs, in a process of its own."""

import asyncio
import signal

from bot.app import COGS, Attune
from bot.clock import SystemClock
from bot.ops.logs import set_up_logs
from bot.settings import read_settings


async def main() -> None:
    """Run until SIGTERM."""
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    app = Attune(settings, SystemClock(), cogs=(*COGS, "bench.jobs_feature"))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop)
    await app.run_until_stopped()


if __name__ == "__main__":
    asyncio.run(main())
