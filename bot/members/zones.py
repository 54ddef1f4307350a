"""The check that a time zone, once chosen, can be used for good."""

from bot.errors import InvalidInputError
from bot.when.zones import zone_names


def checked_zone(name: str) -> str:
    """The IANA name itself, as it is stored.

    Raises:
        InvalidInputError: It is no zone's name; what people type goes through `bot.when` first.
    """
    if name not in zone_names():
        raise InvalidInputError(f"“{name}” is not a time zone; use a name like Europe/London.")
    return name
