"""Discord's refusals: status, code, sentence, and which field is wrong."""

from typing import Any


class DiscordError(Exception):
    """An answer of Discord's that is not a success."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        fields: dict[str, str] | None = None,
        *,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message} {fields or ''}".rstrip())
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields or {}
        # Seconds; only with status 429, where a limit beside the buckets was met.
        self.retry_after = retry_after

    def payload(self) -> dict[str, Any]:
        """The JSON body; `fields` maps a dotted path ("embeds.0.title") to "CODE: sentence"."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.retry_after is not None:
            body |= {"retry_after": round(self.retry_after, 3), "global": False}
        for path, reason in self.fields.items():
            node: dict[str, Any] = body.setdefault("errors", {})
            for key in path.split("."):
                node = node.setdefault(key, {})
            code, _, sentence = reason.partition(": ")
            node.setdefault("_errors", []).append({"code": code, "message": sentence})
        return body


def unauthorized() -> DiscordError:
    """The token is not one of a bot here."""
    return DiscordError(401, 0, "401: Unauthorized")


def not_found() -> DiscordError:
    """No such route."""
    return DiscordError(404, 0, "404: Not Found")


def unknown(what: str) -> DiscordError:
    """Nothing with this id is there, e.g. `unknown("Message")`."""
    return DiscordError(404, UNKNOWN_CODES[what], f"Unknown {what}")


def missing_access() -> DiscordError:
    """The channel can't be seen."""
    return DiscordError(403, 50001, "Missing Access")


def missing_permissions() -> DiscordError:
    """It can be seen, but this is not allowed."""
    return DiscordError(403, 50013, "Missing Permissions")


def cannot_message_user() -> DiscordError:
    """Their direct messages are closed, or no server is shared."""
    return DiscordError(403, 50007, "Cannot send messages to this user")


def invalid_form(fields: dict[str, str]) -> DiscordError:
    """The body has wrong fields; see `DiscordError.payload` for their form."""
    return DiscordError(400, 50035, "Invalid Form Body", fields)


# Source: Discord's documentation, "Opcodes and status codes", JSON error codes.
UNKNOWN_CODES = {
    "Account": 10001,
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Invite": 10006,
    "Member": 10007,
    "Message": 10008,
    "Overwrite": 10009,
    "Role": 10011,
    "Token": 10012,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Ban": 10026,
    "interaction": 10062,
    "application command": 10063,
    "Guild Scheduled Event": 10070,
}
