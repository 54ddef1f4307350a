"""One interaction and how far its answer has come."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from bot.playground.records import Application, Channel, Json, Message

EPHEMERAL = 1 << 6
LOADING = 1 << 7


class Kind(IntEnum):
    """Source: Discord's documentation, "Interaction types"."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Response(IntEnum):
    """Source: Discord's documentation, "Interaction callback types"."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True)
class Interaction:
    """What somebody did, and what came of it so far."""

    id: int
    token: str
    kind: Kind
    application: Application
    user_id: int
    channel: Channel
    data: Json
    # The message whose button or menu it was, also of the modal that came of it.
    source: Message | None
    # What messages that answer it say of it.
    metadata: Json
    # When it reached the bot, in monotonic seconds.
    started: float
    response: Response | None = None
    # The message that "@original" means.
    original: Message | None = None
    followups: dict[int, Message] = field(default_factory=dict[int, Message])
    choices: list[Json] = field(default_factory=list[Json])
    modal: Json | None = None
    # Why the person sees that it failed; None while it may still be answered, or was.
    failed: str | None = None
    # How often an answer came or was changed.
    changes: int = 0
    _waiting: list[asyncio.Future[None]] = field(default_factory=list[asyncio.Future[None]])

    @property
    def is_thinking(self) -> bool:
        """Whether the person sees "… is thinking"."""
        return self.original is not None and bool(self.original.flags & LOADING)

    def changed(self) -> None:
        """Wake whoever waits for an answer."""
        self.changes += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, done: Callable[[], bool], *, within: float) -> None:
        """Wait until `done()`; TimeoutError after `within` real seconds."""
        async with asyncio.timeout(within):
            while not done():
                future = asyncio.get_running_loop().create_future()
                self._waiting.append(future)
                await future
