"""`attune run`: Attune on Discord, until it is stopped."""

import asyncio
import contextlib
import signal
from collections.abc import Callable

from bot.app import Attune
from bot.clock import Clock, RemoteClock, SystemClock
from bot.ops.logs import set_up_logs
from bot.settings import Settings, read_settings


async def run_bot(clock_url: str | None) -> None:
    """Connect with the operator's settings and run until SIGINT or SIGTERM.

    Raises:
        StartError: Why it could not start or go on, in one line.
    """
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    if clock_url is None:
        await run_until_signal(settings, SystemClock())
        return
    clock = await RemoteClock.connect(clock_url)
    try:
        await run_until_signal(settings, clock)
    finally:
        await clock.close()


async def run_until_signal(
    settings: Settings, clock: Clock, *, answering: Callable[[Attune], None] = lambda _: None
) -> None:
    """Run one Attune until SIGINT or SIGTERM, which stop it in order.

    Args:
        settings: Of this run.
        clock: Where it reads the time.
        answering: Called with Attune once commands are answered.
    """
    app = Attune(settings, clock)
    told = asyncio.create_task(app.answering.wait())
    told.add_done_callback(lambda task: None if task.cancelled() else answering(app))
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers; there Ctrl+C raises KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, app.stop)
    try:
        await app.run_until_stopped()
    finally:
        told.cancel()
