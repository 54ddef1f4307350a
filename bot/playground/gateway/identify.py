"""What a client asks for when it identifies, checked."""

from bot.playground.gateway.connection import GatewayError
from bot.playground.gateway.intents import KNOWN, Intent
from bot.playground.jsons import as_object
from bot.playground.records import Application, Json


def fields(asked: object) -> Json:
    """The `d` of identify or resume; close code 4002 where it is no object."""
    if not isinstance(asked, dict):
        raise GatewayError(4002, "Error while decoding payload.")
    return as_object(asked)  # pyright: ignore[reportUnknownArgumentType] - JSON


def threshold(request: Json) -> int:
    """From how many members on a server counts as large."""
    given = request.get("large_threshold", 50)
    return given if isinstance(given, int) and 50 <= given <= 250 else 50


def shard(given: object) -> tuple[int, int]:
    """Which shard of how many; close code 4010 where it can't be."""
    match given:
        case None:
            return 0, 1
        case [int() as shard_id, int() as count] if 0 <= shard_id < count:
            return shard_id, count
        case _:
            raise GatewayError(4010, "Invalid shard.")


def intents(given: object, application: Application) -> int:
    """The intents; 4013 for unknown ones, 4014 for privileged ones that it may not have."""
    if not isinstance(given, int) or isinstance(given, bool) or given < 0 or given & ~KNOWN:
        raise GatewayError(4013, "Invalid intent(s).")
    allowed = {
        Intent.MESSAGE_CONTENT: application.message_content,
        Intent.GUILD_MEMBERS: application.members_intent,
        Intent.GUILD_PRESENCES: application.presences_intent,
    }
    if any(given & intent and not may for intent, may in allowed.items()):
        raise GatewayError(4014, "Disallowed intent(s).")
    return given


def application_flags(application: Application) -> int:
    """What READY says of the application."""
    # Source: Discord's documentation, "Application flags": the limited kinds, and the badge.
    return (
        (1 << 13) * application.presences_intent
        | (1 << 15) * application.members_intent
        | (1 << 19) * application.message_content
        | 1 << 23
    )
