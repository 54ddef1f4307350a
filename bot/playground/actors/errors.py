"""What a chat client would not let somebody do."""

from collections.abc import Generator
from contextlib import contextmanager

from bot.playground.errors import DiscordError


class ClientError(Exception):
    """Says why a client would not offer this, or what Discord answered.

    Attributes:
        code: Discord's; 0 where the client itself would not send it.
    """

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


@contextmanager
def shown_by_client() -> Generator[None]:
    """Turn Discord's refusal into what the person sees of it."""
    try:
        yield
    except DiscordError as error:
        details = "; ".join(f"{field}: {why}" for field, why in error.fields.items())
        text = f"{error.message} ({details})" if details else error.message
        raise ClientError(text, error.code) from error
