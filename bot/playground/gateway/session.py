"""What a bot's session remembers while it is connected, and for a while after."""

import json
import secrets
from collections import deque
from typing import TYPE_CHECKING

from bot.playground.gateway.intents import Intent
from bot.playground.records import Application

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.gateway.connection import Connection

MOST_KEPT_EVENTS = 5_000
MOST_KEPT_CHARACTERS = 16_000_000


def to_json(value: object) -> str:
    """JSON as it travels, without spaces."""
    return json.dumps(value, separators=(",", ":"))


class Session:
    """One session of a bot on one shard; it outlives its connection, to be resumed."""

    def __init__(
        self, application: Application, intents: int, shard: tuple[int, int], large_threshold: int
    ) -> None:
        self.id = secrets.token_hex(16)
        self.application = application
        self.intents = Intent(intents)
        self.shard_id, self.shard_count = shard
        self.large_threshold = large_threshold
        self.presence: object = None
        # Of the last event that was made for it.
        self.sequence = 0
        self.connection: Connection | None = None
        # Hears of each event: its session, name, and payload as it travels.
        self.heard_by: Callable[[Session, str, str], None] | None = None
        self._kept: deque[tuple[int, str]] = deque()
        self._kept_characters = 0

    def __repr__(self) -> str:
        state = "connected" if self.connected else "away"
        return f"<Session {self.application.name} {self.shard_id}/{self.shard_count} {state}>"

    @property
    def bot_id(self) -> int:
        """The user id of its bot."""
        return self.application.bot_id

    @property
    def connected(self) -> bool:
        """Whether a connection carries it now."""
        return self.connection is not None

    def on_shard(self, guild_id: int | None) -> bool:
        """Whether a server is this shard's; direct messages are shard 0's."""
        shard = 0 if guild_id is None else (guild_id >> 22) % self.shard_count
        return shard == self.shard_id

    def dispatch(self, name: str, data_json: str) -> None:
        """Send an event, or keep it for the resume; `data_json` is its payload, encoded."""
        self.sequence += 1
        if self.heard_by is not None:
            self.heard_by(self, name, data_json)
        frame = f'{{"op":0,"s":{self.sequence},"t":"{name}","d":{data_json}}}'
        self._keep(frame)
        if self.connection is not None:
            self.connection.send(frame)

    def missed_since(self, sequence: int) -> list[str] | None:
        """The frames after `sequence`; None where not all of them are kept any more."""
        oldest = self._kept[0][0] if self._kept else self.sequence + 1
        if sequence < oldest - 1:
            return None
        return [frame for number, frame in self._kept if number > sequence]

    def _keep(self, frame: str) -> None:
        self._kept.append((self.sequence, frame))
        self._kept_characters += len(frame)
        while len(self._kept) > MOST_KEPT_EVENTS or self._kept_characters > MOST_KEPT_CHARACTERS:
            self._kept_characters -= len(self._kept.popleft()[1])
