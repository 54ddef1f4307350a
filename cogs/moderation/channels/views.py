"""What channels and moderators read of locks, slow mode and archiving."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.ui.panels import Panel, say
from bot.when.durations import duration_wording
from cogs.moderation.channels.records import BitChange, Lock
from cogs.moderation.channels.rules import named_left

# A message has no room for the reasons of a whole category; mostly they are the same.
MOST_REASONS = 6


def locked_panel(lock: Lock) -> Panel:
    """What a channel reads once it is locked."""
    if lock.put_away:
        first = "This channel is archived. Everything in it stays here to be read."
    elif lock.until is None:
        first = "This channel is locked for now. You can read it; moderators can write."
    else:
        until = f"<t:{int(lock.until.timestamp())}:f>"
        first = f"This channel is locked until {until}. You can read it; moderators can write."
    return say(first, *([lock.reason] if lock.reason else ()))


def open_panel() -> Panel:
    """What a channel reads once it is open again."""
    return say("This channel is open again. Thank you for waiting.")


def slowmode_panel(pause: timedelta) -> Panel:
    """What a channel reads once everybody has to slow down, or no longer."""
    if not pause:
        return say("Slow mode is off here. You can write as often as you like.")
    return say(f"Slow mode is on here: each of you can write once in {duration_wording(pause)}.")


def left_sentence(channel_id: int, left: Iterable[BitChange], *, everyone: int, me: int) -> str:
    """What was not given back, since somebody changed it while the channel was locked; or ""."""
    named = named_left(left, everyone=everyone, me=me)
    if not named:
        return ""
    return (
        f"While <#{channel_id}> was locked, somebody changed {named}. I left that as it is; look "
        "at Edit Channel, Permissions, whether it is as you want it."
    )


def lockdown_panel(done: str, refused: Mapping[int, str]) -> Panel:
    """What became of many channels: what went well, and what did not, with why."""
    lines = [f"- <#{channel}>: {why}" for channel, why in refused.items()]
    more = " ".join(f"<#{channel}>" for channel in list(refused)[MOST_REASONS:])
    return say(done, *lines[:MOST_REASONS], *([f"- Nor these: {more}"] if more else ()))


def refused_words(kinds: str, typed: str) -> str:
    """Words that were not kept for what is in them; they are shown to their author to copy."""
    return (
        f"I have not done that: there is what looks like {kinds} in your words, and nothing that "
        "could identify a client may be kept or posted here. Take it out and use the command "
        f"again. You typed:\n> {typed}"
    )
