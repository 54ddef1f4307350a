"""`attune playground`: a Discord on this machine, its sample community, and Attune in it."""

import tempfile
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.cli.inside import features_of
from bot.cli.running import run_until_signal
from bot.errors import StartError
from bot.invite import permissions_needed
from bot.ops.logs import set_up_logs
from bot.playground.permissions import Bit
from bot.playground.sample import build_sample
from bot.playground.server import Playground
from bot.settings import read_settings

WELCOME = """
Attune's playground is running at {address}
Nothing leaves this machine, and it starts afresh each time.

Four people can act: Maya (member), Ravi (reviewer), Olu (organiser), Mei (moderator).
From a second terminal:

  {act} '{{"as": "Maya", "do": "slash", "command": "prompt find", "options": {{"query": "soap"}}}}'

More ways to act, and to move the clock: README, section The playground. Ctrl+C stops it.
"""


async def run_playground() -> None:
    """Start the playground and Attune in one process, with a database that is thrown away.

    Raises:
        StartError: The port is in use, or Attune could not start.
    """
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    playground = Playground()
    try:
        await playground.start(port=settings.playground_port)
    except OSError:
        raise StartError(
            f"Port {settings.playground_port} is in use. Stop what uses it (another playground?), "
            "or choose another with ATTUNE_PLAYGROUND_PORT."
        ) from None
    try:
        permissions = permissions_needed(await features_of(settings))
        sample = build_sample(playground, Bit(permissions.value))
        act = f"curl -s {playground.address}/playground/act -d"
        with tempfile.TemporaryDirectory(prefix="attune-playground-") as folder:
            database = SecretStr(f"sqlite:///{Path(folder) / 'attune.db'}")
            here = settings.model_copy(
                update={
                    "discord_token": SecretStr(sample.application.token),
                    "api_url": playground.api_url,
                    "database_url": database,
                    "shards": None,
                }
            )
            welcome = WELCOME.format(address=playground.address, act=act)
            await run_until_signal(here, playground.clock, answering=lambda: typer.echo(welcome))
    finally:
        await playground.close()
