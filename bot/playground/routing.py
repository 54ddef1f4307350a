"""How a route is added: a function of a Call, under the path of Discord's API description."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.playground.records import Application, Attachment

if TYPE_CHECKING:
    from bot.playground.server import Playground
    from bot.playground.world import World


@dataclass(slots=True)
class Call:
    """One request, read and authorised."""

    playground: "Playground"
    # The bot that calls; None on routes that a token in the path authorises.
    application: Application | None
    # Ids are ints, everything else (tokens, emoji) is text as in the path.
    params: dict[str, Any]
    query: Mapping[str, str]
    # The JSON body, or `payload_json` of a multipart one; None where there is none.
    body: Any = None
    files: list[Attachment] = field(default_factory=list[Attachment])
    # X-Audit-Log-Reason, decoded.
    reason: str | None = None

    @property
    def world(self) -> "World":
        """The state that the route reads and changes."""
        return self.playground.world

    @property
    def bot_id(self) -> int:
        """The user id of the bot that calls."""
        if self.application is None:
            raise RuntimeError("this route has no bot")
        return self.application.bot_id


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answers where the status is not 200 (with a body) or 204 (without)."""

    status: int
    body: Any = None


Handler = Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path template; rate limits count per route and major parameter."""

    method: str
    path: str
    handler: Handler
    # False: the token in the path authorises (interaction callbacks, webhooks).
    bot_token: bool = True


ROUTES: list[Route] = []


def route(method: str, path: str, *, bot_token: bool = True) -> Callable[[Handler], Handler]:
    """Serve `handler` at a path such as "/channels/{channel_id}/messages".

    The handler returns the JSON body (200), None (204) or an Answer, and raises DiscordError. It
    need not check the token, the rate limit or that the body is JSON: the server has.
    """

    def add(handler: Handler) -> Handler:
        ROUTES.append(Route(method, path, handler, bot_token))
        return handler

    return add
