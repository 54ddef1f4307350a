"""How Discord writes times."""

from datetime import datetime, timedelta
from typing import overload

from bot.playground.state import DISCORD_EPOCH


@overload
def timestamp(when: datetime) -> str: ...
@overload
def timestamp(when: datetime | None) -> str | None: ...
def timestamp(when: datetime | None) -> str | None:
    """A time as Discord writes it, with microseconds and offset; None stays None."""
    return None if when is None else when.isoformat(timespec="microseconds")


def created_at(snowflake: int) -> datetime:
    """When something with this id was made."""
    return DISCORD_EPOCH + timedelta(milliseconds=snowflake >> 22)
