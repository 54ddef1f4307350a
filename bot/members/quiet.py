"""Quiet hours as people type them."""

from datetime import time, timedelta

from bot.errors import InvalidInputError
from bot.members.records import QuietHours
from bot.when.clocks import Style, clocks_in
from bot.when.records import UnclearError
from bot.when.words import plain

DAY = timedelta(days=1)
HOW = "Type for example `22:00` and `7:00`, or `10 pm` and `7 am`."


def quiet_hours_in(begins: str, ends: str) -> QuietHours:
    """The quiet hours that were typed as two times of day.

    Raises:
        InvalidInputError: One can't be read, can mean two times, or both are the same.
    """
    quiet = QuietHours(_time_in(begins), _time_in(ends))
    if quiet.begins == quiet.ends:
        raise InvalidInputError(f"Quiet hours can't begin and end at the same time. {HOW}")
    return quiet


def _time_in(typed: str) -> time:
    try:
        clocks, rest = clocks_in(plain(typed[:40]), Style(counts_24=True))
    except UnclearError:
        clocks, rest = None, ""
    if clocks is None or rest:
        raise InvalidInputError(f"I can't read “{typed[:40]}” as a time of day. {HOW}")
    if len(clocks.options) != 1:
        raise InvalidInputError(f"“{typed[:40]}” can mean two times. {clocks.question} {HOW}")
    minutes = clocks.options[0] % DAY // timedelta(minutes=1)
    return time(*divmod(minutes, 60))
