"""`attune playground`: a Discord on this machine, its sample community, and Attune in it."""

import os
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Mapping
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.app import Attune
from bot.cli.furnishing import furnish
from bot.cli.inside import features_of
from bot.cli.running import run_until_signal
from bot.errors import StartError
from bot.invite import permissions_needed
from bot.ops.logs import set_up_logs
from bot.playground.permissions import Bit
from bot.playground.sample import build_sample
from bot.playground.server import Playground
from bot.settings import Settings, read_settings

WELCOME = """
Attune's playground is running at {address}
Open it in a browser. Nothing leaves this machine, and it starts afresh each time.

Four people can act: Maya (member), Ravi (reviewer), Olu (organiser), Mei (moderator).
From a second terminal:

  {act} '{{"as": "Maya", "do": "slash", "command": "prompt find", "options": {{"query": "soap"}}}}'

More ways to act, and to move the clock: README, section The playground. Ctrl+C stops it.
"""
AFRESH = "Back to real time: the community and Attune's memory began afresh."


async def run_playground() -> None:
    """Start the playground and Attune in one process, with a database that is thrown away.

    "Back to real time" on the page ends both and begins again with new ones at the same address.

    Raises:
        StartError: The port is in use, or Attune could not start.
    """
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    is_first = True
    while await _run_community(settings, is_first=is_first):
        is_first = False


async def _run_community(settings: Settings, *, is_first: bool) -> bool:
    """Run one community until it is stopped; whether another one is wanted."""
    playground = Playground()
    wanted: list[bool] = []

    def answering(app: Attune) -> None:
        def restart() -> None:
            wanted.append(True)
            app.stop()

        playground.restart = restart
        _welcome(playground.address, is_first=is_first)

    await _listen(playground, settings.playground_port)
    try:
        permissions = permissions_needed(await features_of(settings))
        sample = build_sample(playground, Bit(permissions.value))
        with tempfile.TemporaryDirectory(prefix="attune-playground-") as folder:
            database_url = f"sqlite:///{Path(folder) / 'attune.db'}"
            await furnish(database_url, sample, at=playground.clock.now())
            here = settings.model_copy(
                update={
                    "discord_token": SecretStr(sample.application.token),
                    "api_url": playground.api_url,
                    "database_url": SecretStr(database_url),
                    "shards": None,
                }
            )
            await run_until_signal(here, playground.clock, answering=answering)
    finally:
        await playground.close()
    return bool(wanted)


async def _listen(playground: Playground, port: int) -> None:
    try:
        await playground.start(port=port)
    except OSError:
        raise StartError(
            f"Port {port} is in use. Stop what uses it (another playground?), "
            "or choose another with ATTUNE_PLAYGROUND_PORT."
        ) from None


def _welcome(address: str, *, is_first: bool) -> None:
    if not is_first:
        typer.echo(AFRESH)
        return
    act = f"curl -s {address}/playground/act -d"
    typer.echo(WELCOME.format(address=address, act=act))
    if has_desktop(os.environ, sys.platform, is_terminal=sys.stdout.isatty()):
        # A browser that starts may block for seconds.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def has_desktop(environment: Mapping[str, str], platform: str, *, is_terminal: bool) -> bool:
    """Whether somebody sits in front of this who can see a browser open."""
    if not is_terminal or "SSH_CONNECTION" in environment:
        return False
    if platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
