"""What the options of commands say about the place, as a record."""

from dataclasses import dataclass, replace
from datetime import timedelta

import discord

from bot.when.durations import duration_in
from cogs.announcements.records import Placing
from cogs.announcements.rules import checked_stay


@dataclass(frozen=True, slots=True)
class Chosen:
    """Options as somebody filled them in; None where they left one empty."""

    channel: discord.TextChannel | None = None
    notify: discord.Role | None = None
    publish: bool | None = None
    thread: bool | None = None
    take_down: str | None = None

    @property
    def stay(self) -> timedelta | None:
        """How long the post stays; InvalidInputError where that can't be read."""
        return None if self.take_down is None else checked_stay(duration_in(self.take_down))


def placed(before: Placing, chosen: Chosen) -> Placing:
    """The place with what was chosen; the rest stays.

    Raises:
        InvalidInputError: A length of time can't be read.
    """
    changed: dict[str, object] = {}
    if chosen.channel is not None:
        changed["channel_id"] = chosen.channel.id
    if chosen.notify is not None:
        changed["role_id"] = chosen.notify.id
    if chosen.publish is not None:
        changed["publish"] = chosen.publish
    if chosen.thread is not None:
        changed["thread"] = chosen.thread
    if chosen.stay is not None:
        changed["take_down_after"] = chosen.stay
    return replace(before, **changed)
