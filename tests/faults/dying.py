"""Kills the process at a named point, as a power cut would; a feature for tests alone.

ATTUNE_TEST_DIE_AT is `point` or `point:3` for its third time. The points, in their order:

claimed   a lease is committed
trying    "sending" is committed, the request is not made
answered  Discord's answer has arrived, nothing is noted
changed   Discord has changed a channel, nothing is noted
recorded  the step is committed
ended     the end of the job is committed
case      an act has its number, nobody was told, nothing done
begun     an act on a channel has its number, nothing is done
notice    the member was told, nothing done
act       Discord has done the act, nothing is noted
purged    Discord has deleted a portion of messages, nothing is noted
unbanned  Discord has lifted a ban whose time was over, nothing is noted
"""

import functools
import os
import signal
from typing import TYPE_CHECKING, Any

from discord.ext import commands

from bot.app import Attune
from bot.delivery.asking import Discord
from bot.feature import Feature
from bot.jobs.claims import Claims
from bot.jobs.run import Run
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.deeds import Deeds
from cogs.moderation.actions.notices import Notices
from cogs.moderation.channels.tending import Tending
from cogs.moderation.purging.desk import PurgeDesk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

POINTS: dict[str, tuple[type, str]] = {
    "claimed": (Claims, "take"),
    "trying": (Run, "record_trying"),
    "answered": (Discord, "ask"),
    "changed": (Discord, "ask"),
    "recorded": (Run, "record_done"),
    "ended": (Claims, "end"),
    "case": (Acting, "_open"),
    "begun": (Tending, "_begin"),
    "notice": (Notices, "tell"),
    "act": (Deeds, "do"),
    "purged": (PurgeDesk, "_delete_portion"),
    "unbanned": (Deeds, "end_ban"),
}


def counts(point: str, result: object, arguments: tuple[object, ...]) -> bool:
    """Whether a call has reached the point: a look may take nothing, a question change nothing."""
    if point == "claimed":
        return bool(result)
    if point == "changed":
        return arguments[1] in ("PUT", "PATCH", "DELETE")
    return point != "answered" or arguments[1] == "POST"


def die_after(owner: type, name: str, point: str, times: int) -> None:
    """Let the process die right after the call that reaches the point for the n-th time."""
    call: Callable[..., Awaitable[Any]] = getattr(owner, name)
    left = [times]

    @functools.wraps(call)
    async def watched(*arguments: Any, **named: Any) -> Any:
        result = await call(*arguments, **named)
        if counts(point, result, arguments):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, watched)


class Dying(commands.Cog):
    """Holds nothing; its setup did the work."""


async def setup(app: Attune) -> None:
    if wanted := os.environ.get("ATTUNE_TEST_DIE_AT"):
        point, _, times = wanted.partition(":")
        owner, name = POINTS[point]
        die_after(owner, name, point, int(times or 1))
    await app.add_feature(Feature(name="dying", title="Dying"), Dying())
