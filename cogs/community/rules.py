"""What `/help` shows to whom, and how often a message is answered."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from bot.help import Audience, HelpLine

POINT_OUT_EVERY = timedelta(minutes=10)


def help_for(lines: Iterable[HelpLine], audiences: Collection[Audience]) -> tuple[HelpLine, ...]:
    """The lines for somebody who is all of `audiences`, in the order of the features."""
    return tuple(line for line in lines if line.audience in audiences)


def may_point_out(last: datetime | None, now: datetime) -> bool:
    """Whether to answer a message with how to use commands, given when that was last done."""
    return last is None or now - last >= POINT_OUT_EVERY
